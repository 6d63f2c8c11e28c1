using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = x + s (σ(x) − x): the identity at s = 0, σ at s = 1 (Holzmüller, Grinsztajn, Steinwart 2024, section 3).</summary>
static class Blend
{
    /// <summary>x + s (σ(x) − x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x, TLane s, TLane sigma) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(s, sigma - x, x);

    /// <summary>∂a/∂x = 1 + s (σ′(x) − 1)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Slope<TLane>(TLane s, TLane slope) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(s, slope - TLane.Of(1), TLane.Of(1));
}
