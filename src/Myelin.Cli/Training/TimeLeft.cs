using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>
/// How long a training will still take: at first as its plan says, then more and more as its epochs do, and
/// never longer than its limit leaves.
/// </summary>
/// <param name="planned">how long the plan says that the whole takes; null where nothing was measured</param>
/// <param name="most">what the time limit leaves when training begins; null without a limit</param>
sealed class TimeLeft(TimeSpan? planned, TimeSpan? most)
{
    /// <summary>The plan counts as much as a twentieth of all epochs does.</summary>
    const double PlanWeight = 0.05;

    TabularProgress? _first;

    public TimeSpan After(TabularProgress value)
    {
        // the first epoch compiles code, so its time says little of the others
        TabularProgress first = _first ??= value;
        TimeSpan whole = planned ?? (first.Done > first.Before ? first.Elapsed / (first.Done - first.Before) : TimeSpan.Zero);
        TimeSpan left = (value.Elapsed - first.Elapsed + PlanWeight * whole) / (value.Done - first.Done + PlanWeight) * (1 - value.Done);
        if (most - value.Elapsed is { } rest && rest < left) left = rest;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
