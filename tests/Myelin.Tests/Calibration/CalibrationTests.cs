using System.Text.Json;

namespace Myelin.Tests.Calibration;

/// <summary>Temperature, calibration error and thresholds by hand, and against SciPy and scikit-learn.</summary>
public class CalibrationTests
{
    public static TheoryData<int> Cases => [0, 1, 2];

    static JsonElement Case(int i) => TestData.Json("calibration/calibration.json").GetProperty("cases")[i];

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheTemperatureIsWhereSciPyFindsTheLeastLogLoss(int i)
    {
        (int[] labels, double[] p, int classes) = Read(Case(i));
        double temperature = TemperatureScaling.Fit(labels, p, classes);
        Assert.Equal(Case(i).GetProperty("temperature").GetDouble(), temperature, 1e-6);
        Assert.Equal(Case(i).GetProperty("log_loss").GetDouble(),
            ProbabilityScores.LogLoss(labels, Scaled(p, temperature, classes), classes), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheCalibrationErrorIsThatOfNumPy(int i)
    {
        (int[] labels, double[] p, int classes) = Read(Case(i));
        Assert.Equal(Case(i).GetProperty("ece").GetDouble(), CalibrationError.Expected(labels, p, classes), 1e-10);
        Assert.True(CalibrationError.Expected(labels, Scaled(p, TemperatureScaling.Fit(labels, p, classes), classes), classes)
            < CalibrationError.Expected(labels, p, classes));
    }

    [Fact]
    public void TheReliabilityCurveIsThatOfScikitLearn()
    {
        (int[] labels, double[] p, _) = Read(Case(0));
        JsonElement curve = Case(0).GetProperty("curve");
        ReliabilityBin[] bins = CalibrationError.Bins([.. labels.Select(k => k == 1)], [.. p.Where((_, j) => j % 2 == 1)],
            curve.GetProperty("bins").GetInt32());
        bins = [.. bins.Where(bin => bin.Rows > 0)];
        Assert.Equal(curve.GetProperty("share").Numbers(), bins.Select(bin => bin.Accuracy), Close);
        Assert.Equal(curve.GetProperty("mean").Numbers(), bins.Select(bin => bin.Confidence), Close);
    }

    [Theory]
    [InlineData(ThresholdMetric.F1)]
    [InlineData(ThresholdMetric.Balanced)]
    [InlineData(ThresholdMetric.Matthews)]
    [InlineData(ThresholdMetric.Accuracy)]
    public void TheThresholdIsTheBestOfAllThatScikitLearnMeasures(ThresholdMetric metric)
    {
        (int[] labels, double[] p, _) = Read(Case(0));
        JsonElement expected = Case(0).GetProperty("thresholds").GetProperty(metric.ToString().ToLowerInvariant());
        (double threshold, double value) = DecisionThreshold.Best([.. labels.Select(k => k == 1)],
            [.. p.Where((_, j) => j % 2 == 1)], metric);
        Assert.Equal(expected.GetProperty("threshold").GetDouble(), threshold, 1e-12);
        Assert.Equal(expected.GetProperty("value").GetDouble(), value, 1e-12);
    }

    // bins of two: confidences 0.6 and 0.9 are in the second, (0.5, 1]; 0.5 is in the first. |1/1 − 0.5|/3 + 2/3 |1/2 − 0.75|
    [Fact]
    public void TheCalibrationErrorByHand() =>
        Assert.Equal(0.5 / 3 + 2.0 / 3 * 0.25, CalibrationError.Expected([0, 1, 0], [0.5, 0.5, 0.4, 0.6, 0.1, 0.9], 2, bins: 2), 1e-15);

    // odds 4 : 1 become √4 : 1 at T = 2
    [Fact]
    public void ATemperatureTakesRootsOfOdds()
    {
        var q = new double[2];
        TemperatureScaling.Apply([0.8, 0.2], 2, q);
        Assert.Equal([2 / 3.0, 1 / 3.0], q, Close);
    }

    // two rows are given 0.9 for their class and one 0.9 for the other: right would be 2/3. 9^(1/T) = 2
    [Fact]
    public void TheTemperatureByHand() =>
        Assert.Equal(Math.Log(9) / Math.Log(2), TemperatureScaling.Fit([0, 0, 1], [0.9, 0.1, 0.9, 0.1, 0.9, 0.1], 2), 1e-12);

    // two rows without an error: each is expected to be right with 1 − 1/4, and of odds 2 the T-th root of 2 is 3 at T = ln 2 / ln 3
    [Fact]
    public void WithoutAnErrorAModelIsAsSureAsItsRowsAllow()
    {
        double two = TemperatureScaling.Fit([0, 1], [2 / 3d, 1 / 3d, 1 / 3d, 2 / 3d], 2);
        Assert.Equal(Math.Log(2) / Math.Log(3), two, 1e-12);
        int[] labels = [.. Enumerable.Range(0, 1000).Select(n => n % 2)];
        double many = TemperatureScaling.Fit(labels,
            [.. labels.SelectMany(label => (double[])[label == 0 ? 0.8 : 0.2, label == 0 ? 0.2 : 0.8])], 2);
        Assert.Equal(Math.Log(4) / Math.Log(1001), many, 1e-12);
        Assert.Equal(TemperatureScaling.Largest, TemperatureScaling.Fit([1, 0], [0.7, 0.3, 0.2, 0.8], 2));
    }

    // a row with weight 2 is two rows
    [Fact]
    public void WeightsCountRows() => Assert.Equal(
        TemperatureScaling.Fit([0, 1, 1, 0], [0.9, 0.1, 0.6, 0.4, 0.6, 0.4, 0.7, 0.3], 2),
        TemperatureScaling.Fit([0, 1, 0], [0.9, 0.1, 0.6, 0.4, 0.7, 0.3], 2, [1, 2, 1]), 1e-12);

    [Fact]
    public void ProbabilitiesOfZeroHaveATemperatureToo()
    {
        var q = new double[3];
        TemperatureScaling.Apply([1, 0, 0], 1.5, q);
        Assert.Equal(1, q[0], 1e-12);
        Assert.InRange(TemperatureScaling.Fit([0, 0, 1], [1, 0, 1, 0, 1, 0], 2), 1, TemperatureScaling.Largest);
    }

    // as the powers of such a row are: all alike
    [Fact]
    public void ARowOfZerosSaysAsMuchAsOneOfEqualShares()
    {
        double expected = TemperatureScaling.Fit([0, 0, 1, 0], [0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.5, 0.5], 2);
        Assert.Equal(Math.Log(9) / Math.Log(2), expected, 1e-12);
        Assert.Equal(expected, TemperatureScaling.Fit([0, 0, 1, 0], [0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0, 0], 2));
    }

    [Fact]
    public void RowsThatAllCountNothingHaveNoTemperature() => Assert.StartsWith("Every row's weight is 0",
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([0, 1], [0.9, 0.1, 0.6, 0.4], 2, [0, 0])).Message,
        StringComparison.Ordinal);

    // scores 0.1 − | 0.2 + | 0.3 − | 0.8 +: from 0.15 on, TP 2 and FP 1: F₁ 4/5; from 0.55 on, TP 1, FN 1: 2/3, but 3 of 4 right too
    [Fact]
    public void ThresholdsByHand()
    {
        bool[] positive = [false, true, false, true];
        double[] scores = [0.1, 0.2, 0.3, 0.8];
        Assert.Equal(0.15, DecisionThreshold.Best(positive, scores, ThresholdMetric.F1).Threshold, 1e-15);
        Assert.Equal(0.8, DecisionThreshold.Best(positive, scores, ThresholdMetric.F1).Value, 1e-15);
        Assert.Equal(0.55, DecisionThreshold.Best(positive, scores, ThresholdMetric.Accuracy).Threshold, 1e-15);
        Assert.Equal(0.5, DecisionThreshold.Best(positive, scores, ThresholdMetric.Youden).Value, 1e-15);
        Assert.Throws<ArgumentException>(() => DecisionThreshold.Best([true, true], [0.1, 0.2], ThresholdMetric.F1));
    }

    static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 1e-10;

    static double[] Scaled(double[] p, double temperature, int classes)
    {
        var q = new double[p.Length];
        for (int n = 0; n < p.Length; n += classes) TemperatureScaling.Apply(p.AsSpan(n, classes), temperature, q.AsSpan(n, classes));
        return q;
    }

    static (int[] Labels, double[] Probabilities, int Classes) Read(JsonElement file) => (
        [.. file.GetProperty("labels").Numbers().Select(label => (int)label)],
        [.. file.GetProperty("probabilities").EnumerateArray().SelectMany(row => row.Numbers())], file.GetProperty("classes").GetInt32());
}
