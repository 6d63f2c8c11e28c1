using System.Diagnostics;

namespace Myelin.Engine;

/// <summary>
/// Decides by the clock whether steps are shared among threads: now and then some are timed both ways. The bits are the same either way,
/// so only time is at stake; and how long a hand-over takes differs tenfold among machines, and on one machine with what else runs there.
/// </summary>
internal sealed class Pace
{
    /// <summary>Steps in a row of one way: those that bring a sleeping thread back, and those that count.</summary>
    internal const int Settling = 8, Counting = 16;

    /// <summary>How often both ways take turns; the faster turn counts, since a disturbance only slows one down.</summary>
    internal const int Turns = 3;

    /// <summary>Steps from one trial to the next: at a hundredth of the time, even where one way takes twice as long as the other.</summary>
    internal const int Rest = 8192;

    /// <summary>Longer steps gain whatever a hand-over costs.</summary>
    internal static readonly long Long = Stopwatch.Frequency / 2000;

    // a turn's number counts up from 0: even ones are shared, odd ones are not; the first steps compile their code, and are no trial
    int _turn = -1, _steps = Settling;
    long _time, _shared, _alone;

    /// <summary>Whether the next step is shared.</summary>
    public bool Shares { get; private set; } = true;

    /// <summary>Whether the next step's time is asked for.</summary>
    public bool Watches => _turn >= 0 && _steps <= Counting;

    /// <summary>A step has ended.</summary>
    /// <param name="ticks">how long it took; whatever where it was not watched</param>
    public void Record(long ticks)
    {
        if (Watches) _time += ticks;
        if (--_steps > 0) return;
        if (_turn < 0) (_shared, _alone) = (long.MaxValue, long.MaxValue);
        else if (Shares) _shared = Math.Min(_shared, _time);
        else _alone = Math.Min(_alone, _time);
        _time = 0;
        if (++_turn == 2 * Turns || _shared != long.MaxValue && _shared > Counting * Long) Decide();
        else (Shares, _steps) = (_turn % 2 == 0, Settling + Counting);
    }

    void Decide()
    {
        Shares = _alone == long.MaxValue || _shared < _alone;
        (_turn, _steps) = (-1, Rest);
    }
}
