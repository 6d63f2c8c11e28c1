using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// A layer's parameters, or their gradients, as numbers or as expressions: block by block, in the order of its description.
/// </summary>
public abstract class LayerNumbers<TLane> where TLane : struct, ILane<TLane>
{
    /// <summary>A number of a block; all are counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    /// <exception cref="InvalidOperationException">Parameters are written: they are read here, and gradients alone are written.</exception>
    public abstract TLane this[int block, int row, int column] { get; set; }
}

/// <summary>Those of a pass.</summary>
/// <param name="areRead">whether they are parameters, which several threads read at once</param>
sealed class PanelNumbers<T>(Panels<T>[] blocks, bool areRead) : LayerNumbers<Scalar<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Scalar<T> this[int block, int row, int column]
    {
        get => new(Checked(block, row, column)[row, column]);
        set
        {
            if (areRead)
                throw new InvalidOperationException("A layer's parameters are read in its formulas; what is written is their gradient.");
            Panels<T> checkedBlock = Checked(block, row, column);
            checkedBlock[row, column] = value.Value;
        }
    }

    // behind a panel's address there is no other check
    Panels<T> Checked(int block, int row, int column)
    {
        if ((uint)block >= (uint)blocks.Length)
            Throw.OutOfRange($"The layer has {blocks.Length} blocks, counted from 0, but block {block} was asked for.", nameof(block));
        Panels<T> found = blocks[block];
        if ((uint)row >= (uint)found.Rows || (uint)column >= (uint)found.Columns)
            Throw.OutOfRange(
                $"Block {block} is {found.Rows} × {found.Columns}, counted from 0, but row {row}, column {column} was asked for.",
                nameof(row));
        return found;
    }
}
