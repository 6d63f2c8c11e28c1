using System.Text.Json;

namespace Myelin.Tests.Formulas;

public class LossTests
{
    public static TheoryData<string, Reduction> Names => Catalogue.LossNames;

    static readonly double[] s_weights = [0.5, 2, 1.25];

    [Theory, MemberData(nameof(Names))]
    public void TheGradientIsTheDerivative(string name, Reduction reduction)
    {
        LossCase c = Catalogue.Loss(name);
        ILoss loss = c.Loss(reduction);
        const double h = 1e-6;
        double[] predictions = c.Predictions, targets = c.Targets;
        double[] gradient = LossValues.Reduced<double>(loss, predictions, targets, LossCase.Rows, s_weights).Gradient;
        for (int i = 0; i < predictions.Length; i++)
        {
            double numeric = (At(h) - At(-h)) / (2 * h), analytic = gradient[i];
            Assert.True(Math.Abs(analytic - numeric) <= 1e-6 * Math.Max(1, Math.Max(Math.Abs(analytic), Math.Abs(numeric))),
                $"{name} of prediction {i}: the gradient is {analytic}, the difference quotient {numeric}");

            double At(double step)
            {
                double[] moved = [.. predictions];
                moved[i] += step;
                return LossValues.Reduced<double>(loss, moved, targets, LossCase.Rows, s_weights).Loss;
            }
        }
        Assert.Contains(gradient, g => g != 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void TheReducedLossIsMadeOfTheValues(string name, Reduction reduction)
    {
        LossCase c = Catalogue.Loss(name);
        ILoss loss = c.Loss(reduction);
        double[] values = LossValues.Each<double>(loss, c.Predictions, c.Targets, LossCase.Rows);
        double[] rows = [.. values.Chunk(values.Length / LossCase.Rows).Select(row => row.Sum())];
        double sum = rows.Zip(s_weights, (value, weight) => value * weight).Sum();
        double expected = reduction switch
        {
            Reduction.Sum or Reduction.None => sum,
            Reduction.RowMean => sum / s_weights.Sum(),
            _ => sum / c.Targets.Chunk(c.Targets.Length / LossCase.Rows)
                .Zip(s_weights, (target, weight) => weight * Count(loss, target, c.Outputs)).Sum(),
        };
        Assert.Equal(expected, LossValues.Reduced<double>(loss, c.Predictions, c.Targets, LossCase.Rows, s_weights).Loss, 1e-12);
    }

    // what the documentation of each loss says the mean divides by
    static double Count(ILoss loss, double[] target, int outputs) => loss switch
    {
        SoftmaxCrossEntropy { IgnoredClass: var ignored, ClassWeights: var weights } when target.Length == 1 =>
            target[0] == ignored ? 0 : weights?[(int)target[0]] ?? 1,
        NegativeLogLikelihood { IgnoredClass: var ignored, ClassWeights: var weights } =>
            target[0] == ignored ? 0 : weights![(int)target[0]],
        SoftmaxCrossEntropy or MultiMargin => 1,
        HeteroscedasticNegativeLogLikelihood => target.Length,
        _ => outputs,
    };

    [Theory, MemberData(nameof(Names))]
    public void FloatsAgreeWithDoubles(string name, Reduction reduction)
    {
        LossCase c = Catalogue.Loss(name);
        float[] predictions = [.. c.Predictions.Select(x => (float)x)], targets = [.. c.Targets.Select(x => (float)x)];
        (double loss, double[] gradient) = LossValues.Reduced<double>(c.Loss(reduction), c.Predictions, c.Targets, LossCase.Rows);
        (float loss32, float[] gradient32) = LossValues.Reduced<float>(c.Loss(reduction), predictions, targets, LossCase.Rows);
        Assert.Equal(loss, loss32, 2e-6 * Math.Max(1, Math.Abs(loss)));
        Assert.All(gradient.Zip(gradient32), g => Assert.Equal(g.First, g.Second, 5e-6 * Math.Max(1, Math.Abs(g.First))));
    }

    [Fact]
    public void NotANumberIsNotHidden() => Assert.All(Catalogue.Losses, c =>
    {
        double[] spoilt = [.. c.Predictions.Select(_ => double.NaN)];
        Assert.True(double.IsNaN(LossValues.Reduced<double>(c.Loss(Reduction.Sum), spoilt, c.Targets, LossCase.Rows).Loss), c.Name);
    });

    [Fact]
    public void EqualWeightsChangeNoMean() => Assert.All(Catalogue.Losses, c =>
    {
        ILoss mean = c.Loss(Reduction.Mean);
        (double loss, double[] gradient) = LossValues.Reduced<double>(mean, c.Predictions, c.Targets, LossCase.Rows, [4, 4, 4]);
        (double plain, double[] plainGradient) = LossValues.Reduced<double>(mean, c.Predictions, c.Targets, LossCase.Rows);
        Assert.Equal(plain, loss, 1e-14);
        Assert.All(plainGradient.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    });

    [Fact]
    public void IgnoredRowsCountNothing()
    {
        var loss = new SoftmaxCrossEntropy(IgnoredClass: -100);
        (double value, double[] gradient) = LossValues.Reduced<double>(loss, [1, 2, 7, 8], [1, -100], 2);
        Assert.Equal(LossValues.Reduced<double>(loss, [1, 2], [1], 1).Loss, value);
        Assert.Equal([0, 0], gradient[2..]);
        (value, gradient) = LossValues.Reduced<double>(loss, [1, 2, 7, 8], [-100, -100], 2);
        Assert.Equal(0, value);
        Assert.Equal([0, 0, 0, 0], gradient);
    }

    [Fact]
    public void SmoothingOfOneClassIsADistribution()
    {
        double[] z = [0.5, -1, 2];
        (double loss, double[] gradient) = LossValues.Reduced<double>(new SoftmaxCrossEntropy(LabelSmoothing: 0.3), z, [2], 1);
        (double soft, double[] softGradient) = LossValues.Reduced<double>(new SoftmaxCrossEntropy(), z, [0.1, 0.1, 0.8], 1);
        Assert.Equal(soft, loss, 1e-14);
        Assert.All(softGradient.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void LossesOfLogitsArePairsOfLinkAndLoss()
    {
        double[] z = [0.5, -1.5, 2, 0.25], y = [1, 0, 0, 1], p = [.. z.Select(Catalogue.Element("sigmoid").Value)];
        Assert.Equal(
            LossValues.Reduced<double>(new BinaryCrossEntropy(), p, y, 2).Loss,
            LossValues.Reduced<double>(new SigmoidCrossEntropy(), z, y, 2).Loss, 1e-14);
        var log = new double[4];
        new Myelin.LogSoftmax().Value<double>(z, log);
        Assert.Equal(
            LossValues.Reduced<double>(new NegativeLogLikelihood(), log, [2], 1).Loss,
            LossValues.Reduced<double>(new SoftmaxCrossEntropy(), z, [2], 1).Loss, 1e-14);
    }

    // near 0 the naive ln cosh e is 0; ½ e² is right to all digits there, and |e| − ln 2 for large e
    [Fact]
    public void LogCoshKeepsSmallAndLargeErrors()
    {
        double At(double e) => LossValues.Reduced<double>(new LogCosh(), [e], [0], 1).Loss;
        Assert.Equal(0.5e-20, At(1e-10), 1e-33);
        Assert.Equal(0.43378083048302719, At(1), 1e-15);
        Assert.Equal(1e6 - 0.69314718055994531, At(-1e6), 1e-9);
        Assert.Equal(1e300, At(1e300));
    }

    [Fact]
    public void AConfidentCrossEntropyKeepsItsDigits()
    {
        // ln(1 + e⁻⁵⁰) = e⁻⁵⁰ to all digits
        Assert.Equal(1.9287498479639178e-22, LossValues.Reduced<double>(new SoftmaxCrossEntropy(), [50, 0], [0], 1).Loss, 1e-36);
        Assert.Equal(1.9287498479639178e-22, LossValues.Reduced<double>(new SigmoidCrossEntropy(), [50], [1], 1).Loss, 1e-36);
    }

    [Fact]
    public void AgreesWithTheOracleAtTheExtremes()
    {
        int entries = 0;
        foreach (JsonProperty entry in TestData.Json("golden_open/table_losses_extreme.json").GetProperty("table").EnumerateObject())
        {
            double target = double.Parse(entry.Name.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
            ILoss loss = entry.Name.Split(' ', '(')[0] switch
            {
                "bce_with_logits" => new SigmoidCrossEntropy(),
                "bce" => new BinaryCrossEntropy(),
                "cross_entropy" => new SoftmaxCrossEntropy(),
                string other => throw new NotSupportedException(other),
            };
            double[][] x = [.. Rows(entry.Value, "x")], grad = [.. Rows(entry.Value, "grad")];
            double[] expected = entry.Value.GetProperty("loss").Numbers();
            for (int n = 0; n < x.Length; n++, entries++)
            {
                (double value, double[] gradient) = LossValues.Reduced<double>(loss, x[n], [target], 1);
                Near(expected[n], value, $"{entry.Name} at {string.Join(", ", x[n])}");
                for (int k = 0; k < gradient.Length; k++)
                    Near(grad[n][k], gradient[k], $"gradient {k} of {entry.Name} at {string.Join(", ", x[n])}");
            }
        }
        Assert.Equal(64, entries);

        static IEnumerable<double[]> Rows(JsonElement entry, string name) => entry.GetProperty(name).EnumerateArray().Select(
            x => x.ValueKind == JsonValueKind.Array ? x.Numbers() : [x.Number()]);

        // 2⁻⁵¹ absolutely: where PyTorch subtracts near numbers, 1 − p and log(1 − p)
        static void Near(double expected, double found, string where) => Assert.True(
            Math.Abs(found - expected) <= 1e-12 * Math.Abs(expected) + Math.ScaleB(1, -51), $"{where}: {found}, not {expected}");
    }
}
