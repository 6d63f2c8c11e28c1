using System.Diagnostics;
using Myelin.Tabular;

namespace Myelin.Tables;

/// <summary>Myelin on one set: the one place of this program that calls the library's training.</summary>
public static class Learner
{
    public const string Name = "Myelin";

    /// <summary>Trains with defaults, and whatever the settings change, and judges on the test rows.</summary>
    public static Outcome Run(TableSet set, Table training, Table test, ulong seed, Settings settings)
    {
        var watch = Stopwatch.StartNew();
        using TabularModel model = TabularModel.Train(training, set.Target, Options(seed, settings));
        double seconds = watch.Elapsed.TotalSeconds;
        Evaluation evaluation = model.Evaluate(test);
        if (evaluation.Regression is null == set.IsRegression)
            throw new InvalidOperationException($"{set.Name} is a {set.Task}, but was taken for another task: {model.Target.Reason}.");
        return evaluation.Classification is { } report
            ? new(report.Accuracy, set.IsBinary ? report.RocAuc : null, report.LogLoss, seconds)
            : new(evaluation.Regression!.RootMeanSquaredError, null, null, seconds);
    }

    static TabularOptions Options(ulong seed, Settings settings) => new()
    {
        Seed = seed,
        Threads = settings.Threads,
        RecipeName = settings.Recipe,
        Quality = settings.Quality,
        Set = settings.Set,
    };
}
