using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin.Activations;

/// <summary>a = z Φ(z), slope Φ(z) + z φ(z), with Φ and φ the standard normal's distribution and density (Hendrycks, Gimpel 2016)</summary>
public readonly record struct Gelu : IActivation<Gelu>
{
    const double RootHalf = 0.70710678118654752440, InverseRootTwoPi = 0.39894228040143267794;

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        z * Distribution(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(z, Density(z), Distribution(z));

    static TLane Distribution<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Of(0.5) * (TLane.Of(1) + Elementary.Erf(TLane.Of(RootHalf) * z));

    static TLane Density<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Of(InverseRootTwoPi) * Elementary.Exp(TLane.Of(-0.5) * z * z);
}
