using CsCheck;
using Myelin.Basis;

namespace Myelin.Tests.Metrics;

/// <summary>Metrics by hand and by law, where scikit-learn's cases have none.</summary>
public class MetricTests
{
    [Fact]
    public void AreasByHand()
    {
        // pairs (positive, negative): 0.8 > 0.4, 0.8 > 0.1, 0.4 = 0.4 half, 0.4 > 0.1: 3.5 of 4
        Assert.Equal(3.5 / 4, Ranking.RocAuc([true, true, false, false], [0.8, 0.4, 0.4, 0.1]));
        Assert.Equal(1, Ranking.RocAuc([true, false], [0.2, 0.1]));
        Assert.Equal(0, Ranking.RocAuc([false, true], [0.2, 0.1]));
        Assert.Equal(double.NaN, Ranking.RocAuc([true, true], [0.2, 0.1]));
    }

    // thresholds 0.8: P = 1, R = 1/2;  0.4: P = 2/3, R = 1;  0.1: R stays
    [Fact]
    public void AveragePrecisionByHand()
    {
        Assert.Equal(0.5 + 0.5 * 2 / 3, Ranking.AveragePrecision([true, true, false, false], [0.8, 0.4, 0.4, 0.1]), 1e-15);
        Assert.Equal(0, Ranking.AveragePrecision([false, false], [0.2, 0.1]));
    }

    [Fact]
    public void OfTwoEquallyLikelyClassesTheLaterGoesFirst()
    {
        double[] p = [0.4, 0.4, 0.2];
        Assert.Equal(0, ProbabilityScores.TopAccuracy([0], p, 3, 1));
        Assert.Equal(1, ProbabilityScores.TopAccuracy([1], p, 3, 1));
        Assert.Equal(1, ProbabilityScores.TopAccuracy([0], p, 3, 2));
        Assert.Equal(1, ProbabilityScores.TopAccuracy([2], p, 3, 3));
    }

    [Fact]
    public void ProbabilitiesOfZeroAndOneHaveAFiniteLogLoss()
    {
        Assert.Equal(-Math.Log(Math.Pow(2, -52)), ProbabilityScores.LogLoss([0], [0, 1], 2), 1e-12);
        Assert.Equal(0, ProbabilityScores.LogLoss([1], [0, 1], 2), 1e-15);
    }

    // (0.3 − 1)² + 0.5² + 0.2²;  of two classes (0.3 − 1)²
    [Fact]
    public void BrierByHand()
    {
        Assert.Equal(0.49 + 0.25 + 0.04, ProbabilityScores.Brier([0], [0.3, 0.5, 0.2], 3), 1e-15);
        Assert.Equal(0.49, ProbabilityScores.Brier([1], [0.7, 0.3], 2), 1e-15);
    }

    [Fact]
    public void ZeroWhereAScoreWouldBeZeroOverZero()
    {
        var oneClass = new ConfusionMatrix([0, 0], [0, 0], 2);
        Assert.Equal((0, 0), (PrecisionRecall.Precision(oneClass, 1), PrecisionRecall.Recall(oneClass, 1)));
        Assert.Equal(0, PrecisionRecall.F1(oneClass, 1));
        Assert.Equal((0, 0), (Agreement.Matthews(oneClass), Agreement.Kappa(oneClass)));
        Assert.Equal(1, Agreement.BalancedAccuracy(oneClass));
    }

    [Fact]
    public void ACompleteAgreementIsOneEverywhere() =>
        Gen.Int[0, 4].Array[2, 50].Sample(labels =>
        {
            var c = new ConfusionMatrix(labels, labels, 5);
            Assert.Equal((1, 1), (Agreement.Accuracy(c), PrecisionRecall.F1(c, Average.Weighted)));
            if (labels.Distinct().Count() > 1) Assert.Equal((1, 1), (Agreement.Matthews(c), Agreement.Kappa(c)));
        });

    // of all pairs, as the definition says
    [Fact]
    public void TheAreaIsTheShareOfPairsInOrder() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 9]).Array[2, 40].Where(rows => rows.Select(row => row.Item1).Distinct().Count() == 2).Sample(rows =>
        {
            (bool[] positive, double[] scores) = ([.. rows.Select(row => row.Item1)], [.. rows.Select(row => (double)row.Item2)]);
            IEnumerable<double> pairs = from p in rows
                                        where p.Item1
                                        from n in rows
                                        where !n.Item1
                                        select p.Item2 > n.Item2 ? 1 : p.Item2 == n.Item2 ? 0.5 : 0;
            Assert.Equal(pairs.Average(), Ranking.RocAuc(positive, scores), 1e-12);
        });

    [Fact]
    public void SumsOfVeryDifferentNumbersAreExact()
    {
        var sum = new CompensatedSum();
        foreach (double x in new[] { 1, 1e100, 1, -1e100 }) sum.Add(x);
        Assert.Equal(2, sum.Value);
        sum.Add(double.PositiveInfinity);
        Assert.Equal(double.PositiveInfinity, sum.Value);
    }

    [Fact]
    public void DecimalsKeepTheDigitsThatDoublesLose()
    {
        decimal[] x = [10000000.1m, 10000000.3m, 10000000.2m];
        Assert.Equal(10000000.2m, Statistics.Mean(x));
        Assert.Equal(0.01, Statistics.Variance(x));
        Assert.Equal(0.02 / 3, Statistics.Variance(x, 0));
        Assert.NotEqual(0.01, Statistics.Variance([10000000.1, 10000000.3, 10000000.2]), 1e-12);
    }

    [Fact]
    public void Medians()
    {
        Assert.Equal(2, Statistics.Median([3, 1, 2]));
        Assert.Equal(2.5, Statistics.Median([4, 1, 3, 2]));
        Assert.Equal(double.NaN, Statistics.Median([1, double.NaN, 3]));
        Assert.Equal(double.NaN, Statistics.SampleDeviation([1]));
        Assert.Equal(0, Statistics.PopulationDeviation([1]));
    }

    [Fact]
    public void ConstantTargetsAndSingleRows()
    {
        Assert.Equal(1, RegressionErrors.R2([3, 3], [3, 3]));
        Assert.Equal(0, RegressionErrors.R2([3, 3], [3, 4]));
        Assert.Equal(double.NaN, RegressionErrors.R2([3], [3]));
        Assert.Equal(1, RegressionErrors.ExplainedVariance([3, 3], [4, 4]));
    }

    // columns (1, 3) against (1, 4) and (2, 4) against (0, 4): MAE ½ and 1, MSE ½ and 2, R² ½ and −1
    [Fact]
    public void SeveralOutputsAreAveraged()
    {
        var report = new RegressionReport([1, 2, 3, 4], [1, 0, 4, 4], 2);
        Assert.Equal((2, 0.75, 1.25, 2), (report.Rows, report.MeanAbsoluteError, report.MeanSquaredError, report.MaximumError));
        Assert.Equal((Math.Sqrt(0.5) + Math.Sqrt(2)) / 2, report.RootMeanSquaredError, 1e-15);
        Assert.Equal((0.5 - 1) / 2, report.R2, 1e-15);
    }

    [Fact]
    public void OneColumnOfProbabilitiesIsThatOfClassOne()
    {
        var one = new ClassificationReport([0, 1, 1], [0.2, 0.9, 0.4], ["no", "yes"]);
        var two = new ClassificationReport([0, 1, 1], [0.8, 0.2, 0.1, 0.9, 0.6, 0.4], ["no", "yes"]);
        Assert.Equal(two.ToString(), one.ToString());
        Assert.Equal(2 / 3d, one.Accuracy, 1e-15);
    }

    // C = (1 1 0; 0 2 0; 0 0 1): Matthews 11/√224, κ = 1 − 5/16
    [Fact]
    public void TheTables()
    {
        var report = new ClassificationReport([0, 0, 1, 1, 2], [0.8, 0.1, 0.1, 0.3, 0.6, 0.1, 0.1, 0.8, 0.1, 0.2, 0.7, 0.1, 0.1, 0.2, 0.7],
            ["setosa", "versicolor", "virginica"]);
        Assert.Equal("""
                               precision    recall        F1      rows
            setosa                1.0000    0.5000    0.6667         2
            versicolor            0.6667    1.0000    0.8000         2
            virginica             1.0000    1.0000    1.0000         1
            mean                  0.8889    0.8333    0.8222         5
            weighted mean         0.8667    0.8000    0.7867         5

            accuracy              0.8000
            balanced accuracy     0.8333
            Matthews              0.7350
            kappa                 0.6875
            log loss              0.4727
            Brier                 0.2520
            ROC AUC               1.0000
            average precision     1.0000

            actual \ predicted      setosa  versicolor   virginica
            setosa                       1           1           0
            versicolor                   0           2           0
            virginica                    0           0           1
            """, Lines(report));
        Assert.Equal("""
            R²                             0.75
            RMSE                       0.408248
            MAE                        0.333333
            MSE                        0.166667
            median absolute error           0.5
            maximum error                   0.5
            MAPE                       0.222222
            explained variance             0.75
            """, Lines(new RegressionReport([1, 2, 3], [1.5, 2, 2.5])));

        static string Lines(object report) => report.ToString()!.ReplaceLineEndings("\n");
    }

    [Fact]
    public void Messages()
    {
        Says("There are no rows to measure.", () => new ConfusionMatrix([], [], 2));
        Says("2 rows of truth are compared with 1 predictions; give one for each row.", () => new ConfusionMatrix([0, 1], [0], 2));
        Says("Row 1 has class 2, but there are 2 classes, 0 to 1.", () => new ConfusionMatrix([0, 2], [0, 0], 2));
        Says("2 rows of 3 classes need 2 × 3 probabilities, not 4.", () => ProbabilityScores.LogLoss([0, 1], [1, 0, 0, 1], 3));
        Says("Row 1 has the prediction NaN, which is not a finite number.", () => new RegressionReport([0, 1], [0, double.NaN]));
        Says("Row 0 has the true value Infinity, which is not a finite number.",
            () => new RegressionReport([double.PositiveInfinity], [0]));

        static void Says(string expected, Func<object> make) =>
            Assert.Equal(expected, Throw.Text(Assert.ThrowsAny<ArgumentException>(make)));
    }
}
