using System.Diagnostics;

namespace Myelin.Tabular;

/// <summary>How long an epoch takes, by the clock.</summary>
static class EpochClock
{
    /// <summary>Steps of a measured epoch, and epochs at most; a second at most where two of them are made.</summary>
    const int Steps = 24, Most = 4;

    /// <summary>Seconds of an epoch of one network: the mean of the kinds, as they take turns.</summary>
    /// <param name="rows">training rows of an epoch, which may be more than those of the fold</param>
    /// <param name="cores">that one network has</param>
    public static double Seconds(
        MemberTraining member, IEnumerable<Network> networks, Samples<float> samples, Fold fold, int rows, ulong seed, int cores)
    {
        int few = Math.Min(fold.Training.Count, Steps * member.Options.BatchSize);
        Samples<float> some = samples.Select([.. fold.Training.Take(few)]);
        // looking at a held-out row is a third of training with one
        double looked = rows + fold.Test.Count / 3.0;
        return networks.Average(network =>
            Least(member with { Network = network, Epochs = Most, Checkpoints = null }, some, seed, cores) / few * looked);
    }

    // the least of a few short epochs, without what comes first
    static double Least(MemberTraining member, Samples<float> some, ulong seed, int cores)
    {
        using Model<float> model = member.Create(some, seed);
        long begun = Stopwatch.GetTimestamp(), last = 0;
        double seconds = double.PositiveInfinity;
        try
        {
            member.Fit(model, new(some, null, null), seed, cores, Measure, CancellationToken.None);
        }
        catch (TrainingDivergedException)
        {
            // when it is trained it begins anew, with a smaller rate
        }
        // one that ended after its first epoch, as L-BFGS may
        return double.IsFinite(seconds) ? seconds : Stopwatch.GetElapsedTime(begun).TotalSeconds;

        bool Measure(TrainingProgress progress)
        {
            long now = Stopwatch.GetTimestamp();
            if (last != 0) seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(last, now).TotalSeconds);
            last = now;
            return seconds == double.PositiveInfinity || Stopwatch.GetElapsedTime(begun, now).TotalSeconds < 1;
        }
    }
}
