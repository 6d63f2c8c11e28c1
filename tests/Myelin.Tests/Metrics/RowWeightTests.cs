using Myelin.Basis;

namespace Myelin.Tests.Metrics;

/// <summary>
/// Rows that count differently: a whole weight counts as that many rows, as with scikit-learn's sample_weight,
/// and halves are worked by hand.
/// </summary>
public class RowWeightTests
{
    static readonly int[] s_times = [2, 1, 0, 3, 1, 2, 5, 1];

    static readonly double[] s_weights = [.. s_times.Select(times => (double)times)];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryScoreOfClassesIsThatOfRowsWrittenAsOftenAsTheyCount(int classes)
    {
        var random = new Random(classes);
        int[] labels = [.. s_times.Select((_, n) => n % classes)], given = [.. labels.Select(_ => random.Next(classes))];
        // scores with ties
        double[] p = [.. labels.SelectMany(_ => Shares([.. Enumerable.Range(0, classes).Select(_ => 1.0 + random.Next(4))]))];
        string[] names = [.. Enumerable.Range(0, classes).Select(k => $"c{k}")];
        var weighted = new ClassificationReport(labels, p, names, given, s_weights);
        var written = new ClassificationReport(Written(labels),
            [.. Written([.. p.Chunk(classes)]).SelectMany(row => row)], names, Written(given));
        Assert.All(weighted.Numbers().Zip(written.Numbers()), pair => Assert.Equal(pair.Second.Value, pair.First.Value, 1e-14));
        Assert.Equal(written.Top2Accuracy, weighted.Top2Accuracy, 1e-14);
        foreach ((ClassScore one, ClassScore other) in (IEnumerable<(ClassScore, ClassScore)>)[(weighted.Macro, written.Macro),
            (weighted.Micro, written.Micro), (weighted.Weighted, written.Weighted)])
        {
            Assert.Equal(other.Precision, one.Precision, 1e-14);
            Assert.Equal(other.Recall, one.Recall, 1e-14);
            Assert.Equal(other.F1, one.F1, 1e-14);
        }
        double[] many = [.. Written([.. p.Chunk(classes)]).SelectMany(row => row)];
        Assert.Equal(CalibrationError.Expected(Written(labels), many, classes),
            CalibrationError.Expected(labels, p, classes, s_weights), 1e-14);
    }

    [Fact]
    public void EveryScoreOfNumbersIsThatOfRowsWrittenAsOftenAsTheyCount()
    {
        var random = new Random(1);
        double[] y = [.. s_times.Select(_ => 1 + random.NextDouble())], given = [.. y.Select(value => value + random.NextDouble() - 0.4)];
        var weighted = new RegressionReport(y, given, 1, s_weights);
        var written = new RegressionReport(Written(y), Written(given));
        foreach (((string name, double one), (_, double other)) in weighted.Numbers().Zip(written.Numbers()))
            if (name != "maximum error") Assert.Equal(other, one, 1e-13);
    }

    // of weights 0.5, 1.5 and 2: right are the first and the last
    [Fact]
    public void FractionsAreWorkedByHand()
    {
        double[] weights = [0.5, 1.5, 2];
        var report = new ClassificationReport([0, 1, 1], [0.8, 0.2, 0.6, 0.4, 0.1, 0.9], ["a", "b"], [0, 0, 1], weights);
        Assert.Equal(2.5 / 4, report.Accuracy, 1e-15);
        // recall of a 1, of b 2 of 3.5
        Assert.Equal((1 + 2 / 3.5) / 2, report.BalancedAccuracy, 1e-15);
        Assert.Equal(-(0.5 * Math.Log(0.8) + 1.5 * Math.Log(0.4) + 2 * Math.Log(0.9)) / 4, report.LogLoss, 1e-15);
        Assert.Equal((0.5 * 0.04 + 1.5 * 0.36 + 2 * 0.01) / 4, report.Brier, 1e-15);
        Assert.Equal(1, report.RocAuc);
        var numbers = new RegressionReport([1, 2, 4], [1, 3, 2], 1, weights);
        Assert.Equal((1.5 + 2 * 2) / 4, numbers.MeanAbsoluteError, 1e-15);
        Assert.Equal((1.5 + 2 * 4) / 4, numbers.MeanSquaredError, 1e-15);
        // the mean is (0.5 + 3 + 8)/4 = 2.875
        double variance = (0.5 * 1.875 * 1.875 + 1.5 * 0.875 * 0.875 + 2 * 1.125 * 1.125) / 4;
        Assert.Equal(1 - 9.5 / 4 / variance, numbers.R2, 1e-14);
        // half of the weight, 2, is reached exactly with the error 1: the mean of it and the next
        Assert.Equal(1.5, numbers.MedianAbsoluteError, 1e-15);
    }

    [Fact]
    public void ADecisionThresholdCountsThem()
    {
        bool[] positive = [false, true, false, true];
        double[] scores = [0.1, 0.3, 0.5, 0.7];
        Assert.Equal(1, DecisionThreshold.Best(positive, scores, ThresholdMetric.Accuracy, [1, 0, 1, 1]).Value, 1e-15);
        // the third row counts nine times: it is better to miss the second
        Assert.Equal(0.6, DecisionThreshold.Best(positive, scores, ThresholdMetric.Accuracy, [1, 1, 9, 1]).Threshold, 1e-15);
        Assert.Equal(11 / 12.0, DecisionThreshold.Best(positive, scores, ThresholdMetric.Accuracy, [1, 1, 9, 1]).Value, 1e-15);
    }

    // ten times 0.1, summed as it comes, is less than 1
    [Fact]
    public void AThresholdNeedsRowsOfBothClassesThatCount()
    {
        bool[] positive = [.. Enumerable.Repeat(true, 10), false];
        double[] scores = [.. Enumerable.Range(0, 11).Select(n => n / 10.0)], weights = [.. Enumerable.Repeat(0.1, 10), 0];
        Assert.Throws<ArgumentException>(() => DecisionThreshold.Best(positive, scores, ThresholdMetric.F1, weights));
        Assert.Throws<ArgumentException>(
            () => DecisionThreshold.Best([.. positive.Select(kind => !kind)], scores, ThresholdMetric.F1, weights));
    }

    [Fact]
    public void WeightedAreasEndWhenTheyAreCancelled() => Assert.Throws<OperationCanceledException>(
        () => WeightedRanking.OneVsRest([0, 1, 2], new double[9], 3, [1, 2, 3], new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("2 rows need as many weights, but there are 1.", 1.0)]
    [InlineData("A row's weight must be finite and not negative, but one is -1.", 1.0, -1.0)]
    [InlineData("Every row's weight is 0, so there is nothing to measure.", 0.0, 0.0)]
    public void WhatIsNoWeightIsRefused(string message, params double[] weights) =>
        Assert.Equal(message,
            Throw.Text(Assert.Throws<ArgumentException>(() => RegressionErrors.MeanAbsoluteError([1, 2], [1, 2], weights))));

    static double[] Shares(double[] parts) => [.. parts.Select(part => part / parts.Sum())];

    static T[] Written<T>(T[] rows) => [.. rows.SelectMany((row, n) => Enumerable.Repeat(row, s_times[n]))];
}
