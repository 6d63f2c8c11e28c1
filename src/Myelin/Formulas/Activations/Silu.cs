using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z σ(z), slope σ(z) (1 + z σ(−z)), with σ the sigmoid (Elfwing, Uchibe, Doya 2018, equations 5 and 6)</summary>
public readonly record struct Silu : IActivation<Silu>
{
    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane t = TLane.Exp(-TLane.Abs(z));
        return z * TLane.Sigmoid(z, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        TLane t = TLane.Exp(-TLane.Abs(z));
        return TLane.Sigmoid(z, t) * TLane.MultiplyAdd(z, TLane.Sigmoid(-z, t), TLane.Of(1));
    }
}
