using Myelin.Numerics;

namespace Myelin.Tests.Calibration;

/// <summary>Intervals by hand, and their promise on drawn data: they hold the truth as often as they say.</summary>
public class ConformalTests
{
    // 9 scores: the ⌈10 × 0.8⌉ = 8-th smallest; for 0.95 the 10-th of 9
    [Fact]
    public void QuantilesByHand()
    {
        double[] scores = [5, 1, 9, 3, 7, 2, 8, 4, 6];
        Assert.Equal(8, SplitConformal.Quantile(scores, 0.8));
        Assert.Equal(9, SplitConformal.Quantile(scores, 0.9));
        Assert.Equal(double.PositiveInfinity, SplitConformal.Quantile(scores, 0.95));
        Assert.Equal(1, SplitConformal.Quantile(scores, 0.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => SplitConformal.Quantile(scores, 1));
    }

    // (n + 1)(1 − α) is whole, whatever binary numbers make of 0.7, 0.9, 0.95
    [Theory]
    [InlineData(9, 0.7, 7)]
    [InlineData(9, 0.9, 9)]
    [InlineData(99, 0.95, 95)]
    [InlineData(999, 0.9, 900)]
    [InlineData(10, 0.9, 10)]
    public void RanksAreExact(int n, double coverage, int rank) => Assert.Equal(rank, SplitConformal.Rank(n, coverage));

    // two folds with predictions 10 and 20; residuals 1, 2 of the first and 3, 4 of the second. At 0.5 and n = 4: ⌊2.5⌋ = 2-nd smallest of
    // 9, 8, 17, 16 and ⌈2.5⌉ = 3-rd smallest of 11, 12, 23, 24
    [Fact]
    public void CrossIntervalsByHand()
    {
        Assert.Equal((9, 23), CrossConformal.Interval([10, 20], [1, 2, 3, 4], [0, 0, 1, 1], 0.5));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity),
            CrossConformal.Interval([10, 20], [1, 2, 3, 4], [0, 0, 1, 1], 0.9));
    }

    [Fact]
    public void CoverageByHand() => Assert.Equal(2 / 3.0, SplitConformal.Coverage([1, 2, 3], [0, 2, 4], [1, 3, 5]), 1e-15);

    // y = x + skewed noise, a model that is wrong (ŷ = x): over 200 draws of 99 rows the 90 % interval holds 90 % of 200 new rows each;
    // the mean of 200 has a deviation of about √(0.09/200/200 + 0.09/101/200) ≈ 0.0026
    [Fact]
    public void SplitIntervalsHoldTheTruthAsOftenAsTheySay()
    {
        double held = 0;
        for (int draw = 0; draw < 200; draw++)
        {
            var random = new RandomStream(11, RandomPurpose.Other, (ulong)draw);
            var scores = new double[99];
            for (int n = 0; n < scores.Length; n++) scores[n] = Math.Abs(Skewed(ref random));
            double q = SplitConformal.Quantile(scores, 0.9);
            for (int n = 0; n < 200; n++) held += Math.Abs(Skewed(ref random)) <= q ? 1 : 0;
        }
        Assert.InRange(held / 200 / 200, 0.89, 0.91);
    }

    // the mean as a model, 5 folds of 20 rows each
    [Fact]
    public void CrossIntervalsHoldTheTruthAboutAsOftenAsTheySay()
    {
        double held = 0;
        for (int draw = 0; draw < 200; draw++)
        {
            var random = new RandomStream(12, RandomPurpose.Other, (ulong)draw);
            var y = new double[100];
            for (int n = 0; n < y.Length; n++) y[n] = Skewed(ref random);
            int[] folds = [.. Enumerable.Range(0, 100).Select(n => n % 5)];
            double[] means = [.. Enumerable.Range(0, 5).Select(k => y.Where((_, n) => n % 5 != k).Average())];
            (double low, double high) = CrossConformal.Interval(means,
                [.. y.Select((value, n) => Math.Abs(value - means[n % 5]))], folds, 0.9);
            for (int n = 0; n < 100; n++)
            {
                double value = Skewed(ref random);
                held += low <= value && value <= high ? 1 : 0;
            }
        }
        Assert.InRange(held / 200 / 100, 0.89, 0.92);
    }

    static double Skewed(ref RandomStream random) =>
        random.Normal() * (1 + random.NextDouble() * random.NextDouble() * 5) + random.NextDouble();
}
