using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = ln σ(z) = −ln(1 + e⁻ᶻ), slope σ(−z) = 1 − eᵃ</summary>
/// <remarks>Computed as min(z, 0) − ln(1 + e^(−|z|)), which cannot overflow.</remarks>
public readonly record struct LogSigmoid : IActivation<LogSigmoid>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.LogSigmoid(z, TLane.Exp(-TLane.Abs(z)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        -TLane.ExpMinusOne(a);
}
