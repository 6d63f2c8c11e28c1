
namespace Myelin.Tabular.Tests.Recipes;

/// <summary>Recipes as values: their names and settings as text, and the networks that they describe.</summary>
public class RecipeTests
{
    public static TheoryData<string> Names => [.. RecipeKeys.Recipes];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySettingIsReadBackEqual(string name)
    {
        foreach (TabularTask task in Enum.GetValues<TabularTask>())
        {
            Recipe recipe = RecipeKeys.Named(name, task, task == TabularTask.Regression ? 0 : 2),
                read = Recipe.TabM(TabularTask.Regression) with { Name = name };
            foreach ((string key, string value) in RecipeKeys.Of(recipe)) read = RecipeKeys.Set(read, $"{key}={value}");
            Assert.Equal(recipe, read);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFileKeepsARecipe(string name)
    {
        using var folder = new TemporaryFolder();
        Recipe recipe = RecipeKeys.Set(RecipeKeys.Named(name, TabularTask.Classification, 3), "dropout=0.25");
        RecipeFile.Save(folder["r.json"], recipe);
        Assert.Equal(recipe, RecipeFile.Load(folder["r.json"]));
        File.WriteAllText(folder["r.json"],
            File.ReadAllText(folder["r.json"]).Replace("\"dropout\": \"0.25\"", "\"dropout\": \"much\"", StringComparison.Ordinal));
        Assert.Contains("r.json: recipe.dropout", Assert.Throws<InvalidFileException>(() => RecipeFile.Load(folder["r.json"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AdaptersOfNoMembersAreRefused() => Assert.Contains("set members, too",
        Assert.Throws<FormatException>(() => new TabularTraining(Table.Read(TestData.Iris), "species",
            new() { Set = ["member-adapters=true"] })).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryPropertyHasAKey() =>
        Assert.Equal(typeof(Recipe).GetProperties().Count(property => property.CanWrite) - 1, RecipeKeys.All.Count);

    [Fact]
    public void SettingsAreSetByKeyAndValue()
    {
        Recipe recipe = Recipe.RealMlp(TabularTask.Classification);
        foreach (string setting in new[] { "hidden=64-32", "Activation = mish", "dropout_schedule=constant", "embedding=piecewise-linear",
            "metric=auc", "clip=false", "learningRate=0.5" })
            recipe = RecipeKeys.Set(recipe, setting);
        Assert.Equal(Recipe.RealMlp(TabularTask.Classification) with
        {
            Hidden = [64, 32],
            Activation = new Mish(),
            DropoutSchedule = null,
            Embedding = NumberEmbedding.PiecewiseLinear,
            Metric = EpochMeasure.AreaUnderCurve,
            Clip = false,
            LearningRate = 0.5,
        }, recipe);
    }

    [Theory]
    [InlineData("drpout=0.2", "A recipe has no setting 'drpout'. Did you mean dropout?")]
    [InlineData("dropout", "'dropout' is no setting: write key=value, such as dropout=0.2.")]
    [InlineData("dropout=1", "The recipe's dropout is '1', but must be a number of at least 0 and below 1.")]
    [InlineData("epochs=-1", "The recipe's epochs is '-1', but must be a whole number, 0 or more.")]
    [InlineData("hidden=", "The recipe's hidden is '', but must be a whole number from 1 to 16777216.")]
    [InlineData("metric=r2", "The recipe's metric is 'r2', but must be default, error, rmse, cross-entropy, raw-cross-entropy, auc, loss.")]
    [InlineData("clip=yes", "The recipe's clip is 'yes', but must be true or false.")]
    [InlineData("schedule=cosin", "The recipe's schedule is 'cosin', but")]
    public void WhatIsWrongIsSaid(string setting, string expected) =>
        Assert.StartsWith(expected,
            Assert.Throws<FormatException>(() => RecipeKeys.Set(Recipe.RealMlp(TabularTask.Classification), setting)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ThereAreNoOtherRecipes() => Assert.Equal(
        "There is no recipe 'tabn', and no file of that name. Did you mean tabm?",
        Assert.Throws<FormatException>(() => RecipeKeys.Named("tabn", TabularTask.Classification, 2)).Message);

    [Fact]
    public void RealMlpIsTheNetworkOfItsPaper()
    {
        var layout = new EncodedLayout(8, 5, [30]);
        Recipe recipe = Recipe.RealMlp(TabularTask.Regression);
        Network network = RecipeNetwork.Build(layout, 1, recipe);
        Assert.Equal(
            "14 → Split (8 → PBLD 4 | 5 | 1 → Embedding 30 × 8) → Scale → Dense 256 → parametric mish → Dropout 0.15 → Dense 256 → " +
                "parametric mish → Dropout 0.15 → Dense 256 → parametric mish → Dropout 0.15 → Dense 1", network.ToString());
        Assert.Equal((0.2, 0.95, 0.02), (recipe.LearningRate, recipe.Beta2, recipe.WeightDecay));
        var factors = network.Blocks().ToDictionary(block => block.Name, block => (block.RateFactor, block.DecayFactor, block.Decays));
        Assert.Equal((0.1, 0.1, true), factors["layers.0.branches.0.layers.0.weight"]);
        Assert.Equal((1, 1, true), factors["layers.0.branches.2.layers.0.embedding"]);
        Assert.Equal((6, 6, true), factors["layers.1.scale"]);
        Assert.Equal((0.1, 0.1, true), factors["layers.3.share"]);
        Assert.Equal((1 / 16d, 16, true), factors["layers.5.weight"]);
        Assert.Equal((0.1, 1, false), factors["layers.5.bias"]);
        Assert.Equal((1 / 16d, 16, true), factors["layers.11.weight"]);
    }

    [Fact]
    public void TheSmallOneBeginsItsLastLayerAtZero()
    {
        Network network = RecipeNetwork.Build(new(3, 2, []), 2, Recipe.RealMlpSmall(TabularTask.Classification));
        Assert.Equal("5 → Scale → Dense 256 selu → Dense 256 selu → Dense 256 selu → Dense 2", network.ToString());
        using Model<float> model = Model.Create(network);
        Assert.Equal([0, 0], model.Predict([1, 2, 3, 4, 5]));
        Assert.False(network.Blocks().First().Decays);
    }

    [Fact]
    public void MembersOfTabMShareOneNumberForAColumn()
    {
        Recipe recipe = Recipe.TabM(TabularTask.Classification) with { Members = 4, EmbeddingSize = 3 };
        Network network = RecipeNetwork.Build(new(2, 1, [9]), 2, recipe);
        Assert.Equal(
            "4 → Split (2 → PiecewiseLinear 48 → 3 | 1 | 1 → Embedding 9 × 8) → 4 members → Shared 4 × 256 → relu → Dropout 0.1 → Shared " +
                "4 × 256 → relu → Dropout 0.1 → Heads 4 × 2", network.ToString());
        using Model<float> model = Model.Create(network);
        float[,] r = model.Parameters.Get("layers.1.scale");
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal((r[i, 0], r[i, 0], r[i, 1]), (r[i, 2], r[i, 4], r[i, 3]));
            for (int c = 8; c < 15; c++) Assert.Equal(r[i, 7], r[i, c]);
            Assert.Equal(4, new[] { r[i, 0], r[i, 1], r[i, 6], r[i, 7] }.Distinct().Count());
        }
    }

    [Fact]
    public void EpochsFollowFromStepsAndRows()
    {
        Recipe recipe = Recipe.RealMlp(TabularTask.Classification);
        Assert.Equal([64, 64, 128, 256, 512, 1024], new[] { 64, 1024, 8192, 30_000, 100_000, 1_000_000 }.Select(recipe.BatchFor));
        Assert.Equal(17, recipe.BatchFor(17));
        Assert.Equal([256, 256, 68, 24, 24], new[] { 100, 1000, 30_000, 100_000, 1_000_000 }.Select(recipe.EpochsFor));
        Assert.Equal(7, (recipe with { Epochs = 7 }).EpochsFor(1_000_000));
    }
}
