using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = max(0, 1 − y ŷ)², ∂ℓ/∂ŷ = −2 y max(0, 1 − y ŷ); targets are −1 and 1</summary>
public readonly record struct SquaredHinge(Reduction Reduction) : IElementLoss<SquaredHinge>
{
    public SquaredHinge() : this(Reduction.Mean) { }

    public string? Objection(double target, int outputs, int targets) => target is -1 or 1 ? null : "-1 or 1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane margin = TLane.Max(TLane.Of(1) - target * prediction, TLane.Of(0));
        gradient = TLane.Of(-2) * target * margin;
        return margin * margin;
    }
}
