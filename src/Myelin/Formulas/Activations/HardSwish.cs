using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = z h, h = min(max(0, z + 3), 6) / 6; slope 0 for z &lt; −3, z/3 + ½ up to z &lt; 3, then 1 (Howard et al. 2019, section 5.2)
/// </summary>
public readonly record struct HardSwish : IActivation<HardSwish>
{
    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        z * (TLane.Min(TLane.Max(z + TLane.Of(3), TLane.Of(0)), TLane.Of(6)) / TLane.Of(6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(z, TLane.Of(-3), TLane.Of(0), TLane.IfLess(z, TLane.Of(3), z / TLane.Of(3) + TLane.Of(0.5), TLane.Of(1)));
}
