using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin;

/// <summary>All shards in one process: G = ((g₀ + g₁) + (g₂ + g₃)) + …, workers share the numbers.</summary>
internal sealed class TreeReducer<T> : IReducer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Action<Worker> _sum;
    int _count;
    bool _add;

    public TreeReducer(Parameters<T> gradient, int shards)
    {
        Arena<T>.RefuseAbsurd(checked((nuint)gradient.Values.Length * (nuint)shards * (nuint)Unsafe.SizeOf<T>()), "Choose fewer shards.");
        Partials = [.. Enumerable.Range(0, shards).Select(_ => gradient.Alike())];
        _sum = worker => TreeSum.Of(Partials, _count, gradient, _add, worker);
    }

    public Parameters<T>[] Partials { get; }

    public void Reduce(Team team, int count, bool add)
    {
        (_count, _add) = (count, add);
        team.Run(_sum);
    }

    public void Dispose()
    {
        foreach (Parameters<T> partial in Partials) partial.Dispose();
    }
}
