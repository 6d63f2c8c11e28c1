using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = max(0, 1 − y ŷ), ∂ℓ/∂ŷ = −y for y ŷ &lt; 1, 0 from there on; targets are −1 and 1 (Cortes, Vapnik 1995)</summary>
public readonly record struct Hinge(Reduction Reduction) : IElementLoss<Hinge>
{
    public Hinge() : this(Reduction.Mean) { }

    public string? Objection(double target, int outputs, int targets) => target is -1 or 1 ? null : "-1 or 1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0), margin = TLane.Of(1) - target * prediction;
        gradient = TLane.IfLess(zero, margin, -target, zero);
        return TLane.Max(margin, zero);
    }
}
