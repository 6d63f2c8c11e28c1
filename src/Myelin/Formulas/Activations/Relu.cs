using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = max(0, z); slope 1 for z ≥ 0, 0 for z &lt; 0 (Fukushima 1969; Nair, Hinton 2010)</summary>
/// <remarks>The slope at exactly 0 is 1, where most libraries take 0.</remarks>
public readonly record struct Relu : IActivation<Relu>
{
    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Max(z, TLane.Of(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(z, TLane.Of(0), TLane.Of(0), TLane.Of(1));
}
