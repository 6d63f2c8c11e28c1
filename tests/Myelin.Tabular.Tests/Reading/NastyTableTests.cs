namespace Myelin.Tabular.Tests.Reading;

/// <summary>Tables that nobody tuned for: each ends with a model or with one clear sentence.</summary>
public class NastyTableTests
{
    [Fact]
    public void NothingButMissingCellsIsOneSentence()
    {
        Table table = Table.Of(Column.Of("a", [.. Enumerable.Repeat(double.NaN, 60)]),
            Column.Of("b", [.. Enumerable.Repeat((string?)null, 60)]), Labels(60));
        Assert.StartsWith("table: has no column that label can be learned from (a: missing in every row; b: missing in every row)",
            Refused(table), StringComparison.Ordinal);
    }

    [Fact]
    public void ATargetWithoutACellIsOneSentence()
    {
        Table table = Table.Of(Column.Of("x", [.. Enumerable.Range(0, 60).Select(row => (double)row)]),
            Column.Of("y", [.. Enumerable.Repeat((string?)null, 60)]));
        Assert.Equal("table: row 1, column y: the target is missing in every row. Fill it in, or choose another target", Refused(table));
    }

    [Fact]
    public void OneRowAClassIsOneSentence()
    {
        Table table = Table.Of(Column.Of("x", [.. Enumerable.Range(0, 60).Select(row => (double)row)]),
            Column.Of("y", [.. Enumerable.Range(0, 60).Select(row => $"class {row}")]));
        Assert.Contains("each of the 60 classes of y has a single row", Refused(table), StringComparison.Ordinal);
    }

    [Fact]
    public void OneRowAClassIsSaidBeforeRowsAreSetAside()
    {
        Table table = Table.Of(Column.Of("x", [.. Enumerable.Range(0, 100).Select(row => (double)row)]),
            Column.Of("y", [.. Enumerable.Range(0, 100).Select(row => $"class {row}")]));
        Assert.StartsWith("table: each of the 100 classes of y has a single row",
            Assert.Throws<InvalidFileException>(() => Folds.SetAside(table, Target.Of(table, "y"), 0.2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHundredThousandClassesAreWarnedOfBeforeTheyAreLearned()
    {
        int[] rows = [.. Enumerable.Range(0, 200_000)];
        Table table = Table.Of(Column.Of("x", [.. rows.Select(row => (double)(row % 97))]),
            Column.Of("y", [.. rows.Select(row => $"c{row / 2}")]));
        var training = new TabularTraining(table, "y", new() { Quality = Quality.Fast });
        Assert.Contains(training.Notes, note => note.Found.StartsWith("warning: y has 100000 classes", StringComparison.Ordinal));
        // what could not be judged at the end is refused at the beginning
        Assert.SkipWhen(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 400e9, "this machine has the memory");
        var refused = Assert.Throws<ArgumentException>(() => training.Run(null, TestContext.Current.CancellationToken));
        Assert.StartsWith("To judge 100,000 rows that are held out, each with the probabilities of 100,000 classes, takes about 560.0 GB",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AConstantTargetIsOneSentence()
    {
        Table table = Table.Of(Column.Of("x", [.. Enumerable.Range(0, 60).Select(row => (double)row)]),
            Column.Of("y", [.. Enumerable.Repeat(7.0, 60)]));
        Assert.Equal("table: every row's y is \"7\", so there is nothing to learn", Refused(table));
    }

    [Fact]
    public void OfVeryManyColumnsOneNarrowNetworkIsTrained()
    {
        var random = new Random(3);
        Table table = Table.Of(
            [.. Enumerable.Range(0, 25_001).Select(i => Column.Of($"x{i}", [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())])),
                Labels(60)]);
        var training = new TabularTraining(table, "label");
        Assert.Equal((1, 64), (training.Plan.Members, training.Recipe!.Hidden[0]));
        Assert.Contains(training.Notes,
            note => note.Found.StartsWith("25001 columns of numbers make networks of millions of weights: one is trained",
                StringComparison.Ordinal));
        Assert.Equal(5, new TabularTraining(table, "label", new() { Quality = Quality.Default }).Plan.Members);
    }

    [Fact]
    public void TwoThousandColumnsOfTwoHundredRowsAreLearnedFrom()
    {
        var random = new Random(2);
        double[] signal = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() / 2)];
        for (int row = 0; row < 100; row++) signal[2 * row + row % 2] += 0.5;
        Table table = Table.Of([
            .. Enumerable.Range(0, 1999)
                .Select(i => Column.Of($"x{i}", [.. signal.Select(_ => random.NextDouble() < 0.5 ? 0 : random.NextDouble())])),
            Column.Of("signal", signal), Column.Of("y", [.. signal.Select(u => u > 0.5 ? "high" : "low")])]);
        foreach (EncoderSettings settings in Every)
        {
            TableEncoder encoder = TableEncoder.Fit(table,
                table.Columns.Select(column => column.Name).Where(name => name != "y"), settings);
            Assert.All(encoder.Apply(table), number => Assert.True(float.IsFinite(number)));
        }
        using TabularModel model = TabularModel.Train(table, "y", new() { Epochs = 3 }, null, TestContext.Current.CancellationToken);
        Assert.Equal(200, model.Predict(table).Count);
        // with embeddings the first layer would be four times as wide
        Assert.Equal((NumberEmbedding.None, 2000), (model.Recipe!.Embedding, model.Network.Inputs));
        Assert.True(model.Evaluate(table).Classification!.Accuracy > 0.5, model.Evaluate(table).ToString());
        Assert.Contains(model.Notes, note => note.StartsWith("warning: signal alone tells", StringComparison.Ordinal));
    }

    [Fact]
    public void OnlyCategoriesAreLearnedFrom()
    {
        Table table = Table.Of(
            Column.Of("a", [.. Enumerable.Range(0, 300).Select(row => row % 3 == 0 ? "x" : "y")]),
            Column.Of("b", [.. Enumerable.Range(0, 300).Select(row => $"b{row % 7}")]),
            Column.Of("c", [.. Enumerable.Range(0, 300).Select(row => row % 40 == 0 ? null : $"c{row % 31}")]),
            Column.Of("label", [.. Enumerable.Range(0, 300).Select(row => row % 3 == 0 || row % 7 < 3 ? "in" : "out")]));
        foreach (EncoderSettings settings in Every)
        {
            TableEncoder encoder = TableEncoder.Fit(table, ["a", "b", "c"], settings);
            Assert.Equal(0, encoder.Layout.Numbers);
            Assert.All(encoder.Apply(table), number => Assert.True(float.IsFinite(number)));
        }
        using TabularModel model = TabularModel.Train(table, "label", new() { Epochs = 60 }, null, TestContext.Current.CancellationToken);
        // a and b tell the label together
        Assert.True(model.Evaluate(table).Classification!.Accuracy > 0.9, model.Evaluate(table).ToString());
    }

    [Fact]
    public void ATargetThatEqualsAColumnIsLearnedAndWarnedOf()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row * row / 10.0)];
        Table table = Table.Of(Column.Of("same", x), Column.Of("y", x));
        using TabularModel model = TabularModel.Train(table, "y", new() { Epochs = 100 }, null, TestContext.Current.CancellationToken);
        Assert.Contains(model.Notes, note => note.StartsWith("warning: same alone tells 100.0 %", StringComparison.Ordinal));
        Assert.True(model.Evaluate(table).Regression!.R2 > 0.99, model.Evaluate(table).ToString());
    }

    static EncoderSettings[] Every => [new(), EncoderSettings.OneHotEverything, EncoderSettings.Plain];

    static Column Labels(int rows) => Column.Of("label", [.. Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? "even" : "odd")]);

    static string Refused(Table table) =>
        Assert.Throws<InvalidFileException>(() => new TabularTraining(table, table.Columns[^1].Name)).Message;
}
