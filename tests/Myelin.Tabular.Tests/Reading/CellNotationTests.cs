using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>Notations that one may not drop in silence: units in some cells, dates of spreadsheets, digits that float64 loses.</summary>
public class CellNotationTests
{
    [Theory]
    [InlineData("900", "1.5K", 60, 30, "line 62", "30 of the column's 90 cells", "Notation.Suffixes")]
    [InlineData("900", "1.5K", 3000, 600, "line 3002", "600 of the column's 3600 cells", "Notation.Suffixes")]
    [InlineData("8", "5 km", 60, 40, "line 62", "40 of the column's 100 cells; 60 have no unit", "Notation.Unit: c=km")]
    [InlineData("8", "5 km", 3000, 400, "line 3002", "400 of the column's 3400 cells", "Notation.Unit: c=km")]
    [InlineData("5 km", "44 m", 95, 5, "line 97",
        "\"44 m\" is in m, but \"0 km\" is in km", "Convert them, or read the column as words (TableOptions.Columns: c:category)")]
    [InlineData("5 km", "none", 95, 5,
        "Read them as numbers (Notation.Unit: c=km) and \"none\" as missing (TableOptions.Missing: none)",
        "TableOptions.Columns: c:category")]
    [InlineData("8", "€5", 60, 40, "not every cell has €", "60 of the column's 100 cells", "Notation.Unit: c=€")]
    [InlineData("€5", "free", 75, 25, "line 77", "\"free\" is not a number with €, but 75 of the column's 100",
        "TableOptions.Missing: free")]
    [InlineData("5 km", "n.a.", 75, 25, "\"n.a.\" is not a number with km, but 75 of", "Notation.Unit: c=km", "TableOptions.Missing: n.a.")]
    [InlineData("{0:00}/03/2024", "none", 75, 25, "\"none\" is not a date, but 75 of", "TableOptions.Missing: none",
        "TableOptions.Columns: c:category")]
    [InlineData("{0:00}/03/2024", "{0:00}/03/24", 75, 75, "looks like a date", "Notation.DateFormat: c=FORMAT",
        "TableOptions.Columns: c:category")]
    [InlineData("-$1,000", "-$2,500", 50, 50, "is not a number", "TableOptions.Thousands: ,", "line 2")]
    [InlineData("12,34,567", "1,23,45,678", 50, 50, "\"12,34,567\" is not a number", "groups of two", "line 2")]
    public void TheOddCellsAreNamedAndHowToReadThem(string most, string other, int mosts, int others, params string[] fragments)
    {
        string[] cells = [.. Enumerable.Range(0, mosts).Select(i => Varied(most, i)),
            .. Enumerable.Range(0, others).Select(i => Varied(other, i))];
        foreach (bool streams in new[] { false, true })
        {
            var error = Assert.Throws<InvalidFileException>(() => Read(cells, new(), streams));
            Assert.All(fragments, fragment => Assert.Contains(fragment, error.Message, StringComparison.Ordinal));
        }
    }

    /// <summary>Houses, fractions, versions, telephones, seasons and lines of three numbers.</summary>
    [Theory]
    [InlineData("12", "14", "12A", "14B")]
    [InlineData("1/2", "3/4", "5/6", "7/8")]
    [InlineData("1.2.3", "1.10.12", "2.0.15", "3.1.4")]
    [InlineData("555-12-34", "555-98-76", "212-55-11", "212-55-12")]
    [InlineData("2019/20", "2020/21", "2021/22", "2022/23")]
    [InlineData("90/60/90", "88/62/91", "85/61/92", "91/65/95")]
    public void NamesStayWords(params string[] cells) =>
        Assert.Equal(ColumnType.Category, Read([.. Enumerable.Range(0, 40).Select(i => cells[i % 4])], new())["c"].Type);

    [Theory]
    [InlineData("13/1/2021 9:05", "5/1/2021 9:05", 9, 5)]
    [InlineData("2021-01-13 9:05", "2021-01-05 9:05", 9, 5)]
    [InlineData("2021-01-13 9:05:00 UTC", "2021-01-05 10:00:00 UTC", 10, 0)]
    [InlineData("13/01/2021 9:05:00 UTC", "05/01/2021 10:00:00 UTC", 10, 0)]
    [InlineData("2021-01-13T10:00:00.000000000Z", "2021-01-05T10:00:00.000000000Z", 10, 0)]
    [InlineData("2021-01-13 10:00:00.000000000+01:00", "2021-01-05 10:00:00.000000000+01:00", 9, 0)]
    [InlineData("13/01/2021, 10:30", "05/01/2021, 10:30", 10, 30)]
    [InlineData("13/01/2021, 9:30:00", "05/01/2021, 9:30:00", 9, 30)]
    [InlineData("13 Jan 2021, 9:30", "5 Jan 2021, 9:30", 9, 30)]
    public void TimesOfSpreadsheetsAndLogsAreRead(string first, string second, int hour, int minute)
    {
        foreach (bool streams in new[] { false, true })
            Assert.Equal(new DateTime(2021, 1, 5, hour, minute, 0),
                Assert.IsType<DateColumn>(Read([first, second], new(), streams)["c"])[1]);
    }

    [Fact]
    public void DigitsBeyondAFractionsSeventhAreCut() => Assert.Equal(new DateTime(2021, 1, 4, 10, 0, 0).AddTicks(1_234_567),
        Assert.IsType<DateColumn>(Read(["2021-01-04T10:00:00.123456789Z", "2021-01-05T10:00:00.123456789Z"], new())["c"])[0]);

    [Fact]
    public void NumbersThatMergeAreSaidAndOthersAreNot()
    {
        string[] merging = [.. Enumerable.Range(0, 8).Select(i => $"1234567890123.456{i}")];
        Assert.Contains("the same in float64, such as 1234567890123.456", Assert.Single(Read(merging, new()).Notes).ToString(),
            StringComparison.Ordinal);
        double[] doubles = [0.1 + 0.2, 1.0 / 3, Math.PI * 1e9, Math.E * 1e20, 1.2345678901234567e300, -2.0 / 3, double.Epsilon, 1e23];
        foreach (string format in new[] { "R", "E16" })
        {
            Table table = Read(
                [.. doubles.Concat(doubles).Select(number => number.ToString(format, System.Globalization.CultureInfo.InvariantCulture))],
                new());
            Assert.Equal((ColumnType.Number, 8), (table["c"].Type, table["c"].Distinct));
            Assert.Empty(table.Notes);
        }
        Assert.Empty(Read(["0.30000000000000004", "0.300000000000000040", "3.0000000000000004e-1"], new()).Notes);
    }

    [Theory]
    [InlineData("9007199254740993.0", "9007199254740992.0", '.', null)]
    [InlineData("9.007199254740993e15", "9.007199254740992e15", '.', null)]
    [InlineData("9007199254740993,0", "9007199254740992,0", ',', null)]
    [InlineData("9,007,199,254,740,993", "9,007,199,254,740,992", '.', ',')]
    public void IntegersThatAreLostAreCategoriesAndSaid(string lost, string kept, char decimalSign, char? thousands)
    {
        Table table = Read([lost, kept, lost, kept], new() { DecimalSign = decimalSign, Thousands = thousands });
        Assert.Equal((ColumnType.Category, 2), (table["c"].Type, table["c"].Distinct));
        Assert.Contains($"float64 cannot hold, such as {lost}: read as categories", Assert.Single(table.Notes).ToString(),
            StringComparison.Ordinal);
        string message = Assert.Throws<InvalidFileException>(() => Target.Of(table, "c", TabularTask.Regression)).Message;
        Assert.Contains("TableOptions.Columns: c:number", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(", such as 00501: they are read as numbers, so 0501 would be the same. ", "00501", "10001", "02139", "00501")]
    [InlineData(", of which 0010 and 010 become the same number. ", "7", "0010", "010", "002", "0002")]
    [InlineData(", of which 00 and 000 become the same number. ", "00", "000", "1", "2")]
    [InlineData(", such as 01.5: they are read as numbers, so 1.5 would be the same. ", "01.5", "01.50", "3")]
    [InlineData(null, "0.5", "0", "10", "-0.25", "0e3")]
    public void LeadingZerosAreSaid(string? says, params string[] cells)
    {
        foreach (bool streams in new[] { false, true })
        {
            Table table = Read(cells, new(), streams);
            Assert.Equal(ColumnType.Number, table["c"].Type);
            string warning = says?.Contains("of which", StringComparison.Ordinal) == true ? "warning: " : "";
            Assert.Equal(
                says is null ? []
                    : [$"{warning}c has numbers written with leading zeros{says}If they are codes, " +
                        "read them as categories (TableOptions.Columns: c:category)"],
                table.Notes.Select(note => note.ToString()));
            foreach (ColumnType type in new[] { ColumnType.Number, ColumnType.Category })
                Assert.Empty(Read(cells, new() { Columns = new Dictionary<string, ColumnType> { ["c"] = type } }, streams).Notes);
        }
    }

    static string Varied(string cell, int i) => cell.Contains("{0", StringComparison.Ordinal)
        ? string.Format(System.Globalization.CultureInfo.InvariantCulture, cell, 1 + i % 28)
        : cell switch
        {
            "900" or "8" => $"{cell}{i % 40}",
            "1.5K" => $"1.{i % 40}K",
            "5 km" => $"{i % 40} km",
            "€5" => $"€{i % 40}",
            _ => cell,
        };

    static Table Read(string[] cells, TableOptions options, bool streams = false)
    {
        string csv = "c,y\n" + string.Concat(cells.Select((cell, i) => $"\"{cell}\",{i % 2}\n"));
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        if (!streams) return Table.Read(bytes, "data.csv", options);
        using TableStream stream = TableStream.Read(bytes, "data.csv", options);
        return stream.Draw("y").Sample;
    }
}
