using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tests.Formulas;

/// <summary>
/// Every loss case of the oracle, on the outputs that its file gives: the value, and through the last layer's activation and weights the
/// gradients of that layer.
/// </summary>
public class GoldenLossTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.GetFiles(TestData.Path("golden_open"), "loss_*.json")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void ThereAreCases() => Assert.Equal(51, Cases.Count);

    [Theory, MemberData(nameof(Cases))]
    public void Agrees(string name)
    {
        JsonElement file = TestData.Json($"golden_open/{name}"), expected = file.GetProperty("expected"), last = file.GetProperty("net")[1];
        double[][] a = Matrix(expected.GetProperty("a")[1]), below = Matrix(expected.GetProperty("a")[0]);
        double[][] target = Matrix(file.GetProperty("target"));
        (int rows, int outputs) = (a.Length, a[0].Length);
        ILoss loss = Loss(file.GetProperty("loss"));
        double[] predictions = [.. a.SelectMany(row => row)], targets = [.. target.SelectMany(row => row)];

        (double value, double[] gradient) = LossValues.Reduced<double>(loss, predictions, targets, rows);
        JsonElement answer = expected.GetProperty("loss");
        if (answer.ValueKind == JsonValueKind.Array)
            Near([.. Matrix(answer).SelectMany(row => row)], LossValues.Each<double>(loss, predictions, targets, rows), "the values");
        else Near([answer.GetDouble()], [value], "the loss");

        double[][] z = Matrix(expected.GetProperty("z")[1]);
        string activation = last.GetProperty("activation").GetString()!;
        double[][] delta = [.. gradient.Chunk(outputs).Select((row, n) => Delta(activation, a[n], z[n], row))];
        JsonElement grad = expected.GetProperty("grad")[1];
        Near(grad.GetProperty("b").Numbers(), [.. Enumerable.Range(0, outputs).Select(o => delta.Sum(row => row[o]))], "∂L/∂b");
        double[][] weights = Matrix(grad.GetProperty("W"));
        for (int o = 0; o < outputs; o++)
        {
            IEnumerable<double> row = below[0].Select((_, i) => Enumerable.Range(0, rows).Sum(n => below[n][i] * delta[n][o]));
            Near(weights[o], [.. row], $"∂L/∂W of output {o}");
        }
    }

    static double[] Delta(string activation, double[] a, double[] z, double[] gradient)
    {
        if (activation != "log_softmax") return [.. gradient.Zip(z, (g, x) => g * Catalogue.Element(activation).Slope(x))];
        new LogSoftmax().Backpropagate<double>(a, a, gradient);
        return gradient;
    }

    static ILoss Loss(JsonElement settings)
    {
        string type = settings.GetProperty("type").GetString()!;
        string given = settings.TryGetProperty("reduction", out JsonElement text) ? text.GetString()! : type == "half_sse" ? "sum" : "mean";
        Reduction reduction = given == "batchmean" ? Reduction.RowMean : Enum.Parse<Reduction>(given, ignoreCase: true);
        return type switch
        {
            "half_sse" => new HalfSquaredError(reduction),
            "mse" => new MeanSquaredError(reduction),
            "mae" => new MeanAbsoluteError(reduction),
            "huber" => new Huber(Number("delta"), reduction),
            "smooth_l1" => new SmoothL1(Number("beta"), reduction),
            "log_cosh" => new LogCosh(reduction),
            "msle" => new MeanSquaredLogarithmicError(reduction),
            "bce" when Has("sample_weight") => BinaryCrossEntropy.PerOutput(List("sample_weight")!, reduction),
            "bce" => new BinaryCrossEntropy(reduction),
            "bce_with_logits" when Has("pos_weight") =>
                SigmoidCrossEntropy.PerOutput(List("pos_weight"), List("sample_weight"), reduction),
            "bce_with_logits" => new SigmoidCrossEntropy(1, reduction),
            "cross_entropy" => new SoftmaxCrossEntropy(List("class_weight"), Has("label_smoothing") ? Number("label_smoothing") : 0,
                Has("ignore_index") ? (int)Number("ignore_index") : null, reduction),
            "nll" => new NegativeLogLikelihood(List("class_weight"), null, reduction),
            "poisson_nll" =>
                new PoissonNegativeLogLikelihood(Flag("log_input"), Flag("full"), Has("eps") ? Number("eps") : 1e-8, reduction),
            "gaussian_nll" => new GaussianNegativeLogLikelihood(Number("var"), Flag("full"), reduction),
            "kl_div" => new KullbackLeiblerDivergence(false, reduction),
            "hinge_binary" => new Hinge(reduction),
            "squared_hinge_binary" => new SquaredHinge(reduction),
            "multi_margin" => new MultiMargin((int)Number("p"), Number("margin"), null, reduction),
            "soft_margin" => new SoftMargin(reduction),
            _ => throw new NotSupportedException(type),
        };

        bool Has(string key) => settings.TryGetProperty(key, out _);
        double Number(string key) => settings.GetProperty(key).GetDouble();
        bool Flag(string key) => settings.GetProperty(key).GetBoolean();
        EquatableArray<double>? List(string key) => Has(key) ? settings.GetProperty(key).Numbers() : (EquatableArray<double>?)null;
    }

    static double[][] Matrix(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Array ? row.Numbers() : [row.Number()])];

    static void Near(double[] expected, double[] found, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool near = Math.Abs(found[i] - expected[i]) <= 1e-11 + 1e-9 * Math.Abs(expected[i]);
            Assert.True(near, $"{what}, {i}: {found[i]}, not {expected[i]}");
        }
    }
}
