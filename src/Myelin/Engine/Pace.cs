using System.Diagnostics;

namespace Myelin;

/// <summary>
/// Decides by the clock among how many threads steps are shared: now and then some are timed with half as many, or twice as many, and the
/// faster number stays. The bits are the same with any, so only time is at stake; and how long a hand-over takes differs tenfold among
/// machines, and on one machine with what else runs there.
/// </summary>
internal sealed class Pace
{
    /// <summary>Steps in a row with one number of threads: those that wake its threads, and those that count.</summary>
    internal const int Settling = 8, Counting = 16;

    /// <summary>How often both numbers take turns; the faster turn counts, since a disturbance only slows one down.</summary>
    internal const int Turns = 3;

    /// <summary>Steps of rest after a trial, for each of its own: a number twice as slow costs half a hundredth of the time.</summary>
    internal const int Rest = 100;

    /// <summary>So much time, 4 ms, says enough, however few the steps.</summary>
    internal static readonly long Enough = Stopwatch.Frequency / 250;

    // teams of n, n/2, …, 1
    readonly Team[] _teams;

    readonly Trial _trial = new();

    // the first steps compile their code, and are no trial
    int _current, _rest = Settling;
    long _begun;
    bool _fewer = true, _tries;

    public Pace(int threads)
    {
        var teams = new List<Team>();
        for (int count = threads; count > 0; count /= 2) teams.Add(new(count));
        _teams = [.. teams];
    }

    /// <summary>Threads that share a step unless another number is tried.</summary>
    public int Threads => _teams[_current].Count;

    /// <summary>A step begins.</summary>
    /// <returns>whoever makes it</returns>
    public Team Begin()
    {
        if (!_tries) return _teams[_current];
        _begun = Stopwatch.GetTimestamp();
        return _teams[_trial.TriesOther ? _trial.Other : _current];
    }

    /// <summary>It has ended.</summary>
    /// <param name="rows">that it was over; a trial compares the time of a row, as an epoch's last step may be a short one</param>
    public void End(int rows)
    {
        if (_teams.Length > 1) End(rows, _tries ? Stopwatch.GetTimestamp() - _begun : 0);
    }

    /// <param name="rows">of the step</param>
    /// <param name="ticks">what it took; whatever where it was none of a trial</param>
    internal void End(int rows, long ticks)
    {
        if (!_tries)
        {
            if (--_rest == 0) Try();
            return;
        }
        if (!_trial.Ends(rows, ticks)) return;
        (_tries, _rest) = (false, _trial.Steps * Rest);
        if (!_trial.OtherIsFaster)
        {
            _fewer = !_fewer;
            return;
        }
        _current = _trial.Other;
        // where half as many are better, a quarter may be better still
        if (IsTeam(Neighbor)) Try();
    }

    int Neighbor => _current + (_fewer ? 1 : -1);

    bool IsTeam(int index) => index >= 0 && index < _teams.Length;

    void Try()
    {
        if (!IsTeam(Neighbor)) _fewer = !_fewer;
        _trial.Begin(Neighbor);
        _tries = true;
    }

    /// <summary>Two numbers of threads in turns.</summary>
    sealed class Trial
    {
        bool _settles;
        int _turn, _counted;
        long _time, _rows;
        double _ofCurrent, _ofOther;

        /// <summary>The team beside the one that is used.</summary>
        public int Other { get; private set; }

        public int Steps { get; private set; }

        public bool TriesOther => _turn % 2 == 1;

        public bool OtherIsFaster => _ofOther < _ofCurrent;

        /// <param name="other">a team</param>
        public void Begin(int other)
        {
            (Other, Steps, _turn, _settles) = (other, 0, 0, true);
            (_ofCurrent, _ofOther) = (double.PositiveInfinity, double.PositiveInfinity);
            (_counted, _time, _rows) = (0, 0, 0);
        }

        /// <summary>A step has ended; and was it the last?</summary>
        public bool Ends(int rows, long ticks)
        {
            (Steps, _counted, _time, _rows) = (Steps + 1, _counted + 1, _time + ticks, _rows + rows);
            if (_counted < (_settles ? Settling : Counting) && _time < Enough) return false;
            if (!_settles) Count((double)_time / _rows);
            // each team calls threads of its own, which sleep at first
            _settles = !_settles;
            (_counted, _time, _rows) = (0, 0, 0);
            return _turn == 2 * Turns;
        }

        // the time of a row, in one turn
        void Count(double each)
        {
            if (TriesOther) _ofOther = Math.Min(_ofOther, each);
            else _ofCurrent = Math.Min(_ofCurrent, each);
            _turn++;
        }
    }
}
