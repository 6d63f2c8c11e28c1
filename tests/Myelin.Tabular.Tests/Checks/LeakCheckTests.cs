namespace Myelin.Tabular.Tests.Checks;

public class LeakCheckTests
{
    const int Rows = 400;

    static readonly Random Random = new(5);

    static readonly double[] Noise = [.. Enumerable.Range(0, Rows).Select(_ => Random.NextDouble())];

    [Fact]
    public void ATargetInAnotherUnitIsWarnedOf()
    {
        double[] y = [.. Noise.Select(u => Math.Exp(6 * u))];
        string note = Assert.Single(Warnings(y, Column.Of("pounds", [.. y.Select(value => 0.87 * value)]),
            Column.Of("noise", [.. Noise.Select(_ => Random.NextDouble())])));
        Assert.StartsWith("warning: pounds alone tells ", note, StringComparison.Ordinal);
        Assert.Contains("(TableOptions.Ignore: pounds)", note, StringComparison.Ordinal);
    }

    [Fact]
    public void ATargetThatAColumnOnlyExplainsWellIsNot()
    {
        // of the target's ranks, 0.9 are explained
        double[] y = [.. Noise.Select(u => u + 0.3 * (Random.NextDouble() - 0.5))];
        Assert.Empty(Warnings(y, Column.Of("x", Noise)));
        Table iris = Table.Read(TestData.Iris);
        Assert.DoesNotContain(new TabularTraining(iris, "species").Notes,
            note => note.Found.Contains("alone tells", StringComparison.Ordinal));
    }

    [Fact]
    public void AWordForEachClassIsWarnedOfAndADifferentWordInEachRowIsNot()
    {
        int[] classes = [.. Enumerable.Range(0, Rows).Select(_ => Random.Next(3))];
        Column code = Column.Of("code", [.. classes.Select(k => k == 0 ? null : $"k{k}")]),
            name = Column.Of("name", [.. classes.Select((_, row) => $"n{row}")]);
        Table table = Table.Of(code, name, Column.Of("y", [.. classes.Select(k => $"class {k}")]));
        Assert.StartsWith("warning: code alone tells 100.0 % of what there is to know of y",
            Assert.Single(LeakCheck.Of(table, Target.Of(table, "y"), ["code", "name"])).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ThatAnotherClassIsRareIsNoLeak()
    {
        // one row in a hundred is of the other class: always to say the frequent one is right in 99 %, and explains nothing
        Table table = Table.Of(Column.Of("x", Noise), Column.Of("y", [.. Noise.Select((_, row) => row % 100 == 0 ? "b" : "a")]));
        Assert.Empty(LeakCheck.Of(table, Target.Of(table, "y"), ["x"]));
    }

    [Fact]
    public void ThatCellsAreMissingCanTellAll()
    {
        Table table = Table.Of(Column.Of("x", [.. Noise.Select((u, row) => row % 3 == 0 ? double.NaN : u)]),
            Column.Of("y", [.. Noise.Select((_, row) => row % 3 == 0 ? "b" : "a")]));
        Assert.Single(LeakCheck.Of(table, Target.Of(table, "y"), ["x"]));
    }

    [Fact]
    public void AFewRowsTellNothing()
    {
        double[] x = [.. Enumerable.Range(0, 49).Select(row => (double)row)];
        Table table = Table.Of(Column.Of("x", x), Column.Of("y", x));
        Assert.Empty(LeakCheck.Of(table, Target.Of(table, "y", TabularTask.Regression), ["x"]));
    }

    static IEnumerable<string> Warnings(double[] y, params Column[] columns)
    {
        Table table = Table.Of([.. columns, Column.Of("y", y)]);
        return LeakCheck.Of(table, Target.Of(table, "y"), columns.Select(column => column.Name)).Select(note => note.ToString());
    }
}
