using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Myelin.Kernels;

namespace Myelin;

/// <summary>
/// Runs a phase on the caller's thread and on whichever helpers are free. The phase is cut into shares; whoever comes claims one
/// that nobody has begun, so a phase waits for nobody who has not come: when other programs or other trainings hold the cores, the
/// caller does the work alone, at the speed of one thread.
/// </summary>
/// <remarks>
/// A share that has begun is waited for: a few microseconds awake, since phases follow each other faster than the system wakes a
/// thread, then asleep, so that the thread that has the share gets the core. Shares are the same whoever runs them, and so are the bits.
/// </remarks>
internal sealed class Team(int count)
{
    /// <summary>How long a thread waits awake: about as long as waking it would take.</summary>
    static readonly long s_patience = Stopwatch.Frequency * 20 / 1_000_000;

    readonly Line[] _claims = new Line[count];
    readonly object _gate = new();
    Action<Worker>? _work;
    ExceptionDispatchInfo? _fault;
    bool _callerSleeps, _interrupted;

    // each on a cache line of its own: one is written as a phase begins, one as shares end
    Line _phase, _open, _helpers;

    /// <summary>Shares of a phase, and threads at most.</summary>
    public int Count { get; } = count;

    /// <summary>Runs every share of the work and returns when all are done.</summary>
    public void Run(Action<Worker> work)
    {
        if (Count == 1)
        {
            work(Worker.Alone);
            return;
        }
        _work = work;
        _open.Value = Count;
        Interlocked.Increment(ref _phase.Value);
        for (long have = Volatile.Read(ref _helpers.Value); have < Count - 1 && Helper.TryCall(this); have++) ;
        Claim(0);
        WaitForOthers();
        if (_interrupted)
        {
            _interrupted = false;
            Thread.CurrentThread.Interrupt();
        }
        if (_fault is not { } fault) return;
        _fault = null;
        fault.Throw();
    }

    /// <summary>A helper's stay: phase after phase, until none has come for a while.</summary>
    internal void Serve(int place)
    {
        for (long seen = 0; ;)
        {
            long phase = Volatile.Read(ref _phase.Value);
            if (phase != seen)
            {
                Claim(place);
                seen = phase;
                continue;
            }
            if (AwaitsAwake(ref _phase.Value, seen)) continue;

            // whoever begins a phase from here on sees one helper fewer, and calls one
            Interlocked.Decrement(ref _helpers.Value);
            if (Volatile.Read(ref _phase.Value) == seen) return;
            Interlocked.Increment(ref _helpers.Value);
        }
    }

    internal void Join() => Interlocked.Increment(ref _helpers.Value);

    void Claim(int place)
    {
        long phase = Volatile.Read(ref _phase.Value);
        for (int i = 0; i < Count; i++)
        {
            int share = place + i < Count ? place + i : place + i - Count;
            if (Volatile.Read(ref _claims[share].Value) >= phase) continue;
            if (Interlocked.CompareExchange(ref _claims[share].Value, phase, phase - 1) == phase - 1) RunShare(share);
        }
    }

    void RunShare(int share)
    {
        try
        {
            _work!(new Worker(share, Count));
        }
        catch (Exception exception)
        {
            // the phase ends like any other, and its caller is told
            Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(exception), null);
        }
        if (Interlocked.Decrement(ref _open.Value) > 0 || !Volatile.Read(ref _callerSleeps)) return;
        lock (_gate) Monitor.Pulse(_gate);
    }

    void WaitForOthers()
    {
        for (long open; (open = Volatile.Read(ref _open.Value)) > 0;)
        {
            if (AwaitsAwake(ref _open.Value, open)) continue;
            lock (_gate)
            {
                Volatile.Write(ref _callerSleeps, true);
                Interlocked.MemoryBarrier();
                while (Volatile.Read(ref _open.Value) > 0) Sleep();
                Volatile.Write(ref _callerSleeps, false);
            }
        }
    }

    // an interruption comes when the phase has ended: nobody may write to memory that its owner has left
    void Sleep()
    {
        try
        {
            Monitor.Wait(_gate);
        }
        catch (ThreadInterruptedException)
        {
            _interrupted = true;
        }
    }

    // whether the number has changed soon
    static bool AwaitsAwake(ref long number, long from)
    {
        if (Environment.ProcessorCount == 1) return false;
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int spin = 0; spin < 8; spin++)
            {
                if (Volatile.Read(ref number) != from) return true;
                Thread.SpinWait(1);
            }
        }
        while (Stopwatch.GetTimestamp() - start < s_patience);
        return false;
    }

    /// <summary>A number that shares its cache line, and the line that is fetched with it, with no other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Line
    {
        [FieldOffset(128)]
        public long Value;
    }
}
