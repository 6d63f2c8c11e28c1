using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Which share of a bin a number has passed (Gorishniy, Rubachev, Babenko 2022, equation 1).</summary>
static class Bin
{
    /// <summary>φ = (x − origin)·slope, from low to high</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Share<TLane>(TLane x, TLane origin, TLane slope, TLane low, TLane high) where TLane : struct, ILane<TLane> =>
        TLane.Min(TLane.Max((x - origin) * slope, low), high);
}
