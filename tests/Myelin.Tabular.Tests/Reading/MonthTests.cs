using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>
/// Months, quarters and weeks; and columns that a few cells cost their kind: read, asked or said, never dropped without a word.
/// </summary>
public class MonthTests
{
    /// <summary>A column's cells, of which the second is March 2024, and the format that is said.</summary>
    public static TheoryData<string[], string> Months => new()
    {
        { ["2023-12", "2024-03", "2024-04"], "yyyy-MM" },
        { ["2023/12", "2024/3"], "yyyy/MM" },
        { ["12/2023", "03/2024"], "MM/yyyy" },
        { ["12-2023", "3-2024"], "MM-yyyy" },
        { ["Dec 2023", "Mar 2024", "May 2024"], "MMM yyyy" },
        { ["December 2023", "March 2024", "May 2024"], "MMMM yyyy" },
        { ["DEC-2023", "mar-2024"], "MMM-yyyy" },
        { ["Dec. 2023", "Mar. 2024"], "MMM. yyyy" },
        { ["December, 2023", "March, 2024"], "MMMM, yyyy" },
        { ["2023 Dec", "2024 Mar"], "yyyy MMM" },
        { ["DEC2023", "MAR2024"], "MMMyyyy" },
    };

    [Theory]
    [MemberData(nameof(Months))]
    public void AMonthIsItsFirstDay(string[] cells, string format)
    {
        Assert.Null(Notation.DateFormatObjection(format));
        foreach (bool streams in new[] { false, true })
            foreach (TableOptions options in new TableOptions[] { new(), new() { Notation = new() { DateFormat = format } },
                new() { Notations = new Dictionary<string, Notation> { ["c"] = new() { DateFormat = format } } } })
            {
                Table table = Read(Of(cells), options, streams);
                Assert.Equal(new DateTime(2024, 3, 1), Assert.IsType<DateColumn>(table["c"])[1]);
                Assert.Equal([$"c is read as dates in the format {format}"], table.Notes.Select(note => note.ToString()));
            }
    }

    /// <summary>A column's cells, and what the error must say.</summary>
    public static TheoryData<string[], string[]> Slips => new()
    {
        { ["2024-01", "2024-13", "2024-02"],
            ["line 3, column c", "\"2024-13\" is not a date as yyyy-MM", "2 of the column's 3", "TableOptions.Missing: 2024-13"] },
        { ["01/2024", "02/2024", "00/2024"], ["line 4, column c", "is not a date as MM/yyyy"] },
        { ["Jan 2024", "Fev 2024", "Mar 2024"], ["line 3, column c", "\"Fev 2024\" is not a date as MMM yyyy"] },
        { ["2024-01", "02/2024", "2024-03"], ["\"02/2024\" and \"2024-01\" are dates that are written in two ways"] },
        { ["2024-01-15", "2024-02-03", "2024-03"], ["\"2024-03\" and \"2024-01-15\" are dates that are written in two ways"] },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void WhatIsNoMonthAmongMonthsIsAnError(string[] cells, string[] fragments)
    {
        foreach (bool streams in new[] { false, true })
        {
            var error = Assert.Throws<InvalidFileException>(() => Read(Of(cells), new(), streams));
            Assert.All(fragments, fragment => Assert.Contains(fragment, error.Message, StringComparison.Ordinal));
        }
    }

    /// <summary>Cells that repeat (categories), the kind that is named, and the option that reads them, if one does.</summary>
    public static TheoryData<string, string, string, string> Periods => new()
    {
        { "2024-Q1", "2024-Q3", "quarters", "its first day, such as 2024-07-01" },
        { "Q1 2024", "Q3 2024", "quarters", "its first day, such as 2024-07-01" },
        { "1Q24", "3Q24", "quarters", "its first day, such as 2024-07-01" },
        { "2024H1", "2024H2", "half years", "its first day, such as 2024-07-01" },
        { "2024W07", "2024W52", "weeks", "its Monday, such as 2024-02-26" },
        { "2024-W07-1", "2024-W52-7", "weeks", "its Monday, such as 2024-02-26" },
        { "KW07 2024", "KW52 2024", "weeks", "its Monday, such as 2024-02-26" },
        { "2024-001", "2024-366", "days of a year", "write each as a date, such as 2024-02-26" },
        { "2009-10", "2010-11", "seasons", "its first day, such as 2023-07-01" },
        { "2023/24", "2024/25", "seasons", "its first day, such as 2023-07-01" },
        { "Jan-24", "Feb-24", "months", "Notation.DateFormat: c=MMM-yy" },
        { "01/24", "12/24", "months", "Notation.DateFormat: c=MM/yy" },
    };

    [Theory]
    [MemberData(nameof(Periods))]
    public void OtherPeriodsAreSaid(string one, string other, string kind, string option)
    {
        foreach (bool streams in new[] { false, true })
        {
            Table table = Read(Of(one, other, one, other), new(), streams);
            Assert.Equal(ColumnType.Category, table["c"].Type);
            string note = Assert.Single(table.Notes).ToString();
            Assert.StartsWith("c looks like ", note, StringComparison.Ordinal);
            Assert.Contains(kind, note, StringComparison.Ordinal);
            Assert.Contains($"\"{one}\": used as categories", note, StringComparison.Ordinal);
            Assert.Contains(option, note, StringComparison.Ordinal);
            // free text is said to be dropped
            Assert.Contains("dropped as free text", Assert.Single(Read(Of(one, other), new(), streams).Notes).ToString(),
                StringComparison.Ordinal);
            Assert.Empty(Read(Of(one, other, one, other),
                new() { Columns = new Dictionary<string, ColumnType> { ["c"] = ColumnType.Category } }, streams).Notes);
        }
    }

    [Theory]
    [InlineData("MM.yyyy", "12.2023", "01.2024", "02.2024")]
    [InlineData("yyyy.MM", "2023.12", "2024.01", "2024.02")]
    [InlineData("yyyyMM", "202312", "202401", "202402")]
    [InlineData("yyyyMMdd", "20231231", "20240101", "20240102")]
    [InlineData("", "2023", "2024", "2025")]
    [InlineData("", "202312", "202413", "202402")]
    [InlineData("", "12.2023", "13.2024", "02.2024")]
    public void NumbersThatMayBeDatesStayNumbersAndAreSaid(string format, params string[] cells)
    {
        foreach (bool streams in new[] { false, true })
        {
            Table table = Read(Of(cells), new(), streams);
            Assert.Equal(ColumnType.Number, table["c"].Type);
            Assert.Equal(format.Length == 0 ? []
                : [$"c looks like dates, such as \"{cells[0]}\": read as numbers. Read them as dates (Notation.DateFormat: c={format})"],
                table.Notes.Where(note => !note.Found.Contains("leading zeros", StringComparison.Ordinal)).Select(note => note.ToString()));
            if (format.Length > 0)
                Assert.IsType<DateColumn>(Read(Of(cells),
                    new() { Notations = new Dictionary<string, Notation> { ["c"] = new() { DateFormat = format } } }, streams)["c"]);
        }
    }

    [Fact]
    public void AModelReadsMonthsAsItsTableDid()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{2019 + i / 12}-{1 + i % 12:00},{i}\n"));
        using TabularModel trained = TabularModel.Train(Read("c,y\n" + rows), "y", new() { Hidden = [new Dense(2)], Epochs = 1 }, null,
            TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        trained.Save(folder["m.safetensors"]);
        using TabularModel model = TabularModel.Load(folder["m.safetensors"]);
        TableOptions reading = model.Reading();
        Assert.Equal("yyyy-MM", reading.Notations["c"].DateFormat);
        // 2011-12 and 2012-13 alone would be seasons
        Table later = Read("c,y\n2019-03,1\n2019-04,1\n2011-12,1\n", reading);
        Assert.Equal([new DateTime(2019, 3, 1), new DateTime(2011, 12, 1)], [((DateColumn)later["c"])[0], ((DateColumn)later["c"])[2]]);
        Assert.Equal(trained.Predict(Read("c,y\n" + rows))[2].Value, model.Predict(later)[0].Value);
        foreach (string wrong in new[] { "2024-13", "03/2024", "2024-03-01" })
            Assert.Contains($"\"{wrong}\" is not a date as yyyy-MM",
                Assert.Throws<InvalidFileException>(() => Read($"c,y\n{wrong},1\n", reading)).Message, StringComparison.Ordinal);
    }

    /// <summary>96 of 120 cells are numbers or dates, the others are of many kinds.</summary>
    [Theory]
    [InlineData("numbers")]
    [InlineData("dates")]
    public void ADroppedColumnOfWhichMostCellsAreNumbersIsSaid(string what)
    {
        string[] cells = [.. Enumerable.Range(0, 120).Select(i => i % 5 != 0
            ? what == "numbers" ? $"{i}.5" : $"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd}"
            : (i / 5 % 3) switch { 0 => $"{i} approx", 1 => $"~{i}", _ => "n/k" })];
        foreach (bool streams in new[] { false, true })
        {
            Table table = Read(Of(cells), new(), streams);
            Assert.Equal(ColumnType.Text, table["c"].Type);
            Assert.Equal(
                [$"c is dropped as free text, although 96 of its 120 cells are {what}. " +
                    $"Not {what}: \"0 approx\" (line 2), \"~5\" (line 7), \"n/k\" (line 12) and 14 more distinct values. " +
                    $"To read {what}, fix such cells or take each as missing (TableOptions.Missing: 0 approx, ~5, n/k), " +
                    "or use the column as categories (TableOptions.Columns: c:category)"], table.Notes.Select(note => note.ToString()));
            Assert.Empty(
                Read(Of(cells), new() { Columns = new Dictionary<string, ColumnType> { ["c"] = ColumnType.Text } }, streams).Notes);
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void CategoriesOfWhichThreeOfFiveCellsAreNumbersAreSaid(int numbers, bool said)
    {
        // 0 to 4 of each five cells are numbers
        string[] cells = [.. Enumerable.Range(0, 100).Select(i => i % 5 < numbers ? $"{i % 5 + i / 5 % 2}" : i % 2 == 0 ? "low" : "high")];
        foreach (bool streams in new[] { false, true })
        {
            Table table = Read(Of(cells), new(), streams);
            Assert.Equal(ColumnType.Category, table["c"].Type);
            if (!said) Assert.Empty(table.Notes);
            else
                Assert.Equal(
                    ["c is read as categories, although 60 of its 100 cells are numbers. Not numbers: \"high\" (line 5), " +
                        "\"low\" (line 6). To read numbers, fix such cells or take each as missing (TableOptions.Missing: high, low), or " +
                        "if they are categories, say so (TableOptions.Columns: c:category)"], table.Notes.Select(note => note.ToString()));
        }
    }

    /// <summary>So many numbers first that the column is read a second time, as words.</summary>
    [Fact]
    public void ALongColumnIsSaidToo()
    {
        string[] cells = [.. Enumerable.Range(0, 6000).Select(i => i < 3600 ? $"{i}" : $"about {i}")];
        foreach (bool streams in new[] { false, true })
            Assert.StartsWith(
                "c is dropped as free text, although 3600 of its 6000 cells are numbers. Not numbers: \"about 3600\" (line 3602), ",
                Assert.Single(Read(Of(cells), new(), streams).Notes).ToString(), StringComparison.Ordinal);
    }

    static string Of(params string[] cells) => "c,y\n" + string.Concat(cells.Select((cell, i) => $"\"{cell}\",{i % 2}\n"));

    static Table Read(string csv, TableOptions? options = null, bool streams = false)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        if (!streams) return Table.Read(bytes, "data.csv", options);
        using TableStream stream = TableStream.Read(bytes, "data.csv", options ?? new());
        return stream.Draw("y").Sample;
    }
}
