using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = ln cosh e, e = ŷ − y; ∂ℓ/∂ŷ = tanh e</summary>
/// <remarks>
/// cosh e overflows, and ln loses small e: with c = min(|e|, 20) and m = eᶜ − 1, ln cosh c = ln(1 + m²/(2 (m + 1))), and beyond
/// 20 the loss grows as |e| does, up to e⁻⁴⁰.
/// </remarks>
public readonly record struct LogCosh(Reduction Reduction) : IElementLoss<LogCosh>
{
    public LogCosh() : this(Reduction.Mean) { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = TLane.Name("d", prediction - target), size = TLane.Abs(error), near = TLane.Name("r", TLane.Min(size, TLane.Of(20)));
        TLane m = TLane.Name("m", TLane.ExpMinusOne(near));
        gradient = TLane.Tanh(error);
        return TLane.LogOnePlus(m * m / (m + m + TLane.Of(2))) + (size - near);
    }
}
