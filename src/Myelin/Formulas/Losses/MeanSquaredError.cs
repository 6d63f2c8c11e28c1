using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = (ŷ − y)², ∂ℓ/∂ŷ = 2 (ŷ − y); L = 1/(N·K) Σₙ Σₖ ℓ</summary>
public readonly record struct MeanSquaredError(Reduction Reduction) : IElementLoss<MeanSquaredError>
{
    public MeanSquaredError() : this(Reduction.Mean) { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = prediction - target;
        gradient = error + error;
        return error * error;
    }
}
