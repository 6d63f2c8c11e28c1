namespace Myelin.Tabular.Tests.Validation;

public class CrossValidationTests
{
    static readonly Table s_iris = Table.Read(TestData.Iris);

    static readonly TabularOptions s_options = new() { Epochs = 20, Threads = 1 };

    [Fact]
    public void IrisesAreJudgedOnceEachAndScoresHaveMeanAndDeviation()
    {
        Target target = Target.Of(s_iris, "species");
        var told = new List<FoldScores>();
        CrossValidation found = Trained.Folds(s_iris, target, new(), s_options, new Told<FoldScores>(told.Add));
        Assert.Equal([1, 2, 3, 4, 5], told.Select(fold => fold.Fold));
        Assert.All(found.Folds, fold => Assert.Equal((120, 30), (fold.TrainingRows, fold.TestRows)));
        Assert.Equal(Enumerable.Range(0, 150), found.Rows.Order());
        Assert.Equal(150 * 3, found.OutOfFold.Predictions.Count);
        MeanScore accuracy = found.Scores.Single(score => score.Name == "accuracy");
        double[] each = [.. found.Folds.Select(fold => fold.Scores.Single(score => score.Name == "accuracy").Value)];
        Assert.Equal(each.Average(), accuracy.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(each.Sum(x => (x - each.Average()) * (x - each.Average())) / 4), accuracy.Deviation, 1e-12);
        Assert.InRange(accuracy.Mean, 0.9, 1);
        // the rows' order is that of the predictions
        double right =
            found.Rows.Index().Count(pair => Likeliest(found.OutOfFold, pair.Index) == (int)found.OutOfFold.Targets[pair.Index]) / 150.0;
        Assert.Equal(accuracy.Mean, right, 1e-12);
        Assert.Equal(found.Rows.Select(row => (double)target.Classes!.Apply(s_iris, "species")[row]), found.OutOfFold.Targets);
    }

    // a class with 2 rows is absent from the training rows of a fold that is ordered by time: it has no probability there, and no error
    [Fact]
    public void AClassThatAFoldHasNotSeenIsAMistakeAndNoError()
    {
        double[] time = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        string[] y = [.. time.Select(t => t >= 58 ? "new" : t % 2 == 0 ? "even" : "odd")];
        Table table = Table.Of(Column.Of("time", time), Column.Of("x", [.. time.Select(t => t % 2)]), Column.Of("y", y));
        Target target = Target.Of(table, "y");
        CrossValidation found = Trained.Folds(table, target, new() { Count = 3, Time = "time" },
            s_options with { Ignore = ["time"], Validation = 0, Epochs = 100 });
        Assert.Equal(13 / 15.0, found.Folds[2].Scores.Single(score => score.Name == "accuracy").Value, 1e-12);
        Assert.Equal(3, found.OutOfFold.Classes);
    }

    [Fact]
    public void AStopEndsIt()
    {
        using var source = new CancellationTokenSource();
        Target target = Target.Of(s_iris, "species");
        Assert.Throws<OperationCanceledException>(() => CrossValidation.Run(s_iris, target, Folds.Of(s_iris, target), rows =>
        {
            source.Cancel();
            return Trained.Model(rows, "species", s_options);
        }, cancellation: source.Token));
    }

    static int Likeliest(OutOfFold rows, int n) => Enumerable.Range(0, rows.Classes).MaxBy(k => rows.Predictions[n * rows.Classes + k]);

    sealed class Told<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
