using Myelin.Explain;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Engine;

/// <summary>The engine against the textbook's plain loops, in float64, at sizes on both sides of every width of lane.</summary>
public class ReferenceTests
{
    const double Tolerance = 1e-12;

    static readonly int[] s_sizes = [1, 7, 16, 17, 33], s_batches = [1, 7, 16, 33];

    public static MatrixTheoryData<int, int> Shapes => new(s_sizes, s_batches);

    public static MatrixTheoryData<int, int> Tiles => new([5, 40, 130], [.. Enumerable.Range(1, 29)]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ForwardAndBackward(int size, int rows)
    {
        Samples<double> samples = Drawn.Regression<double>(rows, size, 3);
        using Model<double> model = Model.Create<double>(Description(size), seed: 4);
        TextbookNetwork textbook = Textbook(model);
        double[][] x = Split(samples.Inputs, size), y = Split(samples.Targets, 3);
        TextbookGradients expected = textbook.Differentiate(x, y, TextbookLosses.SquaredError, rows * 3);
        Trace<double> trace = Trace<double>.Of(model, new MeanSquaredError(), samples);

        Near(expected.Loss, trace.Loss, "loss");
        for (int l = 0; l < expected.W.Length; l++)
        {
            Near(expected.W[l], trace.Layers[l].Parameters[0].Gradient, $"∂L/∂W of layer {l}");
            for (int o = 0; o < expected.B[l].Length; o++)
                Near(expected.B[l][o], trace.Layers[l].Parameters[1].Gradient[0, o], $"∂L/∂b[{o}] of layer {l}");
        }
        for (int n = 0; n < rows; n++)
        {
            double[] prediction = textbook.Predict(x[n]), output = model.Predict(x[n]);
            for (int k = 0; k < 3; k++) Near(prediction[k], output[k], $"prediction [{n}, {k}]");
            for (int i = 0; i < size; i++) Near(expected.X[n][i], trace.Layers[0].InputGradient[n, i], $"∂L/∂x[{n}, {i}]");
        }
    }

    // every entry of the tables that choose a register tile by its rows: of products, of gradients, of a single row
    [Theory]
    [MemberData(nameof(Tiles))]
    public void EveryTile(int size, int rows) => ForwardAndBackward(size, rows);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void StepsOfDescent(int size, int rows)
    {
        const double Rate = 0.1;
        Samples<double> samples = Drawn.Regression<double>(rows, size, 3);
        using Model<double> model = Model.Create<double>(Description(size), seed: 4);
        TextbookNetwork textbook = Textbook(model);
        using var trainer = new Trainer<double>(model, new MeanSquaredError(), new Sgd(Rate), new() { BatchSize = rows });
        for (int step = 0; step < 3; step++)
        {
            TextbookGradients g = textbook.Differentiate(
                Split(samples.Inputs, size), Split(samples.Targets, 3), TextbookLosses.SquaredError, rows * 3);
            Near(g.Loss, trainer.Step(samples), $"loss before step {step}");
            for (int l = 0; l < textbook.Layers.Count; l++)
            {
                (double[,] w, double[] b) = (textbook.Layers[l].W, textbook.Layers[l].B);
                for (int o = 0; o < b.Length; o++)
                {
                    b[o] -= Rate * g.B[l][o];
                    for (int i = 0; i < w.GetLength(0); i++) w[i, o] -= Rate * g.W[l][i, o];
                }
                Near(w, model.Parameters.Get(2 * l), $"W of layer {l} after step {step}");
                for (int o = 0; o < b.Length; o++)
                    Near(b[o], model.Parameters.Get(2 * l + 1)[0, o], $"b[{o}] of layer {l} after step {step}");
            }
        }
    }

    static Network Description(int size) =>
        new(size, new Dense(size, new Tanh()), new Dense(size, new Relu()), new Dense(3, new Sigmoid()));

    static TextbookNetwork Textbook(Model<double> model)
    {
        TextbookActivation[] activations = [TextbookActivation.Tanh, TextbookActivation.Relu, TextbookActivation.Sigmoid];
        return new([.. activations.Select((activation, l) => new TextbookLayer(
            model.Parameters.Get(2 * l), [.. model.Parameters.Get(2 * l + 1).Cast<double>()], activation))]);
    }

    static double[][] Split(ReadOnlyMemory<double> matrix, int columns) =>
        [.. Enumerable.Range(0, matrix.Length / columns).Select(n => matrix.Slice(n * columns, columns).ToArray())];

    static void Near(double[,] expected, double[,] actual, string what)
    {
        for (int i = 0; i < expected.GetLength(0); i++)
            for (int o = 0; o < expected.GetLength(1); o++) Near(expected[i, o], actual[i, o], $"{what} at [{i}, {o}]");
    }

    static void Near(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)),
            $"{what}: expected {expected:R}, found {actual:R}");
}
