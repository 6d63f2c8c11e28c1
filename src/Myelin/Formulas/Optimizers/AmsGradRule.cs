using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Adam's m and v;  u := max(u, v);  d = m/(1 − β₁ᵗ) / (√(u/(1 − β₂ᵗ)) + ε) (Reddi, Kale, Kumar 2018, algorithm 2)</summary>
/// <remarks>With the corrections for the zeros that m and v begin with, which the paper leaves out and PyTorch has.</remarks>
internal readonly record struct AmsGradRule(Adam.Rule Adam) : IUpdateRule
{
    public static int Moments => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
    {
        Adam.Remember(g, ref m, ref v);
        u = TLane.Name("u", TLane.Max(u, v));
        return Adam.Quotient(m, u);
    }
}
