using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = ½ e² for |e| ≤ δ, δ (|e| − ½ δ) beyond, e = ŷ − y; ∂ℓ/∂ŷ = e bounded to ±δ (Huber 1964)</summary>
/// <remarks>With c = min(max(e, −δ), δ) both cases are c (e − ½ c).</remarks>
/// <param name="Delta">δ &gt; 0: errors beyond it count linearly</param>
public readonly record struct Huber(double Delta = 1, Reduction Reduction = Reduction.Mean) : IElementLoss<Huber>
{
    public Huber() : this(1) { }

    public double Delta { get; } = Throw.IfNotPositive(Delta, "delta of a Huber loss");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = TLane.Name("e", prediction - target), delta = TLane.Of("δ", Delta);
        gradient = TLane.Name("c", TLane.Min(TLane.Max(error, -delta), delta));
        return gradient * (error - TLane.Of(0.5) * gradient);
    }
}
