namespace Myelin.Tabular.Tests.Checks;

public class CodeCheckTests
{
    const int Rows = 1200;

    [Theory]
    [InlineData(TabularTask.Regression)]
    [InlineData(TabularTask.Classification)]
    public void NumbersThatNameThingsAreNoted(TabularTask task)
    {
        var random = new Random(3);
        int[] codes = [.. Enumerable.Range(0, 40).Select(_ => random.Next(10_000, 99_999))];
        double[] effects = [.. codes.Select(_ => random.NextDouble())];
        int[] drawn = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(codes.Length))];
        double[] y = [.. drawn.Select(k => effects[k] + 0.1 * random.NextDouble())];
        Column target = task == TabularTask.Regression ? Column.Of("y", y)
            : Column.Of("y", [.. y.Select(value => value > 0.5 ? "high" : "low")]);
        string note = Assert.Single(Notes(target, Column.Of("zip", [.. drawn.Select(k => (double)codes[k])]),
            Column.Of("x", [.. y.Select(value => Math.Round(20 * value + random.NextDouble()))])));
        Assert.StartsWith("zip looks like a code", note, StringComparison.Ordinal);
        Assert.Contains("(TableOptions.Columns: zip:category)", note, StringComparison.Ordinal);
    }

    [Fact]
    public void AgesAndAmountsThatAreMostlyNothingAreNot()
    {
        var random = new Random(4);
        double[] age = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.Next(18, 80))];
        double[] gain = [.. age.Select(_ => random.Next(4) > 0 ? 0.0 : random.Next(30) * 1000 + random.Next(30) * 7)];
        Assert.Empty(
            Notes(Column.Of("y", [.. age.Select((a, row) => Math.Sin(a / 15) + (gain[row] > 0 ? 1 : 0) + 0.2 * random.NextDouble())]),
                Column.Of("age", age), Column.Of("gain", gain)));
    }

    [Fact]
    public void ANumberForEachRowIsNoted()
    {
        var random = new Random(5);
        double[] id = [.. Enumerable.Range(1, Rows).Select(number => (double)number).OrderBy(_ => random.Next())];
        Column y = Column.Of("y", [.. id.Select(_ => random.NextDouble())]);
        Column noise = Column.Of("noise", [.. id.Select(_ => random.NextDouble())]);
        Assert.Equal("id looks like a row number (unique and nearly consecutive). If it is one, leave it out (TableOptions.Ignore: id)",
            Assert.Single(Notes(y, Column.Of("id", id), noise)));
        // the only column cannot be left out
        Assert.Equal("id looks like a row number (unique and nearly consecutive), and there is no other feature",
            Assert.Single(Notes(y, Column.Of("id", id))));
        // prices of six digits are different in each row, too
        Assert.Empty(Notes(y, Column.Of("price", [.. id.Select(number => number * 997 % 1_000_003)])));
    }

    // three sorts of 20 rows each, one after the other
    [Fact]
    public void ThatRowsWereSortedByTheTargetBeforeTheyWereNumberedIsAWarning()
    {
        var random = new Random(6);
        int[] rows = [.. Enumerable.Range(0, 60)];
        Column y = Column.Of("kind", [.. rows.Select(row => $"k{row / 20}")]),
            w = Column.Of("w", [.. rows.Select(_ => random.NextDouble())]);
        Column id = Column.Of("row id", [.. rows.Select(row => row + 1.0)]);
        Table table = Table.Of(id, w, y);
        Target target = Target.Of(table, "kind");
        Assert.Equal(
            "warning: row id looks like a row number (unique and nearly consecutive), and rows are sorted by kind: " +
                "it tells kind in these rows and not in new ones. Leave it out (TableOptions.Ignore: row id)",
            Assert.Single(CodeCheck.Of(table, target, ["row id", "w"])).ToString());
        Assert.Empty(LeakCheck.Of(table, target, ["row id", "w"]));
    }

    static IEnumerable<string> Notes(Column y, params Column[] columns)
    {
        Table table = Table.Of([.. columns, y]);
        return CodeCheck.Of(table, Target.Of(table, "y"), columns.Select(column => column.Name)).Select(note => note.ToString());
    }
}
