using CsCheck;
using Myelin.Numerics;

namespace Myelin.Tests.Metrics;

/// <summary>
/// Metrics of many classes: the same numbers as their definitions give, in a time that does not grow with pairs of classes.
/// </summary>
public class ManyClassesTests
{
    // few different scores, so that many are tied; some classes have no row
    [Fact]
    public void OnePassGivesWhatEveryColumnAndPairByItselfWould() =>
        Gen.Int[2, 6].SelectMany(
            classes => Gen.Select(Gen.Int[0, classes - 1], Gen.Int[0, 7].Array[classes]).Array[1, 40].Select(rows => (classes, rows)))
            .Sample(table =>
            {
                (int classes, (int Label, int[] Scores)[] rows) = table;
                int[] labels = [.. rows.Select(row => row.Label)];
                double[] scores = [.. rows.SelectMany(row => row.Scores.Select(score => score / 8d))];
                double Column(int n, int k) => scores[n * classes + k];
                int first = classes == 2 ? 1 : 0;
                int[] all = [.. Enumerable.Range(0, labels.Length)];

                double[] rest = [.. Enumerable.Range(first, classes - first)
                    .Select(k => Ranking.RocAuc([.. labels.Select(label => label == k)], [.. all.Select(n => Column(n, k))]))];
                Assert.Equal(Mean(rest), ClassRanking.RocAucOneVsRest(labels, scores, classes));
                double[] precisions = [.. Enumerable.Range(first, classes - first)
                    .Select(k => Ranking.AveragePrecision([.. labels.Select(label => label == k)], [.. all.Select(n => Column(n, k))]))];
                Assert.Equal(precisions.Average(), ClassRanking.AveragePrecision(labels, scores, classes));

                if (classes == 2) return;
                double Area(int a, int b)
                {
                    int[] both = [.. all.Where(n => labels[n] == a || labels[n] == b)];
                    return both.Length == 0 ? double.NaN
                        : Ranking.RocAuc([.. both.Select(n => labels[n] == a)], [.. both.Select(n => Column(n, a))]);
                }
                double[] pairs = [.. from a in Enumerable.Range(0, classes)
                    from b in Enumerable.Range(a + 1, classes - a - 1)
                    select (Area(a, b) + Area(b, a)) / 2];
                Assert.Equal(Mean(pairs), ClassRanking.RocAucOneVsOne(labels, scores, classes), 1e-14);
            });

    // with every pair of classes anew this takes minutes
    [Fact(Timeout = 60_000)]
    public void ThreeThousandClassesAreMeasuredAtOnce()
    {
        const int Classes = 3000;
        int[] labels = [.. Enumerable.Range(0, Classes).Select(n => n * 7 % Classes)];
        var probabilities = new double[Classes * Classes];
        for (int n = 0; n < labels.Length; n++)
            for (int k = 0; k < Classes; k++) probabilities[n * Classes + k] = k == labels[n] ? 0.5 : 0.5 / (Classes - 1);
        var report = new ClassificationReport(labels, probabilities, [.. Enumerable.Range(0, Classes).Select(k => $"c{k}")], default,
            TestContext.Current.CancellationToken);
        Assert.Equal((1, 1, 1, 1), (report.Accuracy, report.RocAuc, report.RocAucOneVsOne, report.AveragePrecision));
        Assert.Equal(-Math.Log(0.5), report.LogLoss, 1e-12);
        Assert.True(report.ToString().Length < 1 << 20);
        Assert.Throws<OperationCanceledException>(
            () => new ClassificationReport(labels, probabilities, report.Names, default, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void AMatrixOfManyClassesKeepsOnlyWhatOccurs()
    {
        const int Classes = 50_000;
        var matrix = new ConfusionMatrix([3, 3, 49_999, 0], [3, 7, 7, 0], Classes);
        Assert.Equal((4, 2, 2, 0), (matrix.Total, matrix.Correct, matrix.Support(3), matrix[5, 5]));
        Assert.Equal((2, 1, 1), (matrix.Predicted(7), matrix[3, 7], matrix[49_999, 7]));
        Assert.Equal([(0, 0, 1L), (3, 3, 1L), (3, 7, 1L), (49_999, 7, 1L)], matrix.Counts());
        Assert.Equal("Confusion matrix of 50000 classes: 2 of 4 rows right (not shown for more than 200 classes)", matrix.ToString());
        Assert.Equal([(0, 1, 2L), (1, 0, 1L)], new ConfusionMatrix([0, 1, 0], [1, 0, 1], 2).Counts());
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, Classes]);
    }

    // probabilities that are too sure by a temperature of 2, in more rows than are fitted to
    [Fact]
    public void OfVeryManyRowsATemperatureIsFittedToSomeOfThem()
    {
        const int Rows = 300_000;
        var random = new RandomStream(1, RandomPurpose.Other);
        var (labels, p) = (new int[Rows], new double[2 * Rows]);
        for (int n = 0; n < Rows; n++)
        {
            double logit = 4 * random.Normal();
            p[2 * n + 1] = 1 / (1 + Math.Exp(-logit));
            p[2 * n] = 1 - p[2 * n + 1];
            labels[n] = random.NextDouble() < 1 / (1 + Math.Exp(-logit / 2)) ? 1 : 0;
        }
        double found = TemperatureScaling.Fit(labels, p, 2, default, TestContext.Current.CancellationToken);
        Assert.Equal(2, found, 0.03);
        Assert.Throws<OperationCanceledException>(
            () => TemperatureScaling.Fit(labels, p, 2, default, new CancellationToken(canceled: true)));
    }

    static double Mean(double[] areas) => areas.Where(area => !double.IsNaN(area)).DefaultIfEmpty(double.NaN).Average();
}
