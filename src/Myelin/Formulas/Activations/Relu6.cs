using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = min(max(0, z), 6); slope 1 for 0 &lt; z &lt; 6, 0 elsewhere (Krizhevsky 2010)</summary>
public readonly record struct Relu6 : IActivation<Relu6>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Min(TLane.Max(z, TLane.Of(0)), TLane.Of(6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), a, TLane.IfLess(a, TLane.Of(6), TLane.Of(1), TLane.Of(0)), TLane.Of(0));
}
