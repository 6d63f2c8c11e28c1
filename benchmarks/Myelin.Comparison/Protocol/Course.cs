using System.Diagnostics;

namespace Myelin.Comparison.Protocol;

/// <summary>Something that can be done over and over: a training step, a prediction.</summary>
/// <param name="Rows">rows in one turn</param>
/// <param name="Repeat">does so many turns</param>
/// <param name="Check">after so many steps from the beginning: the loss of the next batch; or the outputs for a batch's last row</param>
public sealed record Course(int Rows, Action<int> Repeat, Func<int, float[]> Check)
{
    const double WarmUpSeconds = 0.7;

    double _turnsPerSecond;

    /// <summary>Rows a second, measured for about so many seconds; the first time after a warm-up.</summary>
    public double Measure(double seconds)
    {
        if (_turnsPerSecond == 0) _turnsPerSecond = WarmUp();
        int turns = (int)Math.Max(1, Math.Round(_turnsPerSecond * seconds));
        return Rows * (turns / Seconds(turns));
    }

    double WarmUp()
    {
        long begin = Stopwatch.GetTimestamp();
        for (int turns = 1; ;)
        {
            double seconds = Seconds(turns);
            if (Stopwatch.GetElapsedTime(begin).TotalSeconds > WarmUpSeconds) return turns / seconds;
            if (seconds < WarmUpSeconds / 10) turns *= 2;
        }
    }

    double Seconds(int turns)
    {
        long start = Stopwatch.GetTimestamp();
        Repeat(turns);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
