using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// m := ρ m + (1 − ρ) g²;  u := ρ u + (1 − ρ) g;  d := μ v + g / (√(m − u²) + ε), remembered in v (Graves 2013, eq. 38 to 45)
/// </summary>
internal readonly record struct CenteredRmsPropRule(RmsProp.Rule Plain, Coefficient Momentum) : IUpdateRule
{
    public static int Moments => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
    {
        m = TLane.Name("m", TLane.Of("ρ", Plain.Decay) * m + TLane.Of("1 − ρ", Plain.Rest) * g * g);
        u = TLane.Name("u", TLane.Of("ρ", Plain.Decay) * u + TLane.Of("1 − ρ", Plain.Rest) * g);
        // rounding can leave a variance of 0 a little below it
        TLane variance = TLane.Max(m - u * u, TLane.Of(0));
        return v = TLane.Name("v", TLane.Of("μ", Momentum) * v + g / (TLane.Sqrt(variance) + TLane.Of("ε", Plain.Epsilon)));
    }
}
