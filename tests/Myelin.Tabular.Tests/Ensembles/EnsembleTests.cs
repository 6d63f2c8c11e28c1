using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Ensembles;

/// <summary>Several networks as one model: the rows that each has not seen, one file, the same bits on any number of threads.</summary>
public class EnsembleTests
{
    static readonly TabularOptions s_short = new() { Set = ["epochs=6", "hidden=32-32", "second-embedding=none"] };

    static Table Iris { get; } = Table.Read(TestData.Iris);

    // a number, a category of many values, one of few, a truth value; of 150 rows
    static Table Mixed()
    {
        var random = new RandomStream(3, RandomPurpose.Other);
        double[] x = [.. Enumerable.Range(0, 150).Select(_ => random.Uniform(-1, 1))];
        string[] town = [.. x.Select(_ => $"town {random.NextInt32(12)}")],
            kind = [.. x.Select(_ => random.NextInt32(2) == 0 ? "new" : "old")];
        return Table.Of(Column.Of("x", x), Column.Of("town", town), Column.Of("kind", kind),
            Column.Of("y", [.. x.Select((value, n) => 100 + 20 * value + (kind[n] == "new" ? 5 : 0))]));
    }

    public static MatrixTheoryData<string, string> Kinds => new(RecipeKeys.Recipes, ["species", "y"]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryRecipeTrainsAndIsReadBackWithTheSameBits(string recipe, string target)
    {
        using var folder = new TemporaryFolder();
        Table table = target == "y" ? Mixed() : Iris;
        using TabularModel model = Trained.Model(table, target,
            s_short with { RecipeName = recipe, Set = [.. s_short.Set, "members=" + (recipe == "tabm" ? 3 : 0)] });
        Assert.Equal((5, 5), (model.Members.Count, model.Histories.Count));
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal((model.Recipe, model.Bounds, model.Plan! with { Estimate = null }), (loaded.Recipe, loaded.Bounds, loaded.Plan));
        Assert.Equal(Digest(model), Digest(loaded));
        IReadOnlyList<Prediction> expected = model.Predict(table), found = loaded.Predict(table);
        for (int n = 0; n < table.Rows; n++)
        {
            Assert.Equal(expected[n].Value, found[n].Value);
            Assert.Equal(expected[n].Probabilities, found[n].Probabilities);
        }
        Assert.Equal(expected[7].Value, model.Predict(Row(table, 7)).Value);
    }

    // of each fold one with periodic and one with piecewise linear embeddings, in one file
    [Fact]
    public void TheDefaultHasTwoKindsOfNetworks()
    {
        using var folder = new TemporaryFolder();
        using TabularModel model = Trained.Model(Mixed(), "y", new() { Set = ["epochs=4", "hidden=16"] });
        Assert.Equal((10, 2), (model.Members.Count, model.Members.Select(member => member.Network).Distinct().Count()));
        Assert.Contains(Layers(model.Members[0]), layer => layer is PeriodicEmbedding { Frequencies: 16 });
        Assert.Contains(Layers(model.Members[1]), layer => layer is PiecewiseLinearEmbedding { Bins: 32 });
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(model.Members.Select(member => member.Network), loaded.Members.Select(member => member.Network));
        Assert.Equal((model.Plan! with { Estimate = null }, model.Recipe), (loaded.Plan, loaded.Recipe));
        Assert.Equal(model.Predict(Mixed()).Select(prediction => prediction.Value),
            loaded.Predict(Mixed()).Select(prediction => prediction.Value));
        Assert.StartsWith("10 networks of two kinds, each pair without another fifth of the rows", loaded.Plan!.ToString(),
            StringComparison.Ordinal);

        using Model<float> other = Model.Create(new Network(model.Network.Inputs + 1, model.Network.Layers[^1]));
        Assert.Throws<ArgumentException>(() => ModelFile.Save(folder["n.safetensors"], [model.Model, other]));

        static IEnumerable<Layer> Layers(Model<float> member) =>
            member.Network.Layers.SelectMany(layer => layer is Split split ? split.Branches.SelectMany(branch => branch.Layers) : [layer]);
    }

    // without numbers there is nothing to see in two ways
    [Fact]
    public void TablesWithoutNumbersHaveOneKind() => Assert.Equal(1,
        new TabularTraining(Mixed().Without("x"), "y", new()).Plan.Kinds);

    [Fact]
    public void EveryRowIsJudgedByTheOneNetworkThatHasNotSeenIt()
    {
        var training = new TabularTraining(Iris, "species", s_short);
        Assert.Equal(5, training.Folds.Count);
        using TabularModel model = training.Run(null, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 150), model.OutOfFoldRows);
        Assert.Equal((450, 3), (model.OutOfFold!.Predictions.Count, model.OutOfFold.Classes));
        Samples<float> samples = model.Encode(Iris);
        for (int i = 0; i < 5; i++)
            foreach (int row in training.Folds[i].Test)
            {
                float[] p = model.Members[i].Predict(samples.Inputs.Span.Slice(row * samples.InputColumns, samples.InputColumns));
                for (int k = 0; k < 3; k++) Assert.Equal(p[k], (float)model.OutOfFold.Predictions[3 * row + k]);
            }
        Assert.Equal(150, model.Calibration.Rows);
    }

    // the mean of probabilities, before calibration
    [Fact]
    public void PredictionsAreTheMeanOfTheNetworks()
    {
        using TabularModel model = Trained.Model(Iris, "species", s_short);
        Samples<float> samples = model.Encode(Iris);
        IReadOnlyList<Prediction> raw = model.PredictRaw(Iris);
        for (int n = 0; n < 150; n += 13)
            for (int k = 0; k < 3; k++)
                Assert.Equal(
                    (float)model.Members.Average(
                        member => (double)member.Predict(samples.Inputs.Span.Slice(n * samples.InputColumns, samples.InputColumns))[k]),
                    raw[n].Probabilities[k]);
    }

    public static TheoryData<string> Recipes => [.. RecipeKeys.Recipes];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void TheSameBitsOnAnyNumberOfThreads(string recipe) =>
        Assert.Single(new[] { 1, 2, 3, 8 }.Select(threads =>
        {
            using TabularModel model = Trained.Model(Mixed(), "y", s_short with { Threads = threads, RecipeName = recipe });
            return Digest(model) + string.Join(' ', model.Predict(Mixed()).Select(prediction => prediction.Value));
        }).Distinct());

    [Fact]
    public void NumbersStayWithinThoseThatWereTrainedOn()
    {
        Table table = Mixed();
        double[] y = table["y"] is NumberColumn numbers ? numbers.Cells.ToArray() : [];
        using TabularModel model = Trained.Model(table, "y", s_short);
        Assert.Equal((y.Min(), y.Max()), model.Bounds);
        Assert.All(model.Predict(table), prediction => Assert.InRange(prediction.Value, y.Min(), y.Max()));
    }

    [Fact]
    public void TheFileNamesTensorsByNetworkAndIsNoSingleModel()
    {
        using var folder = new TemporaryFolder();
        string path = folder["m.safetensors"];
        using TabularModel model = Trained.Model(Iris, "species", s_short);
        model.Save(path);
        using (SafetensorsFile file = SafetensorsFile.Open(path))
            Assert.True(file.TryFind("members.4.layers.2.weight", out _));
        Assert.Contains("is an ensemble of 5 networks, not one", Assert.Throws<InvalidFileException>(() => Model.Load(path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressCountsAllNetworks()
    {
        var seen = new List<TabularProgress>();
        using TabularModel model = TabularModel.Train(Iris, "species", s_short, new Now(seen.Add), TestContext.Current.CancellationToken);
        Assert.Equal(30, seen.Count);
        Assert.Equal([1, 2, 3, 4, 5], seen.Select(progress => progress.Member).Distinct().Order());
        Assert.Equal(seen.Select(progress => progress.Done).Order(), seen.Select(progress => progress.Done));
        Assert.Equal(1, seen[^1].Done, 1e-12);
        Assert.All(seen, progress => Assert.Equal("validation accuracy", progress.Validation!.Value.Name));
    }

    [Theory]
    [InlineData(Quality.Fast, 150, 1, 1)]
    [InlineData(Quality.Default, 150, 5, 1)]
    [InlineData(Quality.Best, 150, 5, 3)]
    [InlineData(Quality.Best, 39, 0, 1)]
    public void QualityDecidesHowMany(Quality quality, int rows, int folds, int repeats)
    {
        var training = new TabularTraining(Iris.Take([.. Enumerable.Range(0, rows)]), "petal_length", new() { Quality = quality });
        Assert.Equal((folds, repeats), (training.Plan.Folds, training.Plan.Repeats));
        Assert.Equal(Math.Max(1, folds) * repeats * training.Plan.Kinds, training.Folds.Count);
        Assert.Equal(folds > 1 ? 2 : 1, training.Plan.Kinds);
    }

    [Fact]
    public void ATimeLimitMeansFewerEpochsThenFewerNetworks()
    {
        var wanted = new TrainingPlan(5, 3, 240, 64);
        Assert.Equal((5, 3, 240), Within(1000));
        Assert.Equal((5, 3, 90), Within(80));       // 8 rounds of two networks in 72 s
        Assert.Equal((5, 2, 90), Within(50));
        Assert.Equal((3, 1, 90), Within(20));
        Assert.Equal((1, 1, 9), Within(1));
        wanted = wanted with { Kinds = 2 };
        Assert.Equal((5, 1, 90), Within(30.1));     // 3 rounds in 27 s: one kind
        Assert.Equal(1, PlanChoice.Within(wanted, TimeSpan.FromSeconds(30.1), 0.1, 2).Kinds);
        Assert.Equal(2, PlanChoice.Within(wanted, TimeSpan.FromSeconds(60), 0.1, 2).Kinds);

        (int, int, int) Within(double seconds)
        {
            TrainingPlan plan = PlanChoice.Within(wanted, TimeSpan.FromSeconds(seconds), 0.1, 2);
            Assert.True(plan.Estimate!.Value.TotalSeconds <= seconds);
            return (plan.Folds, plan.Repeats, plan.Epochs);
        }
    }

    [Fact]
    public void TimeIsKept()
    {
        var training = new TabularTraining(Iris, "species", new() { TimeLimit = TimeSpan.FromSeconds(0.5), Quality = Quality.Best });
        TrainingPlan plan = training.PlanInTime();
        Assert.True(plan.Epochs * plan.Members < 15 * 256, plan.ToString());
        Assert.Equal(plan.Members, training.Folds.Count);
        Assert.Contains(" s by the first epochs", plan.ToString(), StringComparison.Ordinal);
    }

    static string Digest(TabularModel model) => WeightDigest.Of(model.Members.Select(member => member.Parameters));

    static Dictionary<string, object?> Row(Table table, int row) => table.Columns.ToDictionary(column => column.Name,
        column => column is NumberColumn ? column.Number(row) : (object?)column.Text(row));

    sealed class Now(Action<TabularProgress> act) : IProgress<TabularProgress>
    {
        public void Report(TabularProgress value) => act(value);
    }
}
