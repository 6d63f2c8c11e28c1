using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>A layer's parameters, or their gradients, as numbers or as expressions: block by block, in the order of its description.</summary>
public abstract class LayerNumbers<TLane> where TLane : struct, ILane<TLane>
{
    /// <summary>A number of a block; all are counted from 0.</summary>
    public abstract TLane this[int block, int row, int column] { get; set; }
}

/// <summary>Those of a pass.</summary>
sealed class PanelNumbers<T>(Panels<T>[] blocks) : LayerNumbers<Scalar<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Scalar<T> this[int block, int row, int column]
    {
        get => new(blocks[block][row, column]);
        set => blocks[block][row, column] = value.Value;
    }
}
