using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = min(max(low, z), high); slope 1 for low &lt; z &lt; high, 0 elsewhere (Collobert 2004)</summary>
/// <param name="Low">the least output; below <paramref name="High"/></param>
/// <param name="High">the greatest output</param>
public readonly record struct HardTanh(double Low, double High) : IActivation<HardTanh>
{
    public HardTanh() : this(-1, 1) { }

    public double Low { get; } = Throw.IfNotBelow(Low, High, "the low bound of a hard tanh");

    public double High { get; } = Throw.IfNotFinite(High, "the high bound of a hard tanh");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Min(TLane.Max(z, TLane.Of(Low)), TLane.Of(High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(Low), a, TLane.IfLess(a, TLane.Of(High), TLane.Of(1), TLane.Of(0)), TLane.Of(0));
}
