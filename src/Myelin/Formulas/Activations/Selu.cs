using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = λ z for z &gt; 0, λ α (eᶻ − 1) for z ≤ 0; slope λ and λ α eᶻ (Klambauer et al. 2017, equation 2)</summary>
/// <remarks>With this λ and α, activations of mean 0 and variance 1 keep them from layer to layer (equation 14 there).
/// λ z is beyond the largest number for z within 5 % of it.</remarks>
public readonly record struct Selu : IActivation<Selu>
{
    const double Lambda = 1.0507009873554804934, Alpha = 1.6732632423543772848;

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), z, TLane.Of("λ", Lambda) * z, TLane.Of("λ·α", Lambda * Alpha) * TLane.ExpMinusOne(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), z, TLane.Of("λ", Lambda), TLane.Of("λ·α", Lambda * Alpha) * TLane.Exp(z));
}
