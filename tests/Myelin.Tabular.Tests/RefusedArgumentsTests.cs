using Myelin.Tabular.Tests.Streaming;

namespace Myelin.Tabular.Tests;

/// <summary>Arguments and options that are refused are named, and what is out of range is said to be.</summary>
public class RefusedArgumentsTests
{
    static readonly Table s_table = Table.Of(Column.Of("x", 1, 2, 3, 4), Column.Of("y", "a", "b", "a", "b"));

    static readonly Target s_target = Target.Of(s_table, "y");

    public static TheoryData<string, Action> OutOfRange => new()
    {
        { "Epochs", () => _ = new TabularOptions { Epochs = -1 } },
        { "BatchSize", () => _ = new TabularOptions { BatchSize = -1 } },
        { "Threads", () => _ = new TabularOptions { Threads = -1 } },
        { "Patience", () => _ = new TabularOptions { Patience = -1 } },
        { "MostWords", () => _ = new TabularOptions { MostWords = 0 } },
        { "Validation", () => _ = new TabularOptions { Validation = 1 } },
        { "Validation", () => _ = new TabularOptions { Validation = double.NaN } },
        { "LearningRate", () => _ = new TabularOptions { LearningRate = -1 } },
        { "LearningRate", () => _ = new TabularOptions { LearningRate = double.NaN } },
        { "TimeLimit", () => _ = new TabularOptions { TimeLimit = TimeSpan.FromSeconds(-1) } },
        { "TimeLimit", () => _ = new TabularOptions { TimeLimit = TimeSpan.MaxValue } },
        { "Task", () => _ = new TabularOptions { Task = (TabularTask)7 } },
        { "Quality", () => _ = new TabularOptions { Quality = (Quality)7 } },
        { "Scaling", () => _ = new TabularOptions { Scaling = (ScalingKind)77 } },
        { "ClassOrder", () => _ = new TabularOptions { ClassOrder = (ClassOrder)7 } },
        { "Threshold", () => _ = new TabularOptions { Threshold = (ThresholdMetric)77 } },
        { "SkipLines", () => Table.Read(StreamTable.Bytes("x\n1\n"), "t", new() { SkipLines = -1 }) },
        { "Words", () => Stream(new() { Words = 1 }) },
        { "SampleRows", () => Stream(new() { SampleRows = 9 }) },
        { "BlockRows", () => Stream(new() { BlockRows = 0 }) },
        { "MixedRows", () => Stream(new() { MixedRows = 0 }) },
        { "share", () => Streamed(rows => rows.SetAside(1)) },
        { "rows", () => TableBlocks.Read(StreamTable.Bytes("x\n1\n"), "t", new(), -1) },
        { "Count", () => Folds.Of(s_table, s_target, new() { Count = 1 }) },
        { "share", () => Folds.SetAside(s_table, s_target, 0) },
        { "fraction", () => s_table.Split(1) },
        { "rows", () => s_table.Take([0, 4]) },
        { "row", () => s_table.Place(4) },
        { "repeats", () => PermutationImportance.Of(Model, s_table, 0) },
        { "mostRows", () => PermutationImportance.Of(Model, s_table, mostRows: 0) },
        { "coverage", () => PredictionIntervals.Fit(new([1, 2], [1, 3]))!.Of(1, 1) },
        { "trials", () => Searching(search => search.Run(-1)) },
        { "limit", () => Searching(search => search.Run(1, TimeSpan.FromSeconds(-1))) },
        { "Least", () => _ = new NumberRange(0, 1, Logarithmic: true) },
        { "Most", () => _ = new NumberRange(1, 0) },
        { "high", () => RangeScaling.Fit([1, 2], 3, 3) },
        { "kind", () => Scaling.Fit((ScalingKind)77, [1]) },
        { "Hidden", () => _ = new Recipe { Hidden = [4, 0] } },
        { "EmbeddingFrequencies", () => _ = new Recipe { EmbeddingFrequencies = 0 } },
        { "EmbeddingSize", () => _ = new Recipe { EmbeddingSize = 0 } },
        { "EmbeddingDeviation", () => _ = new Recipe { EmbeddingDeviation = -1 } },
        { "OneHotUpTo", () => _ = new Recipe { OneHotUpTo = 0 } },
        { "CategorySize", () => _ = new Recipe { CategorySize = 0 } },
        { "CategoryDeviation", () => _ = new Recipe { CategoryDeviation = double.NaN } },
        { "PiecewiseLinearBins", () => _ = new Recipe { PiecewiseLinearBins = -1 } },
        { "ScaleRate", () => _ = new Recipe { ScaleRate = -1 } },
        { "LearningRate", () => _ = new Recipe { LearningRate = double.PositiveInfinity } },
        { "Beta2", () => _ = new Recipe { Beta2 = 1 } },
        { "WeightDecay", () => _ = new Recipe { WeightDecay = -1 } },
        { "Dropout", () => _ = new Recipe { Dropout = 1 } },
        { "LabelSmoothing", () => _ = new Recipe { LabelSmoothing = -0.1 } },
        { "BatchSize", () => _ = new Recipe { BatchSize = -1 } },
        { "Epochs", () => _ = new Recipe { Epochs = -1 } },
        { "Steps", () => _ = new Recipe { Steps = 0 } },
        { "Patience", () => _ = new Recipe { Patience = -1 } },
        { "Members", () => _ = new Recipe { Members = -1 } },
        { "Embedding", () => _ = new Recipe { Embedding = (NumberEmbedding)7 } },
        { "Metric", () => _ = new Recipe { Metric = (EpochMeasure)77 } },
        { "OneHotUpTo", () => TableEncoder.Fit(s_table, ["x"], new() { OneHotUpTo = 0 }) },
        { "rows", () => new Recipe().BatchFor(0) },
        { "rows", () => new Recipe().EpochsFor(-1) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void WhatIsOutOfRangeIsNamed(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(call).ParamName);

    public static TheoryData<string, Action> Unfit => new()
    {
        { "Comment", () => Table.Read(StreamTable.Bytes("x\n1\n"), "t", new() { Comment = " " }) },
        { "Delimiter", () => Table.Read(StreamTable.Bytes("x\n1\n"), "t", new() { Delimiter = '\n' }) },
        { "KeepWords", () => Table.Read(StreamTable.Bytes("x\n1\n"), "t", new() { KeepWords = ["NA"], Missing = ["NA"] }) },
        { "Time", () => Folds.Of(s_table, s_target, new() { Count = 2, Group = "x", Time = "y" }) },
        { "TimeBy", () => Train(new() { TimeBy = "x", GroupBy = "x", Validation = 0.5 }) },
        { "Weight", () => Train(new() { Weight = "y" }) },
        { "Hidden", () => Train(new() { Hidden = [new Dense(2)], Set = ["epochs=3"] }) },
        { "Set", () => Train(new() { Set = ["metric=rmse"] }) },
        { "Balanced", () => _ = new TabularTraining(s_table, "x", new() { Task = TabularTask.Regression, Balanced = true }) },
        { "Loss", () => Train(new() { Balanced = true, Loss = new SoftmaxCrossEntropy([1, 2]) }) },
        { "loss", () => Train(new() { Task = TabularTask.Regression, Loss = new SoftmaxCrossEntropy() }) },
        { "Threshold",
            () => _ = new TabularTraining(s_table, "x", new() { Task = TabularTask.Regression, Threshold = ThresholdMetric.F1 }) },
        { "Quality", () => Streamed(rows => _ = new TabularTraining(rows, new() { Quality = Quality.Best })) },
        { "GroupBy", () => Streamed(rows => _ = new TabularTraining(rows, new() { GroupBy = "color" })) },
        { "Values", () => _ = new Choice() },
        { "columns", () => Table.Of() },
        { "columns", () => Table.Of(s_table.Columns[0], null!) },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void WhatDoesNotFitIsNamed(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);

    public static TheoryData<string, Action> Nulls => new()
    {
        { "Ignore", () => _ = new TabularOptions { Ignore = null! } },
        { "Set", () => _ = new TabularOptions { Set = null! } },
        { "Columns", () => _ = new TableOptions { Columns = null! } },
        { "Missing", () => _ = new TableOptions { Missing = null! } },
        { "KeepWords", () => _ = new TableOptions { KeepWords = null! } },
        { "Notation", () => _ = new TableOptions { Notation = null! } },
        { "Notations", () => _ = new TableOptions { Notations = null! } },
        { "Keep", () => _ = new TableOptions { Keep = null! } },
        { "Ignore", () => _ = new TableOptions { Ignore = null! } },
        { "Ignore", () => _ = new FoldOptions { Ignore = null! } },
        { "Hidden", () => _ = new Recipe { Hidden = null! } },
        { "Activation", () => _ = new Recipe { Activation = null! } },
        { "Settings", () => _ = new SearchSpace(null!) },
        { "Name", () => _ = new Setting(null!, new NumberRange(0, 1)) },
        { "Values", () => _ = new Setting("a", null!) },
        { "Values", () => _ = new Choice(null!) },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void NullsOfOptionsAreNamed(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(call).ParamName);

    static TabularModel Model =>
        field ??= Trained.Model(Table.Read(TestData.Iris), "species", new() { Epochs = 1, Quality = Quality.Fast });

    static void Train(TabularOptions options) => _ = new TabularTraining(s_table, "y", options);

    static void Stream(StreamOptions streaming) => TableStream.Read(StreamTable.Bytes("x,y\n1,2\n"), "t", null, streaming).Dispose();

    static void Streamed(Action<StreamedRows> use)
    {
        using TableStream stream = TableStream.Read(StreamTable.Bytes(StreamTable.Csv(50)), "t");
        use(stream.Draw("target"));
    }

    static void Searching(Action<Search> use)
    {
        using var folder = new TemporaryFolder();
        using var journal = Journal.Open(folder["log"], new Dictionary<string, string>());
        use(new(TabularSettings.Space, journal, 1, (_, _) => [1]));
    }
}
