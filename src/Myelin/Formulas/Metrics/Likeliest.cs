using System.Numerics;

namespace Myelin;

/// <summary>The class that probabilities, or other scores of classes, are for.</summary>
internal static class Likeliest
{
    /// <summary>argmaxₖ pₖ, from 0; of equal ones the first.</summary>
    /// <param name="row">a number for each class</param>
    public static int Of<T>(ReadOnlySpan<T> row) where T : IComparisonOperators<T, T, bool>
    {
        int best = 0;
        for (int k = 1; k < row.Length; k++)
            if (row[k] > row[best]) best = k;
        return best;
    }

    /// <summary>The same of each row of the probabilities [N × K].</summary>
    /// <param name="classes">K</param>
    public static int[] OfRows(ReadOnlySpan<double> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var labels = new int[probabilities.Length / classes];
        for (int n = 0; n < labels.Length; n++) labels[n] = Of(probabilities.Slice(n * classes, classes));
        return labels;
    }
}
