using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z / (1 + |z|), slope 1 / (1 + |z|)² (Turian, Bergstra, Bengio 2009)</summary>
/// <remarks>The slope is not taken from a as (1 − |a|)², which loses every digit where |a| comes close to 1.</remarks>
public readonly record struct Softsign : IActivation<Softsign>
{
    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        z / (TLane.Of(1) + TLane.Abs(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        TLane root = TLane.Of(1) / (TLane.Of(1) + TLane.Abs(z));
        return root * root;
    }
}
