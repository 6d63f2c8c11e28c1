using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin.Activations;

/// <summary>a = z σ(z), slope σ(z) (1 + z σ(−z)), with σ the sigmoid (Elfwing, Uchibe, Doya 2018, equations 5 and 6)</summary>
/// <remarks>From t = e^(−|z|) ≤ 1: σ(z) = 1/(1 + t) for z ≥ 0 and t/(1 + t) for z &lt; 0; σ(−z) the other way round.</remarks>
public readonly record struct Silu : IActivation<Silu>
{
    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), t = Elementary.Exp(-TLane.Abs(z));
        return z * (TLane.IfLess(z, TLane.Of(0), t, one) / (one + t));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), t = Elementary.Exp(-TLane.Abs(z));
        TLane sigmoid = TLane.IfLess(z, TLane.Of(0), t, one) / (one + t);
        TLane mirrored = TLane.IfLess(z, TLane.Of(0), one, t) / (one + t);
        return sigmoid * TLane.MultiplyAdd(z, mirrored, one);
    }
}
