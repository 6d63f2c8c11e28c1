using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>How people write dates, amounts and identifiers: what each column becomes, what is said of it, and what is asked.</summary>
public class CellKindTests
{
    static readonly DateTime Third = new(2024, 2, 3);

    /// <summary>A column's cells, the options, the date of its second row, and what is said.</summary>
    public static TheoryData<string[], string?, string> Dates => new()
    {
        { ["13/02/2024", "03/02/2024"], null, "dd/MM/yyyy" },
        { ["02/13/2024", "02/03/2024"], null, "MM/dd/yyyy" },
        { ["13.02.2024", "03.02.2024"], null, "dd.MM.yyyy" },
        { ["13-02-2024", "3-2-2024"], null, "dd-MM-yyyy" },
        { ["2/13/2024", "2/3/2024"], null, "MM/dd/yyyy" },
        { ["2024-13-02", "2024-03-02"], null, "yyyy-dd-MM" },
        { ["2024/02/13", "2024/02/03"], null, "" },
        { ["13/02/2024 18:30", "03/02/2024"], null, "dd/MM/yyyy" },
        { ["2/13/2024 6:30:05 PM", "2/3/2024 12:00:00 AM"], null, "MM/dd/yyyy" },
        { ["13-Feb-2024", "3-FEB-2024"], null, "" },
        { ["Feb 13 2024", "Feb 3 2024"], null, "" },
        { ["February 13, 2024", "February 3, 2024"], null, "" },
        { ["Tue, 13 Feb 2024 10:00:00 GMT", "Sat, 03 Feb 2024 00:00:00 GMT"], null, "" },
        { ["01/02/2024", "03/02/2024"], "dd/MM/yyyy", "dd/MM/yyyy" },
        { ["01/02/2024", "02/03/2024"], "MM/dd/yyyy", "MM/dd/yyyy" },
        { ["13/02/24", "03/02/24"], "dd/MM/yy", "dd/MM/yy" },
        { ["20240213", "20240203"], "yyyyMMdd", "yyyyMMdd" },
        { ["13-Feb-24", "03-Feb-24"], "dd-MMM-yy", "dd-MMM-yy" },
    };

    [Theory]
    [MemberData(nameof(Dates))]
    public void DatesAreReadInTheOrderThatTheColumnOrItsOwnerTells(string[] cells, string? format, string said)
    {
        foreach (bool streams in new[] { false, true })
        {
            TableOptions options = format is null ? new()
                : new() { Notations = new Dictionary<string, Notation> { ["d"] = new() { DateFormat = format } } };
            Table table = Read(Of("d", cells), options, streams);
            Assert.Equal(Third, Assert.IsType<DateColumn>(table["d"])[1]);
            Assert.Equal(said.Length == 0 ? [] : [$"d is read as dates in the format {said}"], table.Notes.Select(note => note.ToString()));
        }
    }

    [Fact]
    public void DatesThatAreAskedForAreReadInTheirOrder()
    {
        TableOptions asked = new() { Columns = new Dictionary<string, ColumnType> { ["d"] = ColumnType.Date } };
        Assert.Equal(Third, ((DateColumn)Read(Of("d", "13/02/2024", "03/02/2024"), asked)["d"])[1]);
        Assert.Contains("Notation.DateFormat",
            Assert.Throws<InvalidFileException>(() => Read(Of("d", "01/02/2024", "03/02/2024"), asked)).Message, StringComparison.Ordinal);
    }

    /// <summary>A column's cells, and what the error must say.</summary>
    public static TheoryData<string[], string[]> Asked => new()
    {
        { ["01/02/2024", "03/04/2024"], ["line 2, column c", "dd/MM/yyyy or MM/dd/yyyy", "Notation.DateFormat: c=dd/MM/yyyy"] },
        { ["13/02/24", "03/02/24"], ["two digits", "Notation.DateFormat: c=dd/MM/yy"] },
        { ["13-Feb-24", "03-Feb-24"], ["two digits", "Notation.DateFormat: c=dd-MMM-yy"] },
        { ["13/02/2024", "02/13/2024"], ["line 3, column c", "\"02/13/2024\" and \"13/02/2024\"", "two ways"] },
        { ["2024-02-28", "2024-02-29", "2024-02-31"],
            ["line 4, column c", "\"2024-02-31\" is not a date", "2 of the column's 3", "TableOptions.Columns: c:category"] },
        { ["13/02/2024", "14/02/2024", "31/02/2024"], ["line 4, column c", "is not a date as dd/MM/yyyy"] },
        { ["2024-02-28", "soon", "2024-03-01"], ["line 3, column c", "\"soon\" is not a date", "TableOptions.Missing: soon"] },
        { ["10:15", "25:30", "11:45"], ["line 3, column c", "\"25:30\" is not a date"] },
        { ["5 km", "12 km", "3.5 km"], ["line 2, column c", "the unit km", "3 of the column's 3", "Notation.Unit: c=km"] },
        { ["12kg", "8kg", "9.5kg"], ["the unit kg", "Notation.Unit: c=kg"] },
        { ["5 km", "3 mi", "7 km"], ["\"3 mi\" is in mi", "\"5 km\" is in km"] },
        { ["1.5 GB", "512 MB", "700 MB"], ["is in GB", "is in MB"] },
        { ["$5", "€6", "$7"], ["\"€6\" is in €", "2 of the column's 3"] },
        { ["$5", "$7", "$9", "6", "$1"], ["line 5, column c", "\"6\" has no $", "Notation.Unit: c=$"] },
        { ["$88M", "$1.2B", "$950K"], ["line 2, column c", "ends in a suffix", "Notation.Suffixes"] },
        { ["1.2K", "3M", "950"], ["ends in a suffix", "Notation.Suffixes"] },
        { ["5M", "12M", "9M"], ["Notation.Unit: c=M", "Notation.Suffixes"] },
        { ["1,234.50", "2,000.25"], ["TableOptions.Thousands: ,"] },
        { ["1.234,50", "2.000,25"], ["TableOptions.Thousands: .", "TableOptions.DecimalSign: ,"] },
        { ["1,234", "2,500"], ["1234 if its comma groups thousands", "1.234 if that is a decimal sign"] },
        { ["1,234", "2,500", "12.5", "13.5", "14.5"], ["commas group its thousands"] },
        { ["1,5", "2,25"], ["TableOptions.DecimalSign: ,"] },
        { ["1 234", "12 500"], ["TableOptions.Thousands: ' '"] },
        { ["1'234.5", "12'500.0"], ["TableOptions.Thousands: '"] },
        { ["1 234,5", "12 500,5"], ["TableOptions.Thousands: ' '", "TableOptions.DecimalSign: ,"] },
        { ["$1,234", "$2,500"], ["TableOptions.Thousands: ,"] },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void WhatTheColumnDoesNotTellIsAsked(string[] cells, string[] fragments)
    {
        foreach (bool streams in new[] { false, true })
        {
            var error = Assert.Throws<InvalidFileException>(() => Read(Of("c", cells), new(), streams));
            Assert.All(fragments, fragment => Assert.Contains(fragment, error.Message, StringComparison.Ordinal));
        }
    }

    /// <summary>A column's cells, the options, and its numbers.</summary>
    public static TheoryData<string[], TableOptions, double[], string> Numbers => new()
    {
        { ["$5", "-$1.5", "$-2", "($3)", "$.25"], new(), [5, -1.5, -2, -3, 0.25], "$" },
        { ["5 €", "6.5€"], new(), [5, 6.5], "€" },
        { ["USD 5", "USD 7"], new(), [5, 7], "USD" },
        { ["5 EUR", "7 EUR"], new(), [5, 7], "EUR" },
        { ["3.2%", "-4 %"], new(), [3.2, -4], "%" },
        { ["R$ 5", "R$ 6"], new(), [5, 6], "R$" },
        { ["$400,000", "$1,200.50"], new() { Thousands = ',' }, [400_000, 1200.5], "$" },
        { ["1,234.50", "12", "1,000,000"], new() { Thousands = ',' }, [1234.5, 12, 1e6], "" },
        { ["1.234,50", "12,5"], new() { Thousands = '.', DecimalSign = ',' }, [1234.5, 12.5], "" },
        { ["1 234", "1\u00A0234", "1\u202F234"], new() { Thousands = ' ' }, [1234, 1234, 1234], "" },
        { ["1'234", "1’234.5"], new() { Thousands = '\'' }, [1234, 1234.5], "" },
        { ["5 km", "7.5 km", "8"], new() { Notation = new() { Unit = "km" } }, [5, 7.5, 8], "km" },
        { ["20 °C", "-3 °C"], new() { Notations = new Dictionary<string, Notation> { ["c"] = new() { Unit = "°C" } } }, [20, -3], "°C" },
        { ["1.1K", "3M", "950", "2bn"], new() { Notation = new() { Suffixes = true } }, [1100, 3e6, 950, 2e9], "K, M" },
        { ["$88.3M", "$1.2B", "$5"], new() { Notation = new() { Suffixes = true } }, [88.3e6, 1.2e9, 5], "$" },
    };

    [Theory]
    [MemberData(nameof(Numbers), DisableDiscoveryEnumeration = true)]
    public void NumbersAreReadWithTheirUnitsAndGroups(string[] cells, TableOptions options, double[] expected, string said)
    {
        foreach (bool streams in new[] { false, true })
        {
            Table table = Read(Of("c", cells), options, streams);
            Assert.Equal(expected, Assert.IsType<NumberColumn>(table["c"]).Cells.ToArray());
            if (said.Length == 0) Assert.Empty(table.Notes);
            else Assert.Contains(said, Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Cells that are no grouped numbers.</summary>
    [Theory]
    [InlineData("12,34")]
    [InlineData("1,2345")]
    [InlineData("0,123")]
    [InlineData("1234,567")]
    [InlineData(",123")]
    [InlineData("1,,234")]
    [InlineData("1,234,56")]
    [InlineData("1,234.5,6")]
    public void GroupsAreOfThree(string cell) => Assert.Contains("is not a number",
        Assert.Throws<InvalidFileException>(() => Read(Of("c", "1,000", cell, "7"), new() { Thousands = ',' })).Message,
        StringComparison.Ordinal);

    /// <summary>Words that are words: names that begin or end in numbers, versions, parts, floors.</summary>
    [Theory]
    [InlineData("s1", "s2", "s3", "s1")]
    [InlineData("1st", "2nd", "3rd", "4th")]
    [InlineData("12A", "12B", "14A", "3C")]
    [InlineData("1.10.2", "1.2.13", "2.0.0", "1.10.2")]
    [InlineData("12-34-56", "98-76-54", "12-34-56", "55-66-77")]
    [InlineData("B 52", "A 320", "B 747", "A 380")]
    [InlineData("2024-W05", "2024-W06", "2024-W07", "2024-W05")]
    [InlineData("yes", "no", "maybe", "yes")]
    [InlineData("5 km", "5 km", "5 km", "5 km")]
    public void WordsStayWords(params string[] cells)
    {
        Table table = Read(Of("c", [.. cells, .. cells]), new());
        Assert.Equal<IEnumerable<string?>>(cells, Texts(Assert.IsType<CategoryColumn>(table["c"]).Take([0, 1, 2, 3])));
    }

    [Fact]
    public void IntegersBeyondFloat64AreCategoriesAndAreSaid()
    {
        string[] ids = [.. Enumerable.Range(0, 1500).Select(i => $"9007199254740993{i % 12:000}")];
        foreach (bool streams in new[] { false, true })
        {
            Table table = Read(Of("id", ids), new(), streams);
            Assert.Equal((ColumnType.Category, 12), (table["id"].Type, table["id"].Distinct));
            Assert.Equal(ids[7], table["id"].Text(7));
            Assert.Contains("float64 cannot hold, such as 9007199254740993000", Assert.Single(table.Notes).ToString(),
                StringComparison.Ordinal);
        }
        Table rounded = Read(Of("id", ids), new() { Columns = new Dictionary<string, ColumnType> { ["id"] = ColumnType.Number } });
        Assert.Equal(1, rounded["id"].Distinct);
        Assert.Contains("are rounded", Assert.Single(rounded.Notes).ToString(), StringComparison.Ordinal);
        Assert.Equal(ColumnType.Number, Read(Of("id", "9007199254740992", "18014398509481984", "5"), new())["id"].Type);
        Assert.Contains("0.12345678901234567891 and 0.12345678901234567892",
            Assert.Single(Read(Of("x", "0.12345678901234567891", "0.123456789012345678910", "0.12345678901234567892"), new()).Notes)
                .ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AKeptWordIsAWord()
    {
        string[] cells = ["EU", "NA", "AS", "NA", "EU"];
        Table missing = Read(Of("c", cells), new());
        Assert.Equal(2, missing["c"].Missing);
        Assert.Contains("TableOptions.KeepWords: NA", Assert.Single(missing.Notes).ToString(), StringComparison.Ordinal);
        Assert.Equal(["EU", "NA", "AS", "NA", "EU"], Texts(Read(Of("c", cells), new() { KeepWords = ["NA"] })["c"]));
        Assert.Contains("TableOptions.KeepWords: NA", Assert.Throws<InvalidFileException>(() => Target.Of(missing, "c")).Message,
            StringComparison.Ordinal);
        Assert.Empty(Read(Of("c", "red", "NA", "blue", "green"), new()).Notes);
        Assert.Throws<ArgumentException>(() => Read(Of("c", cells), new() { KeepWords = ["NA"], Missing = ["NA"] }));
    }

    [Fact]
    public void ANotationThatFitsNoColumnIsRefused()
    {
        foreach (Notation notation in new Notation[] { new() { DateFormat = "dd/MM/yyyy" }, new() { Unit = "km" },
            new() { Suffixes = true } })
            Assert.Contains("has no column",
                Assert.Throws<InvalidFileException>(() => Read(Of("c", "a", "b"), new() { Notation = notation })).Message,
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", null)]
    [InlineData("MMM d, yyyy h:mm tt", null)]
    [InlineData("yyyy-MM-ddTHH:mm:ss", null)]
    [InlineData("yyyy-MM", null)]
    [InlineData("dd/mm/yyyy", "dd/MM/yyyy")]
    [InlineData("DD.MM.YYYY", "dd.MM.yyyy")]
    [InlineData("%d/%m/%Y", "dd/MM/yyyy")]
    [InlineData("day first", "is made of")]
    [InlineData("dd/MM", "a year")]
    public void AFormatOfDatesIsCheckedAndItsNearMissNamed(string format, string? objection)
    {
        if (objection is null) Assert.Null(Notation.DateFormatObjection(format));
        else Assert.Contains(objection, Notation.DateFormatObjection(format), StringComparison.Ordinal);
    }

    static string Of(string name, params string[] cells) =>
        $"{name},y\n" + string.Concat(cells.Select((cell, i) => $"\"{cell}\",{i % 2}\n"));

    static Table Read(string csv, TableOptions options, bool streams = false)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        if (!streams) return Table.Read(bytes, "data.csv", options);
        using TableStream stream = TableStream.Read(bytes, "data.csv", options);
        return stream.Draw("y").Sample;
    }

    static string?[] Texts(Column column) => [.. Enumerable.Range(0, column.Count).Select(column.Text)];
}
