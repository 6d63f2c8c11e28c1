using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z for z &gt; 0, α (eᶻ − 1) for z ≤ 0; slope 1 and α eᶻ (Clevert, Unterthiner, Hochreiter 2016, equation 15)</summary>
/// <remarks>The slope is not taken from a as a + α, which loses every digit where a comes close to −α.</remarks>
/// <param name="Alpha">α &gt; 0: the output falls to −α</param>
public readonly record struct Elu(double Alpha) : IActivation<Elu>
{
    public Elu() : this(1) { }

    public double Alpha { get; } = Throw.IfNotPositive(Alpha, "alpha of an ELU");

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), z, z, TLane.Of("α", Alpha) * TLane.ExpMinusOne(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), z, TLane.Of(1), TLane.Of("α", Alpha) * TLane.Exp(z));
}
