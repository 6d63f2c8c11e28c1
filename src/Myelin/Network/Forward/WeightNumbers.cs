using Myelin.Numerics;

namespace Myelin;

/// <summary>The parameters of a layer of your own as expressions of their numbers.</summary>
sealed class WeightNumbers(IReadOnlyList<Weights> blocks) : LayerNumbers<Expression>
{
    public override Expression this[int block, int row, int column]
    {
        get
        {
            Weights found = blocks[block];
            if ((uint)row >= (uint)found.Rows || (uint)column >= (uint)found.Columns)
                Throw.OutOfRange($"Block {block} is {found.Rows} × {found.Columns}, counted from 0, " +
                    $"but row {row}, column {column} was asked for.", nameof(row));
            return Expression.Measured(found.Values[row * found.Columns + column]);
        }
        set => throw new InvalidOperationException("A layer's parameters are read in its formulas; what is written is their gradient.");
    }
}
