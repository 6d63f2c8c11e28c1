using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = min(max(0, z + 3), 6) / 6; slope 1/6 for −3 &lt; z &lt; 3, 0 elsewhere (Howard et al. 2019, section 5.2)</summary>
/// <remarks>
/// The slope is the float nearest to 1/6 in double precision too, 5·10⁻⁹ above 1/6: PyTorch computes so, and its gradients can be
/// reproduced to the last digits only so.
/// </remarks>
public readonly record struct HardSigmoid : IActivation<HardSigmoid>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Min(TLane.Max(z + TLane.Of(3), TLane.Of(0)), TLane.Of(6)) / TLane.Of(6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), a, TLane.IfLess(a, TLane.Of(1), TLane.Of(1f / 6f), TLane.Of(0)), TLane.Of(0));
}
