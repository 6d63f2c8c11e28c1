using System.Diagnostics;

namespace Myelin.Tabular;

/// <summary>How long an epoch takes, by the clock.</summary>
public sealed partial class TabularTraining
{
    // the mean of the kinds, as they take turns
    double MeasureEpoch(int together) => _networks[..Plan.Kinds].Average(network => MeasureEpoch(Member(Plan) with { Network = network }, together));

    // a few short epochs of one network on the clock, for a second at most where two of them are made; the least, without what comes first
    double MeasureEpoch(MemberTraining member, int together)
    {
        const int Steps = 24, Most = 4;
        Fold fold = Folds[0];
        int rows = Math.Min(fold.Training.Count, Steps * BatchSize), cores = _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount;
        Samples<float> some = Encode().Select([.. fold.Training.Take(rows)]);
        using Model<float> model = member.Create(some, _options.Seed);
        long begun = Stopwatch.GetTimestamp(), last = 0;
        double seconds = double.PositiveInfinity;
        MemberTraining few = member with { Epochs = Most, Checkpoints = null };
        try
        {
            few.Fit(model, some, null, null, _options.Seed, Math.Max(1, cores / together), Measure, CancellationToken.None);
        }
        catch (TrainingDivergedException)
        {
            // when it is trained it begins anew, with a smaller rate
        }
        // one that ended after its first epoch, as L-BFGS may
        if (seconds == double.PositiveInfinity) seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;

        // looking at a held-out row is a third of training with one
        return seconds / rows * (TrainingRows + fold.Test.Count / 3.0);

        bool Measure(TrainingProgress progress)
        {
            long now = Stopwatch.GetTimestamp();
            if (last != 0) seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(last, now).TotalSeconds);
            last = now;
            return seconds == double.PositiveInfinity || Stopwatch.GetElapsedTime(begun, now).TotalSeconds < 1;
        }
    }
}
