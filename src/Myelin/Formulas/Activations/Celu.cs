using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z for z &gt; 0, α (e^(z/α) − 1) for z ≤ 0; slope 1 and e^(z/α) (Barron 2017, equation 2)</summary>
/// <param name="Alpha">α &gt; 0: the output falls to −α</param>
public readonly record struct Celu(double Alpha) : IActivation<Celu>
{
    public Celu() : this(1) { }

    public double Alpha { get; } = Throw.IfNotPositive(Alpha, "alpha of a CELU");

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), z, z, TLane.Of("α", Alpha) * TLane.ExpMinusOne(z / TLane.Of("α", Alpha)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), z, TLane.Of(1), TLane.Exp(z / TLane.Of("α", Alpha)));
}
