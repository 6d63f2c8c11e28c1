using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = ½ e²/β for |e| &lt; β, |e| − ½ β beyond, e = ŷ − y; ∂ℓ/∂ŷ = e/β bounded to ±1 (Girshick 2015, equation 3)</summary>
/// <remarks>With c = min(max(e/β, −1), 1) both cases are c (e − ½ β c). It is the Huber loss with δ = β, divided by β.</remarks>
/// <param name="Beta">β &gt; 0: errors beyond it count linearly</param>
public readonly record struct SmoothL1(double Beta = 1, Reduction Reduction = Reduction.Mean) : IElementLoss<SmoothL1>
{
    public SmoothL1() : this(1) { }

    public double Beta { get; } = Throw.IfNotPositive(Beta, "beta of a smooth L1 loss");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = TLane.Name("e", prediction - target);
        gradient = TLane.Name("c", TLane.Min(TLane.Max(error / TLane.Of("β", Beta), TLane.Of(-1)), TLane.Of(1)));
        return gradient * (error - TLane.Of("β/2", 0.5 * Beta) * gradient);
    }
}
