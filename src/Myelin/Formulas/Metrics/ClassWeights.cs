using Myelin.Numerics;

namespace Myelin;

/// <summary>Weights for the classes of a loss, where some are rarer than others.</summary>
public static class ClassWeights
{
    /// <summary>wₖ = N / (K nₖ), so that every class counts the same in all; nₖ rows are of class k, K classes occur.</summary>
    /// <remarks>1 for a class that does not occur.</remarks>
    public static EquatableArray<double> Balanced(ReadOnlySpan<int> labels, int classes)
    {
        Require.Rows(labels.Length);
        Require.Classes(labels, classes);
        var counts = new int[classes];
        foreach (int label in labels) counts[label]++;
        double share = (double)labels.Length / counts.Count(count => count > 0);
        return Array.ConvertAll(counts, count => count == 0 ? 1 : share / count);
    }
}
