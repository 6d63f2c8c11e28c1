using System.Numerics;
using Myelin.Engine;
using Myelin.Numerics;

namespace Myelin.Layers;

/// <summary>
/// A description of a layer: its width and the parameters it needs. It owns no memory and never runs; a plan binds it to
/// memory as a <see cref="LayerPass{T}"/>, whose Forward and Backward stand in the same file as the description.
/// </summary>
public abstract record Layer
{
    /// <summary>Columns of the output for so many columns of input; throws if the layer cannot take them.</summary>
    public abstract int Outputs(int inputs);

    /// <summary>The layer's parameters, in the order in which they are stored.</summary>
    public virtual IEnumerable<ParameterBlock> Blocks(int inputs) => [];

    internal abstract LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T>;
}
