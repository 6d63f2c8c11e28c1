using System.Diagnostics;

namespace Myelin.Tabular.Tests.Ensembles;

/// <summary>Training that ends before its plan does: by its owner, or because the time is over.</summary>
public class StoppedTrainingTests
{
    static readonly TabularOptions s_short = new() { Set = ["epochs=20", "hidden=8", "second-embedding=none"], Threads = 1 };

    static Table Iris { get; } = Table.Read(TestData.Iris);

    [Theory]
    [InlineData(1, 1)] // the first has begun alone
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    public void NetworksThatAreDoneAreKeptWhereThereAreAny(int stoppedIn, int kept)
    {
        using var stop = new CancellationTokenSource();
        using TabularModel model = TabularModel.Train(Iris, "species", s_short, new Now(progress =>
        {
            if (progress.Member == stoppedIn && progress.Training.Epoch == 7) stop.Cancel();
        }), stop.Token);
        Assert.Equal(kept, model.Members.Count);
        Assert.All(model.Histories, history => Assert.Equal(stoppedIn == 1 ? TrainingEnd.Stopped : TrainingEnd.AllEpochs, history.End));
        Assert.Equal(30 * kept, model.OutOfFoldRows.Count);
        Assert.Equal(5, model.Plan!.Members);
    }

    // they read every row, and what was learned is not saved yet
    [Fact]
    public void AStoppedTrainingTakesNoFingerprints()
    {
        using var stop = new CancellationTokenSource();
        TabularOptions one = s_short with { Quality = Quality.Fast };
        using TabularModel stopped = TabularModel.Train(Iris, "species", one, new Now(_ => stop.Cancel()), stop.Token);
        Assert.Null(stopped.Fingerprints);
        Assert.Contains("the training was stopped, so the model keeps no fingerprints of its training rows", stopped.Notes);
        using TabularModel whole = Trained.Model(Iris, "species", one);
        Assert.Equal(150, whole.Fingerprints!.Rows);
        Assert.DoesNotContain(whole.Notes, note => note.Contains("fingerprints", StringComparison.Ordinal));
    }

    // every epoch takes 0.1 s longer than the first steps made believe: without an end the plan would take minutes
    [Fact]
    public void TheTimeLimitIsKeptWhereEpochsAreSlowerThanMeasured()
    {
        var training = new TabularTraining(Iris, "species", new() { TimeLimit = TimeSpan.FromSeconds(1), Set = ["hidden=8"], Threads = 1 });
        _ = training.PlanInTime();
        var watch = Stopwatch.StartNew();
        using TabularModel model = training.Run(new Now(_ => Thread.Sleep(100)), TestContext.Current.CancellationToken);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), watch.Elapsed.ToString());
        Assert.Contains(model.Histories, history => history.End == TrainingEnd.Stopped);
        Assert.Equal(150, model.Predict(Iris).Count);
    }

    // 10 µs are over long before an epoch of so many rows is done
    [Fact]
    public void ALimitThatIsTooShortIsSaidWithItsDigits()
    {
        double[] x = [.. Enumerable.Range(0, 20_000).Select(row => row % 101 * 1.5)];
        Table table = Table.Of(Column.Of("x", x), Column.Of("y", [.. x.Select(value => value * value)]));
        var training = new TabularTraining(table, "y", new() { TimeLimit = TimeSpan.FromTicks(100), Quality = Quality.Fast, Threads = 1 });
        Assert.StartsWith("The 0.00001 s that this training was given ended before an epoch was done.",
            Assert.Throws<TimeoutException>(() => training.Run(null, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutALimitThePlanSaysHowLongItWillTake()
    {
        TrainingPlan plan = new TabularTraining(Iris, "species", s_short).PlanInTime();
        Assert.Equal((5, 20), (plan.Members, plan.Epochs));
        Assert.Equal(5 * 20 * plan.EpochSeconds!.Value, plan.Estimate!.Value.TotalSeconds, 1e-3);
    }

    [Fact]
    public void OrderedByTimeTheLatestRowsChooseTheEpoch()
    {
        double[] time = [.. Enumerable.Range(0, 200).Select(row => (double)(row * 7 % 200))];
        Table table = Table.Of(Column.Of("time", time), Column.Of("x", [.. time.Select(t => t % 5)]),
            Column.Of("y", [.. time.Select(t => t % 5 < 2 ? "a" : "b")]));
        var training = new TabularTraining(table, "y", s_short with { TimeBy = "time" });
        Assert.Equal(5, training.Folds.Count);
        Assert.All(training.Folds, fold =>
        {
            Assert.Equal(40, fold.Test.Count);
            Assert.Equal(159, fold.Training.Max(row => time[row]));
            Assert.Equal(160, fold.Test.Min(row => time[row]));
        });
        Assert.StartsWith("5 networks of the same rows", training.Plan.ToString(), StringComparison.Ordinal);
        using TabularModel model = training.Run(null, TestContext.Current.CancellationToken);
        Assert.Equal(40, model.OutOfFoldRows.Count);
        Assert.False(model.Calibration.OfMembers);
        Assert.Throws<ArgumentException>(
            () => new TabularTraining(table, "y", s_short with { TimeBy = "time", GroupBy = "x", Quality = Quality.Fast }));
    }

    // a part of a cross-validation may have few times, or one group
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FewTimesOrGroupsAreEnough(int different)
    {
        double[] time = [.. Enumerable.Range(0, 60).Select(row => (double)(row % different))];
        Table table = Table.Of(Column.Of("time", time), Column.Of("x", [.. Enumerable.Range(0, 60).Select(row => row * 7 % 11 + 0.5)]),
            Column.Of("y", [.. time.Select((_, row) => row % 3 == 0 ? "a" : "b")]));
        Fold byTime = new TabularTraining(table, "y", s_short with { TimeBy = "time" }).Folds[0];
        if (different > 1) Assert.True(byTime.Training.Max(row => time[row]) < byTime.Test.Min(row => time[row]));
        Assert.Equal(60, byTime.Training.Count + byTime.Test.Count);
        Fold byGroup = new TabularTraining(table, "y", s_short with { GroupBy = "time", Ignore = ["time"] }).Folds[0];
        if (different > 1) Assert.Empty(byGroup.Training.Select(row => time[row]).Intersect(byGroup.Test.Select(row => time[row])));
        Assert.NotEmpty(byGroup.Test);
    }

    [Fact]
    public void LayersAndARecipeExcludeEachOther() =>
        Assert.StartsWith("Layers of your own and a recipe", Assert.Throws<ArgumentException>(() =>
            new TabularTraining(Iris, "species", new() { Hidden = [new Myelin.Dense(4)], Set = ["metric=auc"] })).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("species", "rmse", "The metric rmse is for numbers, but species is classes; take error, cross-entropy or auc.")]
    [InlineData("sepal_length", "auc", "The metric auc is for classes, but sepal_length is numbers; take rmse.")]
    [InlineData("sepal_length", "raw-cross-entropy",
        "The metric raw-cross-entropy is for classes, but sepal_length is numbers; take rmse.")]
    public void AMetricOfTheOtherTaskIsRefusedBeforeTraining(string target, string metric, string message) =>
        Assert.Equal(message,
            Refusal.Text(Assert.Throws<ArgumentException>(() => new TabularTraining(Iris, target, new() { Set = [$"metric={metric}"] }))));

    [Fact]
    public void AColumnThatIsMissingInTheseRowsIsLeftOutAndSaid()
    {
        var training = new TabularTraining(Iris.With(Column.Of("note", new double[150].Select(_ => double.NaN).ToArray())),
            "species", s_short);
        Assert.Equal([new DroppedColumn("note", "missing in every row")], training.Dropped);
        Assert.DoesNotContain("note", training.Encoder.Columns.Select(column => column.Column));
    }

    sealed class Now(Action<TabularProgress> act) : IProgress<TabularProgress>
    {
        public void Report(TabularProgress value) => act(value);
    }
}
