using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin.Optimizers;

/// <summary>1, 0 or −1; a NaN stays one, so that a diverged gradient cannot hide behind a sign.</summary>
static class Sign
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), x, TLane.Of(1), TLane.IfLess(x, TLane.Of(0), TLane.Of(-1), x));
}
