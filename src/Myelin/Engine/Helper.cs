using System.Runtime.CompilerServices;

namespace Myelin;

/// <summary>A thread of the process that helps whichever team calls, and sleeps in between.</summary>
/// <remarks>Helpers are started when they are first needed, one fewer than this process may use cores, or than a team asks for.</remarks>
internal sealed class Helper
{
    static readonly Stack<Helper> s_free = new();
    static volatile int s_freeCount;
    static int s_started;

    readonly object _bell = new();
    readonly int _number;
    Team? _team;

    Helper(int number)
    {
        _number = number;
        new Thread(Loop) { IsBackground = true, Name = $"Myelin {number}" }.Start();
    }

    // where no thread can be had, a training goes on without
    static Helper? TryStart()
    {
        try
        {
            var helper = new Helper(s_started + 1);
            s_free.EnsureCapacity(++s_started);
            return helper;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Threads of this process that were started to help.</summary>
    public static int Started => Volatile.Read(ref s_started);

    /// <summary>Those of them that sleep, or are about to.</summary>
    public static int Free => s_freeCount;

    /// <summary>Sends the team a helper, if one is free or may be started.</summary>
    public static bool TryCall(Team team)
    {
        // Environment.ProcessorCount heeds affinity and the limits of a container
        int most = Math.Max(Environment.ProcessorCount, team.Count) - 1;
        if (s_freeCount == 0 && Volatile.Read(ref s_started) >= most) return false;
        Helper helper;
        lock (s_free)
        {
            if (!s_free.TryPop(out Helper? free))
            {
                if (s_started >= most || (free = TryStart()) is null) return false;
            }
            helper = free;
            s_freeCount = s_free.Count;
        }
        team.Join();
        lock (helper._bell)
        {
            helper._team = team;
            Monitor.Pulse(helper._bell);
        }
        return true;
    }

    // apart from the loop, which never ends: a team that has been served, and all that its training holds, is let go
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Serve()
    {
        Team team;
        lock (_bell)
        {
            while (_team is null) Monitor.Wait(_bell);
            (team, _team) = (_team, null);
        }

        // places differ among helpers of a team where they can, so that each begins with a share of its own
        team.Serve(_number % team.Count);
    }

    void Loop()
    {
        while (true)
        {
            Serve();
            lock (s_free)
            {
                s_free.Push(this);
                s_freeCount = s_free.Count;
            }
        }
    }
}
