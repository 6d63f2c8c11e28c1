namespace Myelin.Engine;

/// <summary>One thread's place in a team: which part of every loop is its own, and the barrier where all meet.</summary>
internal readonly struct Worker(Team? team, int index, int count)
{
    public static Worker Alone => new(null, 0, 1);

    public int Index => index;

    public int Count => count;

    /// <summary>The share of 0 … total − 1 that is this worker's: [first, last).</summary>
    public (int First, int Last) Share(int total) =>
        count == 1 ? (0, total) : ((int)((long)total * index / count), (int)((long)total * (index + 1) / count)); // two divisions are 10 % of the smallest step

    /// <summary>Returns when every worker of the team has come here.</summary>
    public void Wait() => team?.Wait(null);

    /// <summary>The same; the last to come runs the action before any goes on.</summary>
    public void Wait(Action last)
    {
        if (team is null) last();
        else team.Wait(last);
    }
}
