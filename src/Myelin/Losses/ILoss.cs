using System.Numerics;
using Myelin.Activations;
using Myelin.Engine;
using Myelin.Kernels;

namespace Myelin.Losses;

/// <summary>A loss ℓ(ŷ, y): value and gradient leave the same method, so that they cannot drift apart.</summary>
/// <remarks>
/// Write one by implementing <see cref="IElementLoss{TSelf}"/> (one number at a time: squared error) on a
/// <c>readonly record struct</c>, or <see cref="IRowLoss"/> (a whole row at a time: cross-entropy) on a record.
/// </remarks>
public interface ILoss
{
    Reduction Reduction => Reduction.Mean;

    /// <summary>What turns the network's outputs into predictions: softmax for a loss that takes logits.</summary>
    IActivation Link => new Identity();

    /// <summary>How many target columns a network of so many outputs is compared with; throws if the two cannot fit.</summary>
    /// <param name="outputs">columns of ŷ</param>
    /// <param name="targets">columns of y as given</param>
    void Check(int outputs, int targets) => Throw.IfTargetsDiffer(this, outputs, targets);

    /// <summary>The same loss compiled for one element type and one lane.</summary>
    internal LossPass<T> Bind<T, TLane>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T>;
}

/// <summary>A loss of one output and its target.</summary>
public interface IElementLoss<TSelf> : ILoss where TSelf : struct, IElementLoss<TSelf>
{
    /// <summary>ℓ(ŷ, y) and ∂ℓ/∂ŷ</summary>
    TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>;

    LossPass<T> ILoss.Bind<T, TLane>() => new ElementLoss<T, TLane, TSelf>((TSelf)this);
}

/// <summary>A loss of a row of outputs and its row of targets.</summary>
public interface IRowLoss : ILoss
{
    /// <summary>ℓ(ŷ, y) of one row, and ∂ℓ/∂ŷ written to <paramref name="gradient"/> (same length as the prediction).</summary>
    T Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What this row counts for in the mean: 1, or its class's weight, or 0 where it is ignored.</summary>
    T Weight<T>(ReadOnlySpan<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;

    LossPass<T> ILoss.Bind<T, TLane>() => new RowLoss<T>(this);
}
