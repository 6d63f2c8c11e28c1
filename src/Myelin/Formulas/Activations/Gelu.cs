using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z Φ(z), slope Φ(z) + z φ(z), with Φ and φ the standard normal's distribution and density (Hendrycks, Gimpel 2016)</summary>
public readonly record struct Gelu : IActivation<Gelu>
{
    const double InverseRootTwoPi = 0.39894228040143267794;

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        z * TLane.NormalDistribution(z, Bell(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        TLane bell = Bell(z);
        return TLane.MultiplyAdd(z, TLane.Of("1/√(2π)", InverseRootTwoPi) * bell, TLane.NormalDistribution(z, bell));
    }

    // e^(−z²/2)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Bell<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Exp(TLane.Of(-0.5) * z * z);
}
