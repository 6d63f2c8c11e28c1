using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = ½ (ŷ − y)², ∂ℓ/∂ŷ = ŷ − y; L = 1/N Σₙ Σₖ ℓ</summary>
public readonly record struct HalfSquaredError(Reduction Reduction) : IElementLoss<HalfSquaredError>
{
    public HalfSquaredError() : this(Reduction.RowMean) { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = prediction - target;
        gradient = error;
        return TLane.Of(0.5) * error * error;
    }
}
