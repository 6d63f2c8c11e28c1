using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>Files as people have them: what stands above, beside and around the cells.</summary>
public class StructureTests
{
    const string Plain = "x1,x2,y\n1.5,2,a\n-3,0.25,b\n4,0.5,a\n0,1,b\n";

    [Theory]
    [InlineData(",x1,y\n0,1.5,a\n1,2.5,b\n2,3.5,a\n")]
    [InlineData("\"\",\"x1\",\"y\"\n\"1\",1.5,\"a\"\n\"2\",2.5,\"b\"\n\"3\",3.5,\"a\"\n")]
    [InlineData("\"x1\",\"y\"\n\"1\",1.5,\"a\"\n\"2\",2.5,\"b\"\n\"3\",3.5,\"a\"\n")]
    [InlineData(";x1;y\n17;1.5;a\n18;2.5;b\n19;3.5;a\n")]
    public void AnIndexWithoutANameIsReadAndSaidToNumberTheRows(string text)
    {
        Table table = Read(text);
        Assert.Equal(["index", "x1", "y"], Names(table));
        Assert.Equal([1.5, 2.5, 3.5], Numbers(table["x1"]));
        string note = Assert.Single(table.Notes).ToString();
        Assert.Contains("column 1 has no name", note, StringComparison.Ordinal);
        Assert.Contains("numbers the rows", note, StringComparison.Ordinal);
        Assert.Contains("TableOptions.Ignore: index", note, StringComparison.Ordinal);
        Assert.Empty(Read(text, new() { Ignore = ["index"] }).Notes);
    }

    [Fact]
    public void AnIndexOfNamesIsReadAndANameThatIsTakenIsNotTakenTwice()
    {
        Table table = Read("\"index\",\"y\"\n\"Mazda RX4\",1.5,\"a\"\n\"Fiat 128\",2.5,\"b\"\n\"Valiant\",3.5,\"a\"\n");
        Assert.Equal(["index2", "index", "y"], Names(table));
        Assert.Contains("numbers or names", Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
        Assert.Equal("Mazda RX4", table["index2"].Text(0));
    }

    [Fact]
    public void AMissingNameIsNotTakenForThatOfAnIndex()
    {
        // names and ages, and a third column whose name was forgotten
        Assert.Contains("such as that of an index of rows", Refusal("x1,y\n1,1.5,a\n2,2.5,b\n3,3.5,a\n"), StringComparison.Ordinal);
        string message = Refusal("name,age\nAnn,30,x\nBob,40,y\nAnn,20,z\n");
        Assert.Contains("line 1 has 2 fields, but line 2 and those after it have 3 fields", message, StringComparison.Ordinal);
        Assert.Contains("name missing", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,y,,\n1,a,,\n2,b,,\n")]
    [InlineData("x,,y\n1,,a\n2,,b\n")]
    [InlineData("x,y\n1,a,\n2,b,\n")]
    public void ColumnsWithNeitherANameNorACellAreLeftOut(string text)
    {
        Table table = Read(text);
        Assert.Equal(["x", "y"], Names(table));
        Assert.Equal(["a", "b"], Words(table["y"]));
        Assert.Contains("left out", Assert.Single(table.Notes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ADelimiterAtTheEndOfTheHeaderAloneIsPassedOver() => Assert.Equal(["x", "y"], Names(Read("x,y,\n1,a\n2,b\n")));

    [Theory]
    [InlineData("x,y,\n1,a,\n2,b,7\n", "line 1 gives column 3 no name, but line 3 has \"7\" there")]
    [InlineData("x,y\n1,a,\n2,b,7\n3,c,\n", "but line 2 and those after it have 3 fields")]
    [InlineData(",,\n1,2,3\n", "line 1 gives column 1 no name")]
    public void ACellWithoutANameIsRefused(string text, string expected) =>
        Assert.Contains(expected, Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("size, kind ,y\n1, \"red\" ,a\n2,\t\"blue, dark\"\t,b\n3,\"say \"\"hi\"\"\" ,a\n4, \" red \",b\n", ',')]
    [InlineData("size;kind;y\n1; \"red\";a\n2;\"blue, dark\" ;b\n3; \"say \"\"hi\"\"\";a\n4; \"red\" ; b\n", ';')]
    [InlineData("size\tkind\ty\n1\t \"red\"\ta\n2\t\"blue, dark\" \tb\n3\t \"say \"\"hi\"\"\" \ta\n4\t\"red\"\tb\n", '\t')]
    public void BlanksAroundAQuotedFieldAreTrimmed(string text, char delimiter)
    {
        Table table = Read(text,
            new() { Delimiter = delimiter, Columns = new Dictionary<string, ColumnType> { ["kind"] = ColumnType.Text } });
        Assert.Equal(["red", "blue, dark", "say \"hi\"", "red"], Words(table["kind"]));
        Assert.Equal(["a", "b", "a", "b"], Words(table["y"]));
    }

    [Fact]
    public void LinesStayRightAroundQuotesThatHoldLines()
    {
        Table table = Read("t,x\n \"two\r\nlines\" ,1\n\t\"three\n\nlines\",2\nlast,3\n",
            new() { Columns = new Dictionary<string, ColumnType> { ["t"] = ColumnType.Text } });
        Assert.Equal(["line 2", "line 4", "line 7"], Enumerable.Range(0, 3).Select(table.Place));
        Assert.Equal("three\n\nlines", table["t"].Text(1));
        Assert.Contains("line 4 field 1 has text after its closing quote in line 5",
            Refusal("t,x\n\"two\nlines\",1\n\"three\nlines\" x,2\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# station 12, calibrated\n# unit: degree, percent\n", 3, '#')]
    [InlineData("% one\n\n% two\n", 4, '%')]
    [InlineData("  // one, two, three\r\n", 2, '/')]
    public void CommentsAndTitlesAboveTheHeaderArePassedOver(string above, int header, char sign)
    {
        string prefix = sign == '/' ? "//" : $"{sign}";
        foreach (TableOptions options in new TableOptions[] { new() { SkipLines = header - 1 }, new() { Comment = prefix } })
        {
            Table table = Read(above + Plain, options);
            Assert.Equal(["x1", "x2", "y"], Names(table));
            Assert.Equal($"line {header + 1}", table.Place(0));
            Assert.Contains($"line {header + 5} has 2 fields", Refusal(above + Plain + "1,2\n", options), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("# station 12, calibrated\n# unit: degree, percent\n", "TableOptions.Comment: #", "TableOptions.SkipLines: 2")]
    [InlineData("Monthly report\n\n", "title", "TableOptions.SkipLines: 2")]
    [InlineData("Monthly report, 2024, final, signed\n", "title", "TableOptions.SkipLines: 1")]
    [InlineData("Report\nof, March\n\"two\nlines\"\n", "title", "TableOptions.SkipLines: 4")]
    [InlineData("% a\n", "TableOptions.Comment: %", "TableOptions.SkipLines: 1")]
    public void WhatStandsAboveTheHeaderIsBlamedAndTheOptionsNamed(string above, params string[] expected)
    {
        string message = Refusal(above + Plain);
        Assert.StartsWith("data.csv: line 1 has ", message, StringComparison.Ordinal);
        Assert.All(expected, words => Assert.Contains(words, message, StringComparison.Ordinal));
        int skip = int.Parse(System.Text.RegularExpressions.Regex.Match(message, "TableOptions.SkipLines: ([0-9]+)").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(["x1", "x2", "y"], Names(Read(above + Plain, new() { SkipLines = skip })));
    }

    [Fact]
    public void CommentsAmongTheRowsArePassedOverAndQuotedOnesAreCells()
    {
        string text = "tag,y\n# a, comment, \"of\nNew,1\n \t#\n\"#Old\",2\n\"x\n# y\",3\n#";
        Table table = Read(text, new() { Comment = "#", Columns = new Dictionary<string, ColumnType> { ["tag"] = ColumnType.Text } });
        Assert.Equal(["New", "#Old", "x\n# y"], Words(table["tag"]));
        Assert.Equal(["line 3", "line 5", "line 6"], Enumerable.Range(0, 3).Select(table.Place));
        Assert.Contains("line 2 has 3 fields", Refusal("tag,y\n# a, comment, here\nNew,1\n"), StringComparison.Ordinal);
        Assert.Contains("TableOptions.Comment: #", Refusal("tag,y\nOld,2\n# a, comment, here\nNew,1\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheOptionALineThatBeginsLikeACommentIsARow() =>
        Assert.Equal(["#New", "#Old"], Words(Read("tag,y\n#New,1\n#Old,2\n")["tag"]));

    [Theory]
    [InlineData("x1         x2         y\n    1.2882     7.6377     red\n   -0.0372     4.4949    \"dark blue\"  \n\n  4\t \t5  red\n")]
    [InlineData("x1 x2 y\n1.2882 7.6377 red\n-0.0372 4.4949 \"dark blue\"\n4 5 red")]
    [InlineData("  x1 x2 y  \r\n1.2882 7.6377 red\r\n   \r\n-0.0372 4.4949 \"dark blue\"\r\n4 5 \"red\"\r\n")]
    public void ColumnsMayBeSeparatedByBlanks(string text)
    {
        Table table = Read(text, new() { Delimiter = ' ', Columns = new Dictionary<string, ColumnType> { ["y"] = ColumnType.Text } });
        Assert.Equal(["x1", "x2", "y"], Names(table));
        Assert.Equal([1.2882, -0.0372, 4], Numbers(table["x1"]));
        Assert.Equal(["red", "dark blue", "red"], Words(table["y"]));
        Assert.Contains("TableOptions.Delimiter: ' '",
            Assert.Throws<InvalidFileException>(() => new TabularTraining(Read(text), "y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BlanksAsDelimitersKeepEmptyQuotedCellsAndCountFields()
    {
        Table table = Read("x y\n1 \"\"\n2 b\n", new() { Delimiter = ' ' });
        Assert.True(table["y"].IsMissing(0));
        Assert.Contains("line 3 has 1 field", Refusal("x y\n1 a\n2\n", new() { Delimiter = ' ' }), StringComparison.Ordinal);
        Assert.Contains("text after its closing quote", Refusal("x y\n1 \"a\"b\n", new() { Delimiter = ' ' }), StringComparison.Ordinal);
        Assert.Equal(["index", "x"], Names(Read("\"x\"\n\"1\" 0.5\n\"2\" 1.5\n", new() { Delimiter = ' ' })));
    }

    [Theory]
    [InlineData("sep=;\nx;y\n1,5;a\n")]
    [InlineData("\"sep=;\"\r\nx;y\r\n1,5;a\r\n")]
    public void ALineThatSaysTheDelimiterIsHeeded(string text)
    {
        Table table = Read(text, new() { DecimalSign = ',' });
        Assert.Equal(["x", "y"], Names(table));
        Assert.Equal("line 3", table.Place(0));
    }

    [Theory]
    [InlineData("900.0,902.5,905.0,907.5,y\n0.2,0.3,0.2,0.25,1\n0.1,0.4,0.3,0.2,2\n0.3,0.2,0.1,0.3,3\n")]
    [InlineData("y,4000.5,3998.1,3990.0\n1,0.2,0.3,0.2\n2,0.1,0.4,0.3\n3,0.3,0.2,0.1\n")]
    [InlineData("0.5,1,2.5,4,8,16,32,64,y\n5,9,1,3,70,2,8,4,1\n9,2,40,6,1,7,2,4,3\n")]
    [InlineData("\"-1.5\",\"0.5\",\"2.5\",\"y\"\n-1,0.2,2,\"a\"\n")]
    public void NamesThatAreNumbersCountUpOrDown(string text) =>
        Assert.Equal(text.Split('\n')[0].Replace("\"", ""), string.Join(',', Names(Read(text))));

    [Theory]
    [InlineData("1.5,2,a\n-3,0.25,b\n")]
    [InlineData("5.1,3.5,1.4,0.2,setosa\n4.9,3.0,1.4,0.2,setosa\n4.7,3.2,1.3,0.2,setosa\n4.6,3.1,1.5,0.2,setosa\n")]
    [InlineData("0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,a\n0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,b\n0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0,a\n")]
    [InlineData("2.5,1.5,3.5,y\n100,200,300,a\n101,200,300,a\n100,201,300,a\n")]
    public void AFirstLineThatIsARowIsRefused(string text) =>
        Assert.Contains("TableOptions.HasHeader: false", Refusal(text), StringComparison.Ordinal);

    static string Refusal(string text, TableOptions? options = null) =>
        Assert.Throws<InvalidFileException>(() => Read(text, options)).Message;

    static IEnumerable<string> Names(Table table) => table.Columns.Select(column => column.Name);

    static Table Read(string text, TableOptions? options = null) =>
        Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data.csv", options);

    static IEnumerable<string?> Words(Column column) => Enumerable.Range(0, column.Count).Select(column.Text);

    static IEnumerable<double> Numbers(Column column) => Enumerable.Range(0, column.Count).Select(column.Number);
}
