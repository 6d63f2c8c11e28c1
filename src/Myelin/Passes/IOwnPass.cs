using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>An activation with passes of its own, for those who watch what another computes or change it.</summary>
interface IOwnPass : IActivation
{
    ActivationPass<T> Bind<T, TLane>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T>;

    /// <summary>The blend x + s (σ(x) − x) with a learned s; null where the activation is of a whole row.</summary>
    BlendPass<T>? BindBlend<T, TLane>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T>;
}
