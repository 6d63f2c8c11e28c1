namespace Myelin;

/// <summary>How far confidences are from the shares that are right: of all rows given 0.8, do 80 in 100 come true?</summary>
public static partial class CalibrationError
{
    /// <summary>Bins where none are asked for, as in Guo et al. 2017.</summary>
    public const int DefaultBins = 15;

    /// <summary>
    /// Σ_b n_b/N |accuracy_b − confidence_b| over bins of equal width (Naeini, Cooper, Hauskrecht 2015; Guo et al. 2017, eq. 3)
    /// </summary>
    public static double Expected(IReadOnlyList<ReliabilityBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        var (sum, rows) = (new CompensatedSum(), bins.Sum(bin => bin.Rows));
        foreach (ReliabilityBin bin in bins)
            if (bin.Rows > 0) sum.Add((double)bin.Rows / rows * Math.Abs(bin.Accuracy - bin.Confidence));
        return sum.Value;
    }

    /// <summary>The same of the likeliest class of each row of the probabilities [N × K].</summary>
    public static double Expected(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, int bins = DefaultBins) =>
        Expected(Bins(labels, probabilities, classes, bins));

    /// <summary>B bins, b from 1: confidence in ((b − 1)/B, b/B], that of the likeliest class, right where that is the label.</summary>
    public static ReliabilityBin[] Bins(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, int bins = DefaultBins)
    {
        Require.Scores(labels, probabilities, classes);
        var (confidence, right) = (new double[labels.Length], new bool[labels.Length]);
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(n * classes, classes);
            int best = Likeliest.Of(row);
            (confidence[n], right[n]) = (row[best], best == labels[n]);
        }
        return Bins(right, confidence, bins);
    }

    /// <summary>The same of any event, that of class 1 say: how probable it was said to be, and whether it came true.</summary>
    public static ReliabilityBin[] Bins(ReadOnlySpan<bool> right, ReadOnlySpan<double> confidence, int bins = DefaultBins)
    {
        Require.SameRows(right.Length, confidence.Length);
        if (bins < 1) Throw.OutOfRange($"Confidences are counted in 1 bin at least, but {bins} were asked for.", nameof(bins));
        var (rows, hits, sums) = (new int[bins], new int[bins], new CompensatedSum[bins]);
        for (int n = 0; n < right.Length; n++)
        {
            int b = Math.Clamp((int)Math.Ceiling(confidence[n] * bins) - 1, 0, bins - 1);
            (rows[b], hits[b]) = (rows[b] + 1, hits[b] + (right[n] ? 1 : 0));
            sums[b].Add(confidence[n]);
        }
        return [.. rows.Select((count, b) => new ReliabilityBin(
            (double)b / bins, (b + 1d) / bins, count, sums[b].Value / count, (double)hits[b] / count))];
    }
}
