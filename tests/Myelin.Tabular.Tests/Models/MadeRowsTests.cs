namespace Myelin.Tabular.Tests;

public class MadeRowsTests
{
    static TabularModel Model()
    {
        string?[] colors = ["red", "green", "blue", null];
        Table table = Table.Of(
            Column.Of("size", [.. Enumerable.Range(0, 80).Select(i => i % 7 == 0 ? double.NaN : i * 0.5)]),
            Column.Of("color", [.. Enumerable.Range(0, 80).Select(i => colors[i % 4])]),
            Column.Of("on", [.. Enumerable.Range(0, 80).Select(i => (bool?)(i % 3 == 0))]),
            Column.Of("day", [.. Enumerable.Range(0, 80).Select(i => (DateTime?)new DateTime(2020, 1, 1).AddHours(i * 100))]),
            Column.Of("y", [.. Enumerable.Range(0, 80).Select(i => i * 1.25 + i % 3)]));
        return Trained.Model(table, "y", new() { Quality = Quality.Fast, Epochs = 2 });
    }

    [Fact]
    public void EveryKindOfCellOccurs()
    {
        using TabularModel model = Model();
        Table rows = MadeRows.Of(model, 400, 1);
        Assert.Equal(400, rows.Rows);
        Assert.Equal(model.Inputs, rows.Columns.Select(column => column.Name));
        string?[] colors = [.. Enumerable.Range(0, 400).Select(rows["color"].Text)];
        Assert.All<string?>(["red", "green", "blue", "unseen", "BLUE", null], word => Assert.Contains(word, colors));
        double[] sizes = [.. Enumerable.Range(0, 400).Select(rows["size"].Number)];
        Assert.All([double.NaN, 1e30, -1e30, 0.5, 39.5, 0], size => Assert.Contains(size, sizes));
        var days = (DateColumn)rows["day"];
        int[] years = [.. Enumerable.Range(0, 400).Where(row => !days.IsMissing(row)).Select(row => days[row]!.Value.Year)];
        Assert.All([1, 1600, 1969, 1970, 2020, 9999], year => Assert.Contains(year, years));
        Assert.True(days.Missing > 0);
        bool?[] on = [.. Enumerable.Range(0, 400).Select(row => ((BooleanColumn)rows["on"])[row])];
        Assert.All<bool?>([true, false, null], one => Assert.Contains(one, on));
    }

    // few rows: the categories take turns in those that are ordinary
    [Fact]
    public void EveryCategoryOccursInTwiceAsManyRowsAsSpecialCells()
    {
        using TabularModel model = Model();
        Assert.Equal(256, MadeRows.Needed(model));
        Assert.All(Enumerable.Range(1, 50), seed =>
            Assert.Equal(0, MadeRows.AbsentCategories(model, MadeRows.Of(model, 12, (ulong)seed))));
    }

    [Fact]
    public void TheModelPredictsThemAll()
    {
        using TabularModel model = Model();
        Assert.All(model.Predict(MadeRows.Of(model, 1000, 2)), prediction => Assert.True(double.IsFinite(prediction.Value)));
    }

    [Fact]
    public void TheSameSeedGivesTheSameRows()
    {
        using TabularModel model = Model();
        (Table a, Table b, Table c) = (MadeRows.Of(model, 50, 5), MadeRows.Of(model, 50, 5), MadeRows.Of(model, 50, 6));
        Assert.All(a.Columns, column => Assert.Equal(Cells(column), Cells(b[column.Name])));
        Assert.Contains(a.Columns, column => !Cells(column).SequenceEqual(Cells(c[column.Name])));

        static string?[] Cells(Column column) => [.. Enumerable.Range(0, column.Count).Select(column.Text)];
    }
}
