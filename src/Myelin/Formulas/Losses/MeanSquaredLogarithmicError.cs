using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = d², d = ln(1 + ŷ) − ln(1 + y); ∂ℓ/∂ŷ = 2 d / (1 + ŷ). For targets and predictions above −1.</summary>
public readonly record struct MeanSquaredLogarithmicError(Reduction Reduction) : IElementLoss<MeanSquaredLogarithmicError>
{
    public MeanSquaredLogarithmicError() : this(Reduction.Mean) { }

    public string? Objection(double target, int outputs, int targets) =>
        double.IsFinite(target) && target > -1 ? null : "a number above -1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane difference = TLane.Name("d", TLane.LogOnePlus(prediction) - TLane.LogOnePlus(target));
        gradient = (difference + difference) / (TLane.Of(1) + prediction);
        return difference * difference;
    }
}
