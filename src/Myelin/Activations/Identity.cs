using Myelin.Kernels;

namespace Myelin.Activations;

/// <summary>a = z, slope 1</summary>
public readonly record struct Identity : IActivation<Identity>
{
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> => z;

    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> => TLane.Of(1);
}
