namespace Myelin.Tabular;

/// <summary>Which recipe a training has by its options, and what follows for the loss and the encoders.</summary>
static class RecipeChoice
{
    /// <summary>Of a loss that is not of squared errors, the largest learning rate.</summary>
    const double MostRate = 0.04;

    /// <summary>The recipe with all that the options change in it; null where networks of your own are trained.</summary>
    /// <param name="numbers">columns of numbers and dates</param>
    /// <exception cref="ArgumentException">The options do not fit together, or do not fit the target.</exception>
    /// <exception cref="FormatException">There is no such recipe, or it has no such setting.</exception>
    public static Recipe? Of(TabularOptions options, Target target, int numbers)
    {
        if (IsOwn(options)) return null;
        if (options.Hidden is not null)
            throw Refusal.Argument("Layers of your own and a recipe, or a setting or metric of one, exclude each other. " +
                "Leave one of the two out.",
                nameof(options.Hidden));
        Recipe recipe = options.Set.Aggregate(Changed(Base(options, target, numbers), options), RecipeKeys.Set);
        if (recipe is { MemberAdapters: true, Members: 0 })
            throw new FormatException("The recipe's member-adapters belong to several networks in one, and it has none: set members, too.");
        if (RecipeKeys.MetricObjection(recipe, target) is { } objection)
            throw Refusal.Argument($"The metric {objection}.", nameof(options.Set));
        return IsSmoothed(options, recipe) ? recipe : recipe with { LabelSmoothing = 0 };
    }

    // recipes are made for outputs of the size of a scaled target, not for logarithms of counts or of variances
    static bool IsOwn(TabularOptions options)
    {
        bool others = options is { Hidden: not null } or { Optimizer: not null } or { Schedule: not null } or { Scaling: not null };
        bool unscaled = options.Loss is PoissonNegativeLogLikelihood or HeteroscedasticNegativeLogLikelihood;
        return options is { Recipe: null, RecipeName: null, Set.Count: 0 } && (others || unscaled);
    }

    static Recipe Base(TabularOptions options, Target target, int numbers)
    {
        int classes = target.Classes?.Count ?? 0;
        return options.Recipe ?? (options.RecipeName is { } name
            ? RecipeKeys.Named(name, target.Task, classes, numbers)
            : Recipe.Default(target.Task, classes, numbers));
    }

    static Recipe Changed(Recipe recipe, TabularOptions options)
    {
        // the rate of regressions is that of squared errors
        if (options.Loss is not (null or MeanSquaredError or HalfSquaredError))
            recipe = recipe with { LearningRate = Math.Min(recipe.LearningRate, MostRate) };
        if (options.Scaling is { } scaling) recipe = recipe with { Scaling = scaling };
        if (options.LearningRate is { } rate) recipe = recipe with { LearningRate = rate };
        if (options.Schedule is { } schedule) recipe = recipe with { Schedule = schedule };
        if (options.Epochs > 0) recipe = recipe with { Epochs = options.Epochs };
        if (options.BatchSize > 0) recipe = recipe with { BatchSize = options.BatchSize };
        if (options.Patience is { } patience) recipe = recipe with { Patience = patience };
        // rare classes count as much there, too, where the best epoch is chosen
        return options.Balanced ? recipe with { Metric = EpochMeasure.Loss } : recipe;
    }

    // smoothed labels make probabilities what they are not; a recipe of your own says itself what it wants
    static bool IsSmoothed(TabularOptions options, Recipe recipe) => !(options.Recipe is null
        && recipe.Metric is EpochMeasure.CrossEntropy or EpochMeasure.CalibratedCrossEntropy or EpochMeasure.AreaUnderCurve
        && !options.Set.Any(setting => setting.StartsWith("label", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The loss of the options, or else the recipe's.</summary>
    /// <param name="recipe">null for a network of your own</param>
    public static ILoss Loss(TabularOptions options, Recipe? recipe, Target target) =>
        options.Loss ?? (target.Classes is null || recipe is not { LabelSmoothing: > 0 and var smoothing }
            ? TargetForm.DefaultLoss(target)
            : new SoftmaxCrossEntropy(LabelSmoothing: smoothing));

    /// <summary>How columns are encoded.</summary>
    /// <param name="recipe">null for a network of your own</param>
    public static EncoderSettings Encoding(TabularOptions options, Recipe? recipe) =>
        (recipe?.Encoding ?? OwnNetwork.Encoding(options)) with { MostWords = options.MostWords };
}
