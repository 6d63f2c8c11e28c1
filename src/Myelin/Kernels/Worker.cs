namespace Myelin.Kernels;

/// <summary>One of the shares that a phase of a step is cut into, so that as many threads can work on it.</summary>
internal readonly struct Worker(int index, int count)
{
    public static Worker Alone => new(0, 1);

    public int Index => index;

    public int Count => count;

    /// <summary>The share of 0 … total − 1 that is this worker's: [first, last).</summary>
    public (int First, int Last) Share(int total) =>
        // two divisions are 10 % of the smallest step
        count == 1 ? (0, total) : ((int)((long)total * index / count), (int)((long)total * (index + 1) / count));
}
