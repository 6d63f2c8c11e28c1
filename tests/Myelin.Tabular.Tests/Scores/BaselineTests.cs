namespace Myelin.Tabular.Tests.Scores;

/// <summary>What a prediction without any feature reaches; the numbers are worked by hand.</summary>
public class BaselineTests
{
    static readonly Table s_words = Table.Of(Column.Of("x", 1, 2, 3, 4, 5), Column.Of("y", "a", "a", "b", "a", "b"));

    [Fact]
    public void OfClassesItIsTheMostFrequentOneAndTheirFrequencies()
    {
        Target target = Target.Of(s_words, "y");
        Baseline baseline = Baseline.Of(target, s_words);
        Assert.Equal([0.6, 0.4], baseline.Frequencies);
        Assert.Equal(0, baseline.MostFrequent);
        // of four other rows three are b: a is right in a quarter of them
        Table test = Table.Of(Column.Of("y", "b", "b", "a", "b"));
        BaselineComparison found = Compare(target, test, baseline, "b", "b", "a", "b");
        Assert.Equal("always predicting 'a'", found.Says);
        Assert.Equal(0.25, Value(found, "accuracy"), 1e-15);
        Assert.Equal(0.5, Value(found, "balanced accuracy"), 1e-15);
        Assert.Equal(-(Math.Log(0.6) + 3 * Math.Log(0.4)) / 4, Value(found, "log loss"), 1e-14);
        // of a row of a 0.4², of b 0.6²
        Assert.Equal((0.16 + 3 * 0.36) / 4, Value(found, "Brier"), 1e-15);
        Assert.Equal(0.5, Value(found, "ROC AUC"));
        Assert.True(found.IsBetter);
        Assert.Null(found.Verdict);
    }

    [Fact]
    public void OfThreeClassesTheirBrierScoreIsASum()
    {
        Table table = Table.Of(Column.Of("y", "a", "b", "c", "a"));
        Target target = Target.Of(table, "y");
        // (½ − 1)² + 2 · ¼² of a, ½² + (¼ − 1)² + ¼² of the others
        Assert.Equal((2 * 0.375 + 2 * 0.875) / 4,
            Value(Compare(target, table, Baseline.Of(target, table), "a", "b", "c", "a"), "Brier"), 1e-15);
    }

    [Fact]
    public void OfNumbersItIsTheMeanAndForTheMeanAbsoluteErrorTheMedian()
    {
        Table table = Table.Of(Column.Of("y", 1, 2, 3, 10));
        Target target = Target.Of(table, "y", TabularTask.Regression);
        Baseline baseline = Baseline.Of(target, table);
        Assert.Equal((4, 2.5), (baseline.Mean, baseline.Median));
        BaselineComparison found = Compare(target, table, baseline, 1, 2, 3, 10);
        Assert.Equal(0, Value(found, "R²"), 1e-15);
        Assert.Equal(Math.Sqrt((9 + 4 + 1 + 36) / 4.0), Value(found, "RMSE"), 1e-14);
        Assert.Equal((1.5 + 0.5 + 0.5 + 7.5) / 4, Value(found, "MAE"), 1e-15);
        // rows with another mean than the training rows'
        Assert.Equal(1 - 10 / 2.0, Value(Compare(target, Table.Of(Column.Of("y", 1, 3)), baseline, 1, 3), "R²"), 1e-14);
    }

    [Theory]
    [InlineData("The model is no better than always predicting 'a' (accuracy 40.0 %, baseline 60.0 %).", "b", "b", "b", "a", "a")]
    [InlineData(
        "The model is not clearly better than always predicting 'a' (accuracy 80.0 %, baseline 60.0 %): on 5 rows this may be chance.",
        "a", "a", "b", "a", "a")]
    public void WhereTheModelIsNoBetterASentenceSaysSo(string sentence, params string[] predictions)
    {
        Target target = Target.Of(s_words, "y");
        BaselineComparison found = Compare(target, s_words, Baseline.Of(target, s_words), predictions);
        Assert.False(found.IsBetter);
        Assert.Equal(sentence, found.Verdict);
    }

    [Fact]
    public void ProbabilitiesThatAreBetterThanFrequenciesAreSaidToBe()
    {
        // one row in ten is b, and gets a third where others get a tenth: a is always said, as by the baseline
        Table table = Table.Of(Column.Of("y", [.. Enumerable.Range(0, 100).Select(row => row % 10 == 0 ? "b" : "a")]));
        Target target = Target.Of(table, "y");
        Prediction[] predictions = [.. Enumerable.Range(0, 100)
            .Select(row => row % 10 == 0 ? new Prediction("a", [0.67f, 0.33f], 0.67) : new Prediction("a", [0.9f, 0.1f], 0.9))];
        BaselineComparison found =
            Evaluation.Of(target, table, predictions, new EvaluationOptions { Baseline = Baseline.Of(target, table) }).Baseline!;
        Assert.Equal(
            "By accuracy the model is no better than always predicting 'a' (accuracy 90.0 %, baseline 90.0 %), " +
                "but its probabilities are (log loss 0.206, baseline 0.325).", found.Verdict);
        // a model that was made to find rare classes is judged by what it was made for
        Prediction[] balanced =
            [.. predictions.Select((prediction, row) => row % 10 == 0 || row % 10 == 1 ? prediction with { Class = "b" } : prediction)];
        found = Evaluation.Of(target, table, balanced,
            new EvaluationOptions { Baseline = Baseline.Of(target, table), Balanced = true }).Baseline!;
        Assert.True(found.IsBetter, found.Verdict);
    }

    [Fact]
    public void AModelThatPredictsTheSameForEveryRowIsToldByThat()
    {
        Table table = Table.Of(Column.Of("y", 1, 2, 3, 10));
        Target target = Target.Of(table, "y", TabularTask.Regression);
        Assert.Equal(
            "The model predicts the same for every row, and is no better than always predicting the mean 4 (RMSE 3.536, baseline 3.536).",
            Compare(target, table, Baseline.Of(target, table), 4, 4, 4, 4).Verdict);
        Assert.Equal("The model is no better than always predicting the mean 4 (RMSE 4.69, baseline 3.536).",
            Compare(target, table, Baseline.Of(target, table), 1, 6, 9, 4).Verdict);
    }

    [Fact]
    public void ItIsOfTheTrainingRowsAndIsKeptInTheModelsFile()
    {
        using var folder = new TemporaryFolder();
        Table iris = Table.Read(TestData.Iris);
        (Table rows, Table test) = iris.Split(0.8, stratify: "species");
        using TabularModel model = Trained.Model(rows, "species", new() { Epochs = 2, Quality = Quality.Fast });
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(model.Baseline, loaded.Baseline);
        Assert.Equal(3, loaded.Baseline!.Frequencies.Count);
        Assert.All(loaded.Baseline.Frequencies, share => Assert.Equal(1 / 3.0, share, 1e-15));
        Evaluation evaluation = loaded.Evaluate(test);
        Assert.Equal(1 / 3.0, Value(evaluation.Baseline!, "accuracy"), 1e-12);
        Assert.Equal(Math.Log(3), Value(evaluation.Baseline!, "log loss"), 1e-12);
        Assert.Contains("baseline, always predicting 'setosa': accuracy 0.3333, log loss 1.099", evaluation.ToString(),
            StringComparison.Ordinal);
    }

    static BaselineComparison Compare(Target target, Table table, Baseline baseline, params string[] predictions) =>
        Evaluation.Of(target, table,
            [.. predictions.Select(name => new Prediction(name,
                [.. target.Classes!.Names.Select(other => other == name ? 0.9f : 0.1f / (target.Classes.Count - 1))], 0.9))],
            new EvaluationOptions { Baseline = baseline }).Baseline!;

    static BaselineComparison Compare(Target target, Table table, Baseline baseline, params double[] predictions) =>
        Evaluation.Of(target, table, [.. predictions.Select(value => new Prediction(null, [], value))],
            new EvaluationOptions { Baseline = baseline }).Baseline!;

    static double Value(BaselineComparison found, string name) => found.Scores.Single(score => score.Name == name).Value;
}
