using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin.Activations;

/// <summary>a = z Φ(z), slope Φ(z) + z φ(z), with Φ and φ the standard normal's distribution and density (Hendrycks, Gimpel 2016)</summary>
/// <remarks>Φ(z) is not taken as ½ (1 + erf(z/√2)), which loses every digit where erf comes close to −1.</remarks>
public readonly record struct Gelu : IActivation<Gelu>
{
    const double InverseRootTwoPi = 0.39894228040143267794;

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        z * Distribution(z, Bell(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        TLane bell = Bell(z);
        return TLane.MultiplyAdd(z, TLane.Of(InverseRootTwoPi) * bell, Distribution(z, bell));
    }

    // e^(−z²/2)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Bell<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        Elementary.Exp(TLane.Of(-0.5) * z * z);

    // beyond 64 the bell is 0 in any precision
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Distribution<TLane>(TLane z, TLane bell) where TLane : struct, ILane<TLane>
    {
        TLane tail = bell * NormalTail.Evaluate(TLane.Min(TLane.Abs(z), TLane.Of(64)));
        return TLane.IfLess(z, TLane.Of(0), tail, TLane.Of(1) - tail);
    }
}
