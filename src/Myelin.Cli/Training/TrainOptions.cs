using System.CommandLine;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The options that say what is learned, by which network, and how.</summary>
sealed class TrainOptions
{
    public Option<string?> Target { get; } = Given.Text("--target", "COLUMN", "The column to predict.", "-t");

    public Option<TabularTask?> Task { get; } = Given.Word<TabularTask>("--task", "Default: inferred from the target's cells.");

    public Option<string[]> Ignore { get; } = Given.Many("--ignore", "COLUMN", "A column to leave out, such as an identifier. Repeatable.");

    public Option<ScalingKind?> Scaling { get; } = Given.Word<ScalingKind>("--scaling",
        "How numeric columns are scaled. Default: the recipe's, and standard for layers of your own.");

    public Option<bool> Balanced { get; } = Given.Flag("--balanced",
        "Let rare classes count as much as frequent ones. Probabilities then assume equal class frequencies.");

    public Option<ThresholdMetric?> Threshold { get; } = Given.Word<ThresholdMetric>("--threshold",
        "Choose the decision threshold of two classes that maximizes this on held-out rows. Default: the more probable class.");

    public Option<string?> Recipe { get; } = Given.Text("--recipe", "NAME",
        $"How networks are built and trained: {string.Join(", ", RecipeKeys.Recipes)}; or a file of JSON, such as inspect --json writes, " +
        "or of a model, whose recipe it is. Default: default, which is realmlp with a few choices by the table.");

    public Option<string[]> Set { get; } = Given.Many("--set", "KEY=VALUE",
        $"Override a recipe setting, such as dropout=0.3. Repeatable. Known: {string.Join(", ", RecipeKeys.All)}.");

    public Option<Quality?> Quality { get; } = Given.Word<Quality>("--quality",
        "One network; or five pairs, each without another fifth of the rows, averaged; or three times five pairs, trained longer. " +
        "Default: default.");

    public Option<double?> TimeLimit { get; } = Given.Number("--time-limit", "SECONDS",
        "How long training may take, the folds of --cv included: decides the number of networks and epochs, " +
        "by measuring the first steps, and ends it.",
        limit => limit is > 0 and <= 1e6, "greater than 0 and at most 1000000");

    public Option<string?> Metric { get; } = Given.Value<string>("--metric", "error|rmse|cross-entropy|auc|loss",
        "What decides which epoch is best. Default: cross-entropy for two classes, error for more, rmse for numbers.", ReadMetric);

    public Option<IReadOnlyList<Layer>?> Layers { get; } = Given.Value("--layers", "LIST",
        $"The hidden layers: {LayerList.Syntax}; the output layer is added. Default: the recipe's.", LayerList.Parse);

    public Option<ILoss?> Loss { get; } = Given.Value("--loss", "NAME",
        "Such as huber, or softmax-cross-entropy(label-smoothing=0.1). " +
        "Default: softmax-cross-entropy for classes, mean-squared-error for numbers.", LossNames.Parse);

    public Option<Optimizer?> Optimizer { get; } = Given.Value("--optimizer", "NAME",
        "Such as sgd(momentum=0.9), adamw, lbfgs. Default: the recipe's, and adam for layers of your own.", OptimizerNames.Parse);

    public Option<double?> LearningRate { get; } = Given.Number("--learning-rate", "α",
        "Default: the recipe's, or the optimizer's own.", rate => rate > 0, "greater than 0");

    public Option<Schedule?> Schedule { get; } = Given.Value("--schedule", "NAME",
        "How the learning rate changes, such as constant, one-cycle, step-decay(30, unit=epoch). " +
        "Default: the recipe's, and a cosine down to a twentieth for layers of your own.",
        ScheduleNames.Parse);

    public Option<int?> Epochs { get; } = Given.Whole("--epochs", "N",
        "At most so many. Default: as many as give about eight thousand steps, four thousand for two classes; 24 to 256.", 1, 1_000_000);

    public Option<int?> Batch { get; } = Given.Whole("--batch", "N",
        "Rows of a step. Default: 64 to 1024, by the number of rows.", 1, 1 << 24);

    public Option<double?> Validation { get; } = Given.Number("--validation", "SHARE",
        "Share of the training rows held out to decide which epoch is best; trains one network. Default: by the quality.",
        share => share is >= 0 and < 1, "of at least 0 and below 1");

    public Option<int?> Patience { get; } = Given.Whole("--patience", "N",
        "Epochs without a better one before training ends; 0 for never. Default: the recipe's.", 0);

    public Option<ulong?> Seed { get; } = Given.Seed("--seed", "The same seed gives the same weights, bit for bit. Default: 1.");

    public Option<int?> Threads { get; } = Given.Whole("--threads", "N",
        "Changes the time, not the result. Default: chosen automatically.", 1, 1024);

    public Option<bool> NoFingerprints { get; } = Given.Flag("--no-fingerprints",
        "Keep no fingerprints of the training rows in the model. With them, evaluate recognizes training rows.");

    public ulong SeedOf(ParseResult line) => line.GetValue(Seed) ?? 1;

    public string[] IgnoredBy(ParseResult line) => line.GetValue(Ignore) ?? [];

    /// <summary>The options of a training; those of the folds say which columns are no features, and share the time.</summary>
    public TabularOptions Read(ParseResult line, FoldChoice folds, string? weight) => new()
    {
        RecipeName = IsFile(line) ? null : line.GetValue(Recipe),
        Recipe = IsFile(line) ? RecipeFile.Load(line.GetValue(Recipe)!) : null,
        GroupBy = line.GetValue(folds.Group),
        TimeBy = line.GetValue(folds.Time),
        Set = [.. line.GetValue(Set) ?? [], .. line.GetValue(Metric) is { } metric ? (string[])[$"metric={metric}"] : []],
        Quality = line.GetValue(Quality),
        // each fold's model, and that of all rows, has its part of it
        TimeLimit = line.GetValue(TimeLimit) is { } all ? TimeSpan.FromSeconds(all / (1 + (line.GetValue(folds.Count) ?? 0))) : null,
        Task = line.GetValue(Task),
        Ignore = folds.Unlearned(line, IgnoredBy(line)),
        Balanced = line.GetValue(Balanced),
        Threshold = line.GetValue(Threshold),
        Weight = weight,
        Fingerprints = !line.GetValue(NoFingerprints),
        Hidden = line.GetValue(Layers),
        Loss = line.GetValue(Loss),
        Optimizer = line.GetValue(Optimizer),
        LearningRate = line.GetValue(LearningRate),
        Schedule = line.GetValue(Schedule),
        Scaling = line.GetValue(Scaling),
        Epochs = line.GetValue(Epochs) ?? 0,
        BatchSize = line.GetValue(Batch) ?? 0,
        Validation = line.GetValue(Validation),
        Patience = line.GetValue(Patience),
        Seed = SeedOf(line),
        Threads = line.GetValue(Threads) ?? 0,
    };

    /// <summary>The target; refuses a metric that is not for it.</summary>
    public Target TargetOf(ParseResult line, Table table, string name)
    {
        var target = Tabular.Target.Of(table, name, line.GetValue(Task), loss: line.GetValue(Loss));
        Recipe asked = RecipeKeys.Set(Tabular.Recipe.Plain(target.Task), $"metric={line.GetValue(Metric) ?? "default"}");
        return RecipeKeys.MetricObjection(asked, target) is { } objection
            ? throw CommandException.WrongUse($"--metric {objection}.") : target;
    }

    /// <summary>Refuses what needs all rows in memory, where they are streamed.</summary>
    public void CheckStream(ParseResult line, FoldChoice folds, string? weight)
    {
        string? option = line.GetValue(folds.Count) is not null ? "--cv"
            : folds.Columns(line).Length > 0 ? "--group or --time"
            : line.GetValue(Quality) is Tabular.Quality.Default or Tabular.Quality.Best ? "--quality default or best"
            : line.GetValue(Optimizer) is Lbfgs ? "--optimizer lbfgs"
            : weight is not null ? "--weight" : null;
        if (option is not null)
            throw CommandException.WrongUse(
                $"{option} needs all rows in memory, and these are streamed from disk (--stream). Leave one of the two out.");
    }

    // names come first
    bool IsFile(ParseResult line) => line.GetValue(Recipe) is { } recipe && !RecipeKeys.Recipes.Contains(recipe) && File.Exists(recipe);

    static string ReadMetric(string text)
    {
        RecipeKeys.Set(Tabular.Recipe.RealMlp(TabularTask.Classification), $"metric={text}");
        return text;
    }
}
