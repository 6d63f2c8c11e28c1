using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>√Σ g² over all parameters: down each column, then over the columns, in an order that no width and no thread changes.</summary>
internal abstract class GradientNorm<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static GradientNorm<T> Create(Parameters<T> gradients) =>
        Lanes.Choose<T, GradientNorm<T>, Choice>(gradients.Bits, new Choice(gradients));

    /// <summary>The worker's columns.</summary>
    public abstract void Sum(Worker worker);

    /// <summary>The norm, after every worker's sums.</summary>
    public abstract double Total();

    public abstract void Dispose();

    readonly struct Choice(Parameters<T> gradients) : ILaneChoice<T, GradientNorm<T>>
    {
        public GradientNorm<T> On<TLane>() where TLane : struct, ILane<TLane, T> => new GradientNorm<T, TLane>(gradients);
    }
}

internal sealed class GradientNorm<T, TLane> : GradientNorm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Parameters<T> _gradients, _sums;

    public GradientNorm(Parameters<T> gradients)
    {
        _gradients = gradients;
        _sums = new Parameters<T>([.. gradients.Blocks.Select(block => block with { Rows = 1 })], gradients.Width);
    }

    public override void Sum(Worker worker)
    {
        for (int block = 0; block < _gradients.Blocks.Count; block++)
        {
            Panels<T> g = _gradients.Panels(block);
            Columns.Dot<T, TLane>(g, g, g.Rows, _sums.Panels(block), worker, add: false);
        }
    }

    public override double Total()
    {
        double sum = 0;
        for (int block = 0; block < _sums.Blocks.Count; block++)
        {
            if (_sums.Blocks[block].Role == ParameterRole.Statistic) continue;
            for (int column = 0; column < _sums.Blocks[block].Columns; column++)
                sum += double.CreateTruncating(_sums.Panels(block)[0, column]);
        }
        return double.IsFinite(sum) ? Math.Sqrt(sum) : Scaled();
    }

    /// <summary>
    /// max |g| · √Σ (g / max |g|)², where squares are beyond the largest number though no g is; one thread, block by block, row by row.
    /// </summary>
    double Scaled()
    {
        double largest = 0, sum = 0;
        for (int pass = 0; pass < 2 && double.IsFinite(largest); pass++)
            for (int block = 0; block < _gradients.Blocks.Count; block++)
            {
                if (_gradients.Blocks[block].Role == ParameterRole.Statistic) continue;
                Panels<T> g = _gradients.Panels(block);
                for (int row = 0; row < g.Rows; row++)
                    for (int column = 0; column < g.Columns; column++)
                    {
                        double size = Math.Abs(double.CreateTruncating(g[row, column]));
                        if (pass == 0) largest = Math.Max(largest, size);
                        else sum += size / largest * (size / largest);
                    }
            }
        return double.IsFinite(largest) ? largest * Math.Sqrt(sum) : largest;
    }

    public override void Dispose() => _sums.Dispose();
}
