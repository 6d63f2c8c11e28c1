using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = ln(1 + e^(−yŷ)), ∂ℓ/∂ŷ = −y / (1 + e^(yŷ)); targets are −1 and 1</summary>
/// <remarks>With u = −y ŷ and t = e^(−|u|) ≤ 1: ℓ = max(u, 0) + ln(1 + t), which cannot overflow.</remarks>
public readonly record struct SoftMargin(Reduction Reduction) : IElementLoss<SoftMargin>
{
    public SoftMargin() : this(Reduction.Mean) { }

    public string? Objection(double target, int outputs, int targets) => target is -1 or 1 ? null : "-1 or 1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane u = -(target * prediction), t = TLane.Exp(-TLane.Abs(u));
        gradient = -(target * TLane.Sigmoid(u, t));
        return TLane.Softplus(u, t);
    }
}
