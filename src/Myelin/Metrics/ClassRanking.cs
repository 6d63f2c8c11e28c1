namespace Myelin.Metrics;

/// <summary>How well the scores [N × K] of several classes put rows in order; of two classes, the scores of class 1 alone.</summary>
public static class ClassRanking
{
    /// <summary>The ROC area of each class against all others, averaged over the classes that occur; NaN where only one does.</summary>
    public static double RocAucOneVsRest(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes)
    {
        var areas = new List<double>();
        for (int k = First(labels, scores, classes); k < classes; k++) areas.Add(Score(labels, scores, classes, k, null, Ranking.RocAuc));
        return Mean(areas);
    }

    /// <summary>The ROC area of each class against each other, in rows of the two, both ways (Hand, Till 2001, eq. 7).</summary>
    public static double RocAucOneVsOne(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes)
    {
        if (classes == 2) return RocAucOneVsRest(labels, scores, classes);
        var areas = new List<double>();
        for (int a = First(labels, scores, classes); a < classes; a++)
            for (int b = a + 1; b < classes; b++)
            {
                double forth = Score(labels, scores, classes, a, b, Ranking.RocAuc);
                double back = Score(labels, scores, classes, b, a, Ranking.RocAuc);
                areas.Add((forth + back) / 2);
            }
        return Mean(areas);
    }

    /// <summary>The average precision of each class against all others, averaged.</summary>
    public static double AveragePrecision(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes)
    {
        var precisions = new List<double>();
        for (int k = First(labels, scores, classes); k < classes; k++)
            precisions.Add(Score(labels, scores, classes, k, null, Ranking.AveragePrecision));
        return precisions.Average();
    }

    delegate double BinaryScore(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores);

    static int First(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes)
    {
        Require.Scores(labels, scores, classes);
        return classes == 2 ? 1 : 0;
    }

    // class k against another in the rows of the two, or against all others
    static double Score(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, int k, int? other, BinaryScore score)
    {
        var (positive, column) = (new List<bool>(), new List<double>());
        for (int n = 0; n < labels.Length; n++)
        {
            if (labels[n] != k && other is { } o && labels[n] != o) continue;
            positive.Add(labels[n] == k);
            column.Add(scores[n * classes + k]);
        }
        return column.Count == 0 ? double.NaN : score(positive.ToArray(), column.ToArray());
    }

    static double Mean(List<double> areas) => areas.Where(area => !double.IsNaN(area)).DefaultIfEmpty(double.NaN).Average();
}
