using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z for z ≥ 0, s·z for z &lt; 0; slope 1 for z ≥ 0, s for z &lt; 0 (Maas, Hannun, Ng 2013)</summary>
/// <remarks>The slope at exactly 0 is 1, where most libraries take s.</remarks>
/// <param name="NegativeSlope">s</param>
public readonly record struct LeakyRelu(double NegativeSlope) : IActivation<LeakyRelu>
{
    public LeakyRelu() : this(0.01) { }

    public double NegativeSlope { get; } = Throw.IfNotFinite(NegativeSlope, "the negative slope of a leaky ReLU");

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(z, TLane.Of(0), TLane.Of("s", NegativeSlope) * z, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(z, TLane.Of(0), TLane.Of("s", NegativeSlope), TLane.Of(1));
}
