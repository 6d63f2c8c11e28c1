using System.Globalization;
using System.Text;

namespace Myelin;

/// <summary>Every metric of a classification, computed once. Conventions are scikit-learn's: 0 for 0/0.</summary>
public sealed class ClassificationReport
{
    /// <param name="labels">true classes, 0 … K − 1</param>
    /// <param name="probabilities">[N × K], row after row; or [N × 1], the probability of class 1</param>
    /// <param name="names">of the K classes</param>
    /// <param name="predictions">the classes given; null for the likeliest, the first of several</param>
    /// <param name="cancellation">ends it early</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ClassificationReport(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, IReadOnlyList<string> names, ReadOnlySpan<int> predictions = default,
        CancellationToken cancellation = default) : this(labels, probabilities, names, predictions, default, cancellation) { }

    /// <summary>The same of rows that count differently, by the conventions of scikit-learn's sample_weight.</summary>
    /// <param name="weights">what each row counts; none for all alike. The area of one class against one is
    /// of rows that count alike</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ClassificationReport(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, IReadOnlyList<string> names, ReadOnlySpan<int> predictions,
        ReadOnlySpan<double> weights, CancellationToken cancellation = default)
    {
        int classes = names.Count;
        if (classes == 2 && probabilities.Length == labels.Length) probabilities = TwoColumns(probabilities);
        Require.Scores(labels, probabilities, classes);
        if (predictions.IsEmpty) predictions = Likeliest.OfRows(probabilities, classes);
        ConfusionMatrix c = Confusion = new(labels, predictions, classes, weights);
        (Rows, Names) = (labels.Length, names);
        (Accuracy, BalancedAccuracy, Matthews, Kappa) =
            (Agreement.Accuracy(c), Agreement.BalancedAccuracy(c), Agreement.Matthews(c), Agreement.Kappa(c));
        Classes = [.. names.Select((name, k) => new ClassScore(
            name, PrecisionRecall.Precision(c, k), PrecisionRecall.Recall(c, k), PrecisionRecall.F1(c, k), c.Support(k)))];
        (Macro, Micro, Weighted) = (Averaged(Average.Macro), Averaged(Average.Micro), Averaged(Average.Weighted));
        LogLoss = ProbabilityScores.LogLoss(labels, probabilities, classes, weights);
        cancellation.ThrowIfCancellationRequested();
        Brier = ProbabilityScores.Brier(labels, probabilities, classes, weights);
        cancellation.ThrowIfCancellationRequested();
        Top2Accuracy = ProbabilityScores.TopAccuracy(labels, probabilities, classes, 2, weights);
        ClassRanks? ranks = weights.IsEmpty || classes > 2 ? ClassRanks.Of(labels, probabilities, classes, cancellation) : null;
        (RocAuc, AveragePrecision) = weights.IsEmpty
            ? (ClassRanking.RocAucOneVsRest(ranks!, classes), ClassRanking.AveragePrecision(ranks!, classes))
            : WeightedRanking.OneVsRest(labels, probabilities, classes, weights, cancellation);
        RocAucOneVsOne = classes == 2 ? RocAuc : ClassRanking.RocAucOneVsOne(ranks!, classes);
    }

    public int Rows { get; }

    public IReadOnlyList<string> Names { get; }

    public ConfusionMatrix Confusion { get; }

    public IReadOnlyList<ClassScore> Classes { get; }

    public ClassScore Macro { get; }

    public ClassScore Micro { get; }

    public ClassScore Weighted { get; }

    public double Accuracy { get; }

    public double BalancedAccuracy { get; }

    public double Matthews { get; }

    public double Kappa { get; }

    public double LogLoss { get; }

    public double Brier { get; }

    public double Top2Accuracy { get; }

    /// <summary>For two classes the area of class 1; for more, the mean over one against the rest. NaN if only one class occurs.</summary>
    public double RocAuc { get; }

    public double RocAucOneVsOne { get; }

    /// <summary>For two classes that of class 1; for more, the mean over one against the rest.</summary>
    public double AveragePrecision { get; }

    public override string ToString()
    {
        int width = Math.Max(17, Names.Max(name => name.Length)) + 2;
        var text = new StringBuilder().Append(' ', width).AppendLine("precision    recall        F1      rows");
        foreach (ClassScore s in Classes.Concat([Macro, Weighted]))
            text.Append(s.Name.PadRight(width)).AppendLine(
                CultureInfo.InvariantCulture, $"{s.Precision,9:0.0000}{s.Recall,10:0.0000}{s.F1,10:0.0000}{s.Support,10}");
        text.AppendLine();
        foreach ((string name, double value) in Numbers())
            text.Append(name.PadRight(width))
                .AppendLine((double.IsNaN(value) ? "–" : value.ToString("0.0000", CultureInfo.InvariantCulture)).PadLeft(9));
        return text.AppendLine().Append(Confusion.ToString(Names)).ToString();
    }

    /// <summary>The single numbers with their names, in the order of the table.</summary>
    public IEnumerable<(string Name, double Value)> Numbers() =>
    [
        ("accuracy", Accuracy), ("balanced accuracy", BalancedAccuracy), ("Matthews", Matthews), ("kappa", Kappa),
        ("log loss", LogLoss), ("Brier", Brier), ("ROC AUC", RocAuc), ("average precision", AveragePrecision),
    ];

    ClassScore Averaged(Average average) => new(
        average == Average.Macro ? "mean" : average == Average.Micro ? "all rows" : "weighted mean",
        PrecisionRecall.Precision(Confusion, average), PrecisionRecall.Recall(Confusion, average), PrecisionRecall.F1(Confusion, average),
        Rows);

    static double[] TwoColumns(ReadOnlySpan<double> probabilities)
    {
        var both = new double[2 * probabilities.Length];
        for (int n = 0; n < probabilities.Length; n++) (both[2 * n], both[2 * n + 1]) = (1 - probabilities[n], probabilities[n]);
        return both;
    }
}
