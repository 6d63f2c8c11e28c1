namespace Myelin;

/// <summary>How well the scores [N × K] of several classes put rows in order; of two classes, the scores of class 1 alone.</summary>
/// <remarks>Each takes one pass over the scores, in N K log(N/K) steps; it ends soon after it is cancelled.</remarks>
internal static class ClassRanking
{
    /// <summary>The ROC area of each class against all others, averaged over the classes that occur; NaN where only one does.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double RocAucOneVsRest(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes,
        CancellationToken cancellation = default) =>
        RocAucOneVsRest(Ranks(labels, scores, classes, cancellation), classes);

    /// <summary>The ROC area of each class against each other, in rows of the two, both ways (Hand, Till 2001, eq. 7).</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double RocAucOneVsOne(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes,
        CancellationToken cancellation = default) =>
        RocAucOneVsOne(Ranks(labels, scores, classes, cancellation), classes);

    /// <summary>The average precision of each class against all others, averaged.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double AveragePrecision(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes,
        CancellationToken cancellation = default) =>
        AveragePrecision(Ranks(labels, scores, classes, cancellation), classes);

    internal static double RocAucOneVsRest(ClassRanks ranks, int classes)
    {
        (double sum, int areas) = (0, 0);
        for (int k = First(classes); k < classes; k++)
            if (ranks.Area(k) is var area && !double.IsNaN(area)) (sum, areas) = (sum + area, areas + 1);
        return areas == 0 ? double.NaN : sum / areas;
    }

    internal static double RocAucOneVsOne(ClassRanks ranks, int classes) => classes == 2 ? RocAucOneVsRest(ranks, classes) : ranks.OneVsOne;

    internal static double AveragePrecision(ClassRanks ranks, int classes)
    {
        double sum = 0;
        for (int k = First(classes); k < classes; k++) sum += ranks.AveragePrecision(k);
        return sum / (classes - First(classes));
    }

    static int First(int classes) => classes == 2 ? 1 : 0;

    static ClassRanks Ranks(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, CancellationToken cancellation)
    {
        Require.Scores(labels, scores, classes);
        return ClassRanks.Of(labels, scores, classes, cancellation);
    }
}
