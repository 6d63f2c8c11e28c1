using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin.Losses;

/// <summary>ℓ = |ŷ − y|, ∂ℓ/∂ŷ = sign(ŷ − y), 0 where they are equal</summary>
public readonly record struct MeanAbsoluteError(Reduction Reduction) : IElementLoss<MeanAbsoluteError>
{
    public MeanAbsoluteError() : this(Reduction.Mean) { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = prediction - target, zero = TLane.Of(0);
        gradient = TLane.IfLess(error, zero, TLane.Of(-1), TLane.IfLess(zero, error, TLane.Of(1), error));
        return TLane.Abs(error);
    }
}
