using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>Forty kinds of good and bad CSV: what is taken, what is refused, and the words of each message.</summary>
public class CsvKindTests
{
    const string Plain = "x1,x2,y\n1.5,2,a\n-3,0.25,b\n4,0.5,a\n0,1,b\n";

    /// <summary>The same table in other clothes.</summary>
    public static TheoryData<string, byte[]> Same => new()
    {
        { "byte order mark", [0xEF, 0xBB, 0xBF, .. Bytes(Plain)] },
        { "CRLF", Bytes(Plain.Replace("\n", "\r\n")) },
        { "mixed line ends", Bytes("x1,x2,y\r\n1.5,2,a\n-3,0.25,b\r4,0.5,a\n0,1,b\r\n") },
        { "CR", Bytes(Plain.Replace('\n', '\r')) },
        { "no final newline", Bytes(Plain.TrimEnd()) },
        { "trailing blank lines", Bytes(Plain + "\n\n  \n\r\n") },
        { "blank line in the middle", Bytes(Plain.Replace("-3", "\n-3")) },
        { "leading blank lines", Bytes("\r\n\n" + Plain) },
        { "quoted numbers",
            Bytes("\"x1\",\"x2\",\"y\"\n\"1.5\",\"2\",\"a\"\n\"-3\",\"0.25\",\"b\"\n\"4\",\"0.5\",\"a\"\n\"0\",\"1\",\"b\"\n") },
        { "blanks around cells", Bytes(Plain.Replace(",", " ,\t ").Replace("y\n", "y \n")) },
        { "semicolon", Bytes(Plain.Replace(',', ';')) },
        { "tab", Bytes(Plain.Replace(',', '\t')) },
        { "bar", Bytes(Plain.Replace(',', '|')) },
        { "UTF-16 little-endian", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Plain)] },
        { "UTF-16 big-endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Plain)] },
        { "UTF-32 little-endian", [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Plain)] },
        { "other ways to write numbers", Bytes("x1,x2,y\n+1.5,2.,a\n-3e0,.25,b\n4.000,5E-1,a\n-0,1e+0,b\n") },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void TheSameTableInOtherClothesIsTheSame(string kind, byte[] bytes)
    {
        Table table = Read(bytes);
        Assert.True(table.Columns.Select(column => column.Name).SequenceEqual(["x1", "x2", "y"]), kind);
        Assert.Equal([1.5, -3, 4, 0], Numbers(table["x1"]));
        Assert.Equal([2, 0.25, 0.5, 1], Numbers(table["x2"]));
        Assert.Equal(["a", "b", "a", "b"], Enumerable.Range(0, 4).Select(row => table["y"].Text(row)));
    }

    [Fact]
    public void QuotesHoldDelimitersQuotesAndNewLinesAndLinesStayRight()
    {
        Table table = Read("name,x\n\"a, b\",1\n\"say \"\"hi\"\"\",2\n\"two\r\nlines\",3\nlast,4\n", new() { Columns = Text("name") });
        Assert.Equal(["a, b", "say \"hi\"", "two\r\nlines", "last"], Enumerable.Range(0, 4).Select(row => table["name"].Text(row)));
        Assert.Equal(["line 2", "line 3", "line 4", "line 6"], Enumerable.Range(0, 4).Select(table.Place));
    }

    /// <summary>The bytes, the target, and what the one line of the message must hold.</summary>
    public static TheoryData<byte[], string, string[]> Refused => new()
    {
        { Bytes("x,y\n1,\"a\n2,b\n3,c\n"), "y", ["line 2", "quote", "never closed"] },
        { Bytes("x,y\n1,\"a\n2\"b,c\n"), "y", ["line 2", "after its closing quote"] },
        { Bytes("x,y\n1,\"a\" b\n"), "y", ["line 2", "field 2", "after its closing quote"] },
        { Bytes("x,y\n1, \"a\" \"\n"), "y", ["line 2", "field 2", "after its closing quote"] },
        { Bytes(string.Concat(Enumerable.Repeat("x,", 200_000)) + "y\n1\n"), "y", ["line 1", "more than 100000 fields", "','"] },
        { Bytes("x,y\n" + new string(',', 200_000) + "\n"), "y", ["line 2", "more than 100000 fields"] },
        { Bytes("x1,x2,y\n1,2,a\n3,b\n5,6,a\n"), "y", ["line 3", "2 fields", "3 fields"] },
        { Bytes("x1,x2,y\n1,2,a\n3,4,5,b\n"), "y", ["line 3", "4 fields", "3 fields"] },
        { Bytes("x1,x2,y\n\"1\n1\",2,a\n3,b\n"), "y", ["line 4", "2 fields"] },
        { Bytes("x1,x1,y\n1,2,a\n"), "y", ["line 1", "\"x1\"", "column 1 and column 2"] },
        { Bytes("x1,,y\n1,2,a\n"), "y", ["line 1", "column 2 no name"] },
        { Bytes("x1,x2\n1,2\n"), "y", ["\"y\"", "x1, x2"] },
        { Bytes("x1,Y\n1,a\n2,b\n"), "y", ["\"y\"", "Did you mean \"Y\""] },
        { Bytes("x1,x2,y\n"), "y", ["header but no rows"] },
        { Bytes(""), "y", ["empty"] },
        { [0xEF, 0xBB, 0xBF], "y", ["empty"] },
        { Bytes("\n  \n\r\n"), "y", ["blank"] },
        { Bytes("1.5,2,a\n-3,0.25,b\n"), "y", ["line 1", "\"1.5\"", "header"] },
        { Bytes("x1,y\n1,a\n2,b\nx1,y\n3,a\n"), "y", ["line 4", "repeats the header"] },
        { Bytes("x1:x2:y\n1:2:a\n3:4:b\n"), "y", ["\"y\"", "x1:x2:y"] },
        { Bytes("x1;x2;y\n1,5;2;a\n2,5;3;b\n"), "y", ["line 2", "column x1", "\"1,5\"", "TableOptions.DecimalSign"] },
        { Encoding.Unicode.GetBytes(Plain), "y", ["UTF-16", "byte order mark"] },
        { Encoding.BigEndianUnicode.GetBytes(Plain), "y", ["UTF-16", "byte order mark"] },
        { Encoding.Latin1.GetBytes("x,y\n1,a\n2,Zürich\n"), "y", ["line 3", "UTF-8", "latin1"] },
        { [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("x,y\n1,"), 0x00, 0xD8, (byte)'\n', 0], "y", ["line 2", "UTF-16"] },
        { Bytes("x,y\n1,a\n2\0,b\n"), "y", ["line 3", "NUL"] },
        { Bytes("x1,x2,y\n1,2,a\n3,four,b\n"), "y",
            ["line 3", "column x2", "\"four\"", "TableOptions.Columns: x2:text", "TableOptions.Missing: four", "1 of the column's 2"] },
        { Bytes("x,y\n1e400,a\n3,b\n"), "y", ["line 2", "column x", "1e400", "largest number"] },
        { Bytes("x,y\ninf,a\n3,b\n"), "y", ["line 2", "column x", "inf"] },
        { Bytes("x,y\n-Infinity,a\n3,b\n"), "y", ["line 2", "column x", "-Infinity"] },
        { Bytes("x,y\n1,a\n2,\n3,b\n"), "y", ["line 3", "column y", "target is missing"] },
        { Bytes("x,y\n1,a\n2,a\n"), "y", ["every row's y is \"a\""] },
        { Bytes("x,y\n1,a\n2,b\n3,c\n"), "y", ["each of the 3 classes of y has a single row"] },
        { Bytes("x,y\n5,a\n5,b\n5,a\n5,b\n"), "y", ["no column", "constant"] },
        { Bytes("y\na\nb\na\n"), "y", ["no column beside the target y", "TableOptions.Delimiter"] },
        { [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "y", ["gzip"] },
        { Bytes("PK\u0003\u0004\u0014\0\0\0"), "y", ["zip"] },
        { Bytes("PAR1\u0015\u0004\u0015\0"), "y", ["Parquet"] },
        { Bytes("<!DOCTYPE html><html><body>403, x</body></html>"), "y", ["HTML"] },
        { Bytes("[{\"x\": 1, \"y\": \"a\"}]"), "y", ["JSON"] },
        { Bytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"), "y", ["Git LFS"] },
        { Bytes("SQLite format 3\0\u0010\0"), "y", ["SQLite"] },
        { Bytes("x,y\n" + new string('7', 10_000_000) + ",a\n"), "y", ["line 2", "longer than 1048576"] },
        { Bytes("x,y\n1,\"" + new string('7', 2_000_000)), "y", ["line 2", "longer than 1048576"] },
        { Bytes("x,y\n1,\"a\n" + new string('7', 2_000_000)), "y", ["line 2", "longer than 1048576", "quote"] },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void IsRefusedInOneLineThatSaysWhere(byte[] bytes, string target, string[] fragments)
    {
        var error = Assert.Throws<InvalidFileException>(() => new TabularTraining(Read(bytes), target));
        Assert.StartsWith("data.csv: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(error.Message.Length < 600, error.Message);
        Assert.All(fragments, fragment => Assert.Contains(fragment, error.Message, StringComparison.Ordinal));
    }

    /// <summary>What a person may take for a number, and no careful reader does.</summary>
    public static TheoryData<string> Mistaken =>
    [
        "1,000", "1,5", "1.000,5", "1,000.5", "1 000", "1'000", "(5)", "$5", "5$", "€5", "5%", "5 %", "0x10", "1_000", "\u22125", "\uFF15",
        "\u0665", "1e400", "-1e400", "inf", "-inf", "Infinity", "∞",
    ];

    [Theory]
    [MemberData(nameof(Mistaken))]
    public void ALookalikeOfANumberIsNeverTakenSilently(string cell)
    {
        foreach (string file in new[] { $"x,y\n\"{cell}\",a\n3,b\n", $"x,y\n\"{cell}\",a\n\"{cell}\",b\n",
            $"x,y\n3,a\n\"{cell}\",b\n5,c\n" })
        {
            // where a whole column has the same, it is read, and said
            if (!file.Contains('3', StringComparison.Ordinal) && cell.AsSpan().ContainsAny("$€%"))
            {
                Table table = Read(file);
                Assert.Equal([5, 5], Numbers(table["x"]));
                Assert.Contains($"x is read as numbers in {cell.Trim('5', ' ')}", table.Notes[0].Found, StringComparison.Ordinal);
                continue;
            }

            var error = Assert.Throws<InvalidFileException>(() => Read(file));
            Assert.Contains($"column x: \"{cell}\" is not a number", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1d")]
    [InlineData("1f")]
    [InlineData("5\u0661")]
    [InlineData("+")]
    [InlineData("--5")]
    [InlineData("1e")]
    [InlineData("1.2.3")]
    [InlineData("one")]
    [InlineData("5 5")]
    public void NoTextIsANumber(string cell)
    {
        var error = Assert.Throws<InvalidFileException>(() => Read($"x,y\n1,a\n{cell},b\n"));
        Assert.Contains($"line 3, column x: \"{cell}\" is not a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BelowHalfNumbersAColumnIsWords()
    {
        Table table = Read("x,y\n1,a\nred,b\nred,a\nblue,b\nblue,a\n");
        Assert.Equal(ColumnType.Text, Read("x,y\n1,a\nred,b\nblue,c\n")["x"].Type);
        Assert.Equal(ColumnType.Category, Read("x\n1\nred\nred\nblue\nblue\nred\n")["x"].Type);
        Assert.Equal("1", table["x"].Text(0));
    }

    [Fact]
    public void ExactlyHalfNumbersIsAnError() =>
        Assert.Contains("line 3, column x", Assert.Throws<InvalidFileException>(() => Read("x\n1\nred\n2\nblue\n")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("9007199254740993.00000000000000000001", 9007199254740994.0)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("4.9e-324", double.Epsilon)]
    [InlineData("2.4703282292062327e-324", 0)]
    [InlineData("2.4703282292062328e-324", double.Epsilon)]
    [InlineData("2.2250738585072011e-308", 2.2250738585072011e-308)]
    [InlineData("1e-400", 0)]
    [InlineData("1.00000000000000011102230246251565404236316680908203124", 1.0)]
    [InlineData("1.00000000000000011102230246251565404236316680908203126", 1.0000000000000002)]
    public void NumbersAreRoundedCorrectly(string cell, double number) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(Read($"x\n{cell}\n")["x"].Number(0)));

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("N/A")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("null")]
    [InlineData("?")]
    [InlineData("  ")]
    public void AMissingCellIsMissingAndNeverZero(string cell)
    {
        Table table = Read($"x,w,y\n{cell},{cell},a\n3,red,b\n");
        Assert.True(table["x"].IsMissing(0) && table["w"].IsMissing(0));
        Assert.Equal(double.NaN, table["x"].Number(0));
        Assert.Null(table["w"].Text(0));
        Assert.Equal(1, table.Schema.Columns[0].Missing);
    }

    [Fact]
    public void AWordCanBeMadeAMissingCell()
    {
        Assert.Throws<InvalidFileException>(() => Read("x\n1\nunknown\n"));
        Assert.True(Read("x\n1\nunknown\n", new() { Missing = ["unknown"] })["x"].IsMissing(1));
    }

    [Fact]
    public void ADecimalCommaIsReadWhenItIsSaid()
    {
        var options = new TableOptions { DecimalSign = ',' };
        Assert.Equal([1.5, -3, 0.25], Numbers(Read("x;y\n1,5;a\n-3;b\n2,5e-1;c\n", options)["x"]));
        Assert.Contains("\"1.5\"", Assert.Throws<InvalidFileException>(() => Read("x;y\n1.5;a\n2;b\n", options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongDelimiterIsNamed() => Assert.Contains("';'",
        Assert.Throws<InvalidFileException>(() => Read("x;y\n1;a\n", new() { Delimiter = ',' })).Message, StringComparison.Ordinal);

    [Fact]
    public void WithoutAHeaderColumnsAreNumbered()
    {
        Table table = Read("1.5,a\n2.5,b\n", new() { HasHeader = false });
        Assert.Equal(["column1", "column2"], table.Columns.Select(column => column.Name));
        Assert.Equal([1.5, 2.5], Numbers(table["column1"]));
        Assert.Equal("line 1", table.Place(0));
    }

    [Fact]
    public void YearsMayBeNames() =>
        Assert.Equal(["country", "2023", "2024"], Read("country,2023,2024\nA,1,2\n").Columns.Select(column => column.Name));

    [Fact]
    public void ABinaryFormatsMarkMayBeginAHeader() => Assert.Equal("PAR1", Read("PAR1,PAR2\n1,2\n").Columns[0].Name);

    [Fact]
    public void AnEncodingThatIsSaidIsUsed()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("x,y\n1,Zürich\n");
        Assert.Equal("Zürich", Read(bytes, new() { Encoding = Encoding.Latin1 })["y"].Text(0));
    }

    [Fact]
    public void IgnoredColumnsAreNotEvenLookedAt()
    {
        Table table = Read("x,bad,y\n1,1,a\n2,oops,b\n", new() { Ignore = ["bad"] });
        Assert.Equal(["x", "y"], table.Columns.Select(column => column.Name));
        Assert.Contains("Did you mean \"bad\"",
            Assert.Throws<InvalidFileException>(() => Read("x,bad\n1,1\n", new() { Ignore = ["Bad"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorBeforeAFaultOfTheTextComesFirst() => Assert.Contains("line 3 has 1 field",
        Assert.Throws<InvalidFileException>(() => Read("x,y\n1,a\n2\n3,\"b\"c\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void AFolderAndAMissingFileAreNamed()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("is a folder", Assert.Throws<InvalidFileException>(() => Table.Read(folder[""])).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<FileNotFoundException>(() => Table.Read(folder["none.csv"])).Message,
            StringComparison.Ordinal);
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static Table Read(string text, TableOptions? options = null) => Read(Bytes(text), options);

    static Table Read(byte[] bytes, TableOptions? options = null) => Table.Read(new MemoryStream(bytes), "data.csv", options);

    static Dictionary<string, ColumnType> Text(string column) => new() { [column] = ColumnType.Text };

    static double[] Numbers(Column column) => [.. Enumerable.Range(0, column.Count).Select(column.Number)];
}
