using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = |ŷ − y|, ∂ℓ/∂ŷ = sign(ŷ − y), 0 where they are equal</summary>
public readonly record struct MeanAbsoluteError(Reduction Reduction) : IElementLoss<MeanAbsoluteError>
{
    public MeanAbsoluteError() : this(Reduction.Mean) { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = prediction - target;
        gradient = TLane.Sign(error);
        return TLane.Abs(error);
    }
}
