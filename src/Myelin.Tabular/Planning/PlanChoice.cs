namespace Myelin.Tabular;

/// <summary>Decides how many networks are trained, and how long, by the quality that is asked for and the time there is.</summary>
static class PlanChoice
{
    /// <summary>With fewer rows than this none are held out unless that is asked for: they would be too few to decide anything.</summary>
    public const int FewRows = 40;

    /// <summary>What is left of a time limit for reading, evaluating and saving.</summary>
    const double UsableShare = 0.9;

    public static TrainingPlan Of(Quality quality, Recipe recipe, int rows)
    {
        int folds = rows < FewRows ? 0 : quality == Quality.Fast ? 1 : 5;
        int trained = folds < 2 ? rows : rows - rows / folds;
        Recipe longer = quality == Quality.Best ? recipe with { Steps = (int)Math.Min(int.MaxValue, 2L * recipe.Steps) } : recipe;
        return new(folds, quality == Quality.Best && folds > 1 ? 3 : 1, longer.EpochsFor(trained), recipe.BatchFor(trained))
        {
            Kinds = folds > 1 && recipe.Second is not null ? 2 : 1,
        };
    }

    /// <summary>The best plan that ends in time, by the measured time of one epoch of one network.</summary>
    /// <param name="together">networks that are trained at once</param>
    public static TrainingPlan Within(TrainingPlan wanted, TimeSpan limit, double epochSeconds, int together)
    {
        double seconds = limit.TotalSeconds * UsableShare;
        TrainingPlan least = wanted;
        foreach ((int folds, int repeats, int kinds) in Sizes(wanted))
        {
            least = wanted with { Folds = folds, Repeats = repeats, Kinds = kinds };
            int rounds = (least.Members + together - 1) / together,
                epochs = Math.Min(wanted.Epochs, (int)(seconds / (rounds * epochSeconds)));
            least = Timed(least with { Epochs = Math.Max(1, epochs) }, epochSeconds, together);

            // fewer epochs cost less than fewer networks do, down to a third of them
            if (3 * epochs >= wanted.Epochs) return least;
        }
        return least;
    }

    /// <summary>The plan with how long it will take.</summary>
    public static TrainingPlan Timed(TrainingPlan plan, double epochSeconds, int together) => plan with
    {
        EpochSeconds = epochSeconds,
        Estimate = TimeSpan.FromSeconds((plan.Members + together - 1) / together * plan.Epochs * epochSeconds),
    };

    static IEnumerable<(int Folds, int Repeats, int Kinds)> Sizes(TrainingPlan wanted)
    {
        for (int repeats = wanted.Repeats; repeats >= 1; repeats--) yield return (wanted.Folds, repeats, wanted.Kinds);
        if (wanted.Kinds > 1) yield return (wanted.Folds, 1, 1);
        if (wanted.Folds > 3) yield return (3, 1, 1);
        if (wanted.Folds > 1) yield return (1, 1, 1);
    }
}
