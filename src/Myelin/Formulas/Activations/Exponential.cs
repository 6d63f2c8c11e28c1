using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = eᶻ, slope a: what turns the logarithm of a rate or of a probability into the rate or the probability</summary>
public readonly record struct Exponential : IActivation<Exponential>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Exp(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        a;
}
