using System.Numerics;

namespace Myelin;

/// <summary>What stands between the gradient of a step and its descent: the partial gradients of a batch's shards become one.</summary>
/// <remarks>Where a batch is not cut, there is none, and parameters may descend while their gradients are computed.</remarks>
internal interface IReducer<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where each shard's ∂L/∂θ goes, in the order of the rows.</summary>
    Parameters<T>[] Partials { get; }

    /// <summary>G := Σ gₛ over the first shards, in an order that depends on their number alone.</summary>
    /// <remarks>What the partial gradients are then is open.</remarks>
    /// <param name="count">shards that have rows, at least 1; the others add nothing</param>
    /// <param name="add">whether it is added to what G is</param>
    void Reduce(Team team, int count, bool add);
}
