namespace Myelin.Tabular.Tests.Planning;

/// <summary>Options are named where they would help, and only there.</summary>
public class HintTests
{
    [Fact]
    public void ARareClassNamesWhatFindsMoreOfIt()
    {
        Table table = Labels(1000, 2);
        Assert.Equal(["class 'rare' has 2 of 1,000 rows, so a high accuracy says little: see balanced accuracy and average precision. " +
            "To find more of its rows, give classes equal weight (TabularOptions.Balanced: true), " +
            "or choose a decision threshold (TabularOptions.Threshold: f1)"], Of(table, new()));
        Assert.Empty(Of(table, new() { Balanced = true }));
        Assert.Empty(Of(table, new() { Threshold = Myelin.ThresholdMetric.F1 }));
        // one in twenty is not rare, and of a single row other things are said
        Assert.Empty(Of(Labels(1000, 50), new()));
        Assert.Empty(Of(Labels(1000, 1), new()));
        Assert.Empty(Hints.Of(table, Target.Of(table, "y"), new(), new Hinge(), false));
    }

    [Fact]
    public void DatesNameTheOrderOfTime()
    {
        Column day = Column.Of("the day", [.. Enumerable.Range(0, 100).Select(i => (DateTime?)new DateTime(2026, 1, 1).AddDays(i))]);
        Table table = Labels(100, 50).With(day);
        Assert.Equal(
            ["column the day holds dates. If the model will predict rows of a later time, " +
                "test it on the latest rows (TabularOptions.TimeBy: the day)"], Of(table, new()));
        Assert.Empty(Of(table, new() { TimeBy = "the day" }));
        Assert.Empty(Of(table, new() { GroupBy = "x" }));
        Assert.Empty(Of(table, new() { Ignore = ["the day"] }));
        Assert.Empty(Hints.Of(table, Target.Of(table, "y"), new(), new SoftmaxCrossEntropy(), isStream: true));
    }

    static string[] Of(Table table, TabularOptions options) =>
        [.. Hints.Of(table, Target.Of(table, "y"), options, new SoftmaxCrossEntropy(), false).Select(hint => hint.ToString())];

    static Table Labels(int rows, int rare) => Table.Of(Column.Of("x", [.. Enumerable.Range(0, rows).Select(row => row % 7.0)]),
        Column.Of("y", [.. Enumerable.Range(0, rows).Select(row => row < rare ? "rare" : "common")]));
}
