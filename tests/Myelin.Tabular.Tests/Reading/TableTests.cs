namespace Myelin.Tabular.Tests.Reading;

public class TableTests
{
    static readonly Table Iris = Table.Read(TestData.Iris);

    [Fact]
    public void ASchemaIsPrintedAndGoesThroughJson()
    {
        Assert.StartsWith("column        type       missing   distinct  example", Iris.ToString(), StringComparison.Ordinal);
        Assert.Contains("species       category         0          3  setosa", Iris.ToString(), StringComparison.Ordinal);
        Assert.Equal(Iris.Schema, Schema.FromJson(Iris.Schema.ToJson()));
        Assert.Equal(new ColumnSchema("petal_width", ColumnType.Number, 0, 22, "0.2"), Iris.Schema.Columns[3]);
    }

    [Theory]
    [InlineData("{\"rows\":1}", "columns")]
    [InlineData("{\"rows\":-1,\"columns\":[]}", "rows")]
    [InlineData("{\"rows\":1,\"columns\":[{\"name\":\"x\",\"type\":\"float\",\"missing\":0,\"distinct\":1}]}", "unknown type \"float\"")]
    [InlineData("{\"rows\":1,\"columns\":[],\"extra\":1}", "extra")]
    public void ADamagedSchemaIsRefused(string json, string fragment) =>
        Assert.Contains(fragment, Assert.Throws<InvalidFileException>(() => Schema.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void ASplitIsAFunctionOfTheSeedAndLosesNoRow()
    {
        (Table a, Table b) = Iris.Split(0.8, seed: 7);
        (Table c, _) = Iris.Split(0.8, seed: 7);
        (Table d, _) = Iris.Split(0.8, seed: 8);
        Assert.Equal((120, 30), (a.Rows, b.Rows));
        Assert.Equal(Places(a), Places(c));
        Assert.NotEqual(Places(a), Places(d));
        Assert.Equal(Places(Iris),
            Places(a).Concat(Places(b))
                .Order(Comparer<string>.Create((x, y) => x.Length != y.Length ? x.Length - y.Length : string.CompareOrdinal(x, y))));
    }

    [Fact]
    public void AStratifiedSplitKeepsTheClassesShares()
    {
        (Table a, Table b) = Iris.Split(0.7, seed: 3, stratify: "species");
        Assert.Equal([35, 35, 35], ((CategoryColumn)a["species"]).Counts());
        Assert.Equal([15, 15, 15], ((CategoryColumn)b["species"]).Counts());
    }

    [Fact]
    public void AClassOfOneRowGoesToTheLargerPart()
    {
        Table table = Table.Of(Column.Of("x", 1, 2, 3, 4, 5), Column.Of("y", "a", "b", "a", "c", "a"));
        (Table a, Table b) = table.Split(0.8, stratify: "y");
        Assert.Equal((4, 1), (a.Rows, b.Rows));
        Assert.Equal("a", b["y"].Text(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void AShareIsBetweenNothingAndAll(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => Iris.Split(share));

    [Fact]
    public void RowsKeepTheirLines()
    {
        Table table = Iris.Where(row => row % 50 == 3);
        Assert.Equal(["line 5", "line 55", "line 105"], Places(table));
        Assert.Equal(["line 105"], Places(table.Take([2])));
    }

    [Fact]
    public void ColumnsComeFromArraysToo()
    {
        Table table = Table.Of(Column.Of("n", 1, double.NaN), Column.Of("w", "a", null), Column.Of("b", true, null),
            Column.Of("d", new DateTime(1970, 1, 2, 12, 0, 0), null));
        Assert.Equal([1, double.NaN], [table["n"].Number(0), table["n"].Number(1)]);
        Assert.Equal(("a", "true", "1970-01-02T12:00:00"), (table["w"].Text(0), table["b"].Text(0), table["d"].Text(0)));
        Assert.Equal((1, 1.5), (table["b"].Number(0), table["d"].Number(0)));
        Assert.All(table.Columns,
            column => Assert.True(column.IsMissing(1) && !column.IsMissing(0) && column.Missing == 1 && column.Distinct == 1));
        Assert.Equal(["n", "b"], table.Without("w", "d").Columns.Select(column => column.Name));
        Assert.Equal(9, table.With(Column.Of("n", 9, 9))["n"].Number(0));
    }

    [Fact]
    public void ColumnsOfDifferentLengthOrEqualNameAreNoTable()
    {
        Assert.Contains("equally long", Assert.Throws<ArgumentException>(() => Table.Of(Column.Of("a", 1, 2), Column.Of("b", 1.0))).Message,
            StringComparison.Ordinal);
        Assert.Contains("named a", Assert.Throws<ArgumentException>(() => Table.Of(Column.Of("a", 1.0), Column.Of("a", 2.0))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Column.Of("a", double.PositiveInfinity));
    }

    [Fact]
    public void AColumnThatIsNotThereIsHelpedWith() =>
        Assert.Contains("Did you mean \"species\"", Assert.Throws<InvalidFileException>(() => Iris["Species"]).Message,
            StringComparison.Ordinal);

    static IEnumerable<string> Places(Table table) => Enumerable.Range(0, table.Rows).Select(table.Place);
}
