namespace Myelin.Tabular.Tests;

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
        Column target = task == TabularTask.Regression ? Column.Of("y", y) : Column.Of("y", [.. y.Select(value => value > 0.5 ? "high" : "low")]);
        string note = Assert.Single(Notes(target, Column.Of("zip", [.. drawn.Select(k => (double)codes[k])]), Column.Of("x", [.. y.Select(value => Math.Round(20 * value + random.NextDouble()))])));
        Assert.StartsWith("zip looks like a code", note, StringComparison.Ordinal);
        Assert.Contains("(--column zip:category)", note, StringComparison.Ordinal);
    }

    [Fact]
    public void AgesAndAmountsThatAreMostlyNothingAreNot()
    {
        var random = new Random(4);
        double[] age = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.Next(18, 80))];
        double[] gain = [.. age.Select(_ => random.Next(4) > 0 ? 0.0 : random.Next(30) * 1000 + random.Next(30) * 7)];
        Assert.Empty(Notes(Column.Of("y", [.. age.Select((a, row) => Math.Sin(a / 15) + (gain[row] > 0 ? 1 : 0) + 0.2 * random.NextDouble())]), Column.Of("age", age), Column.Of("gain", gain)));
    }

    [Fact]
    public void ANumberForEachRowIsNoted()
    {
        var random = new Random(5);
        double[] id = [.. Enumerable.Range(1, Rows).Select(number => (double)number).OrderBy(_ => random.Next())];
        Column y = Column.Of("y", [.. id.Select(_ => random.NextDouble())]);
        Assert.Contains("(--ignore id)", Assert.Single(Notes(y, Column.Of("id", id))), StringComparison.Ordinal);
        // prices of six digits are different in each row, too
        Assert.Empty(Notes(y, Column.Of("price", [.. id.Select(number => number * 997 % 1_000_003)])));
    }

    static IEnumerable<string> Notes(Column y, params Column[] columns)
    {
        Table table = Table.Of([.. columns, y]);
        return CodeCheck.Of(table, Target.Of(table, "y"), columns.Select(column => column.Name));
    }
}
