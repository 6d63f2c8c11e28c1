using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>Weights by which each class counts the same in all.</summary>
static class ClassBalance
{
    /// <summary>A weight for each class where rows count differently: w = Σ/(K Σₖ), sums of the rows' weights.</summary>
    public static EquatableArray<double> Weights(int[] labels, int classes, IReadOnlyList<double>? rows)
    {
        if (rows is null) return ClassWeights.Balanced(labels, classes);
        var sums = new double[classes];
        for (int row = 0; row < labels.Length; row++) sums[labels[row]] += rows[row];
        double share = sums.Sum() / sums.Count(sum => sum > 0);
        return Array.ConvertAll(sums, sum => sum == 0 ? 1 : share / sum);
    }
}
