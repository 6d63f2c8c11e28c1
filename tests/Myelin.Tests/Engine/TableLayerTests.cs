using Myelin.Basis;
using Myelin.Explain;
using Myelin.Kernels;
using Myelin.Tests.Files;

namespace Myelin.Tests.Engine;

/// <summary>The layers of networks for tables against plain loops, in float64, at sizes on both sides of every width of lane.</summary>
public class TableLayerTests
{
    public static TheoryData<int> Sizes => [1, 7, 16, 17, 33];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void PeriodicEmbeddingsAreWavesOfEachColumn(int columns)
    {
        const int Frequencies = 5, Size = 4;
        using Model<double> model = Model.Create<double>(new(columns, new PeriodicEmbedding(Frequencies, Size, 0.4)), seed: 2);
        (double[,] w, double[,] c, double[,] v, double[,] d) =
            (model.Parameters.Get(0), model.Parameters.Get(1), model.Parameters.Get(2), model.Parameters.Get(3));
        double[] x = Drawn.Numbers<double>(columns, 3), e = model.Predict(x);
        for (int j = 0; j < columns; j++)
        {
            for (int m = 0; m < Size - 1; m++)
            {
                double sum = d[m, j];
                for (int k = 0; k < Frequencies; k++) sum += Math.Cos(2 * Math.PI * x[j] * w[k, j] + c[k, j]) * v[k * (Size - 1) + m, j];
                Assert.Equal(sum, e[m * columns + j], 1e-13);
            }
            Assert.Equal(x[j], e[(Size - 1) * columns + j]);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void WithoutPhasesTheyAreCosinesAndSines(int columns)
    {
        const int Frequencies = 3, Size = 2;
        using Model<double> model =
            Model.Create<double>(new(columns, new PeriodicEmbedding(Frequencies, Size, 0.4, Phases: false)), seed: 2);
        (double[,] w, double[,] v, double[,] d) = (model.Parameters.Get(0), model.Parameters.Get(1), model.Parameters.Get(2));
        double[] x = Drawn.Numbers<double>(columns, 3), e = model.Predict(x);
        for (int j = 0; j < columns; j++)
            for (int m = 0; m < Size; m++)
            {
                double sum = d[m, j];
                for (int k = 0; k < Frequencies; k++)
                    sum += Math.Cos(2 * Math.PI * x[j] * w[k, j]) * v[k * Size + m, j] +
                        Math.Sin(2 * Math.PI * x[j] * w[k, j]) * v[(Frequencies + k) * Size + m, j];
                Assert.Equal(sum, e[m * columns + j], 1e-13);
            }
    }

    // bins 0 … 1 … 3 of the first column; of the second, which is always 5, none
    [Fact]
    public void PiecewiseLinearEmbeddingsByHand()
    {
        using Model<double> model = Model.Create<double>(new(2, new PiecewiseLinearEmbedding(2, 1)));
        DataDependent.Initialize(model, new(new double[] { 0, 5, 1, 5, 3, 5 }, 2, new double[3], 1), seed: 1);
        model.Parameters.Write("layers.0.weight", [10, 1, 100, 1]);
        model.Parameters.Write("layers.0.bias", [0.5, 7]);
        Assert.Equal([0.5 + 10 * 0.5, 7], model.Predict([0.5, 5]));
        Assert.Equal([0.5 + 10 + 100 * 0.25, 7], model.Predict([1.5, 6]));
        Assert.Equal([0.5 - 10 * 2, 7], model.Predict([-2, 5]));        // the first is not bounded below
        Assert.Equal([0.5 + 10 + 100 * 2, 7], model.Predict([5, 5]));   // nor the last above
    }

    [Fact]
    public void EmbeddingsAreRowsAndUnknownCodesTheFirst()
    {
        using Model<double> model = Model.Create<double>(new(1, new Embedding(3, 2)), seed: 4);
        double[,] e = model.Parameters.Get(0);
        foreach ((double code, int row) in new[] { (0d, 0), (1, 1), (2, 2), (3, 0), (-1, 0), (1e300, 0), (double.NaN, 0), (2.6, 0),
            (double.PositiveInfinity, 0) })
            Assert.Equal([e[row, 0], e[row, 1]], model.Predict([code]));
    }

    // only rows of the codes that occur move, each by the sum of its rows' gradients
    [Fact]
    public void EmbeddingsGradientIsTheSumOverTheirRows()
    {
        using Model<double> model = Model.Create<double>(new(1, new Embedding(40, 1, 0)), seed: 4);
        using var trainer = new Trainer<double>(model, new HalfSquaredError(Reduction.Sum), new Sgd(1), new() { Threads = 3 });
        trainer.Step(new(new double[] { 5, 39, 5, 1 }, 1, new double[] { 1, 2, 3, 4 }, 1));
        double[] expected = new double[40];
        (expected[5], expected[39], expected[1]) = (4, 2, 4);
        Assert.Equal(expected, model.Parameters.Get(0).Cast<double>());
    }

    [Fact]
    public void AParametricActivationBlends()
    {
        using Model<double> model = Model.Create<double>(new(3, new ParametricActivation(new Relu())));
        model.Parameters.Write(0, [1, 0, 0.25]);
        Assert.Equal([0, -2, -1.5], model.Predict([-2, -2, -2]));
        string message = Assert.Throws<ArgumentException>(() => new ParametricActivation(new Softmax())).Message;
        Assert.StartsWith("A parametric activation needs an activation of single numbers", message);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void MembersSideBySideAreNetworksOfTheirOwn(int width)
    {
        const int Members = 3, Inputs = 5, Outputs = 2;
        using Model<double> model = Model.Create<double>(
            new(Inputs, new MemberScale(Members, new Normal(1)), new MemberDense(Members, width), new Activation(new Tanh()),
                new MemberHeads(Members, Outputs)), seed: 5);
        Parameters<double> p = model.Parameters;
        for (int block = 0; block < p.Blocks.Count; block++) p.Write(block, Drawn.Numbers<double>(p.Blocks[block].Count, (ulong)block + 3));
        model.Link = new Softmax();
        double[,] first = p.Get(0), w = p.Get(1), r = p.Get(2), s = p.Get(3), b = p.Get(4);
        double[] x = Drawn.Numbers<double>(Inputs, 9), mean = new double[Outputs];
        for (int i = 0; i < Members; i++)
        {
            var a = new double[width];
            for (int o = 0; o < width; o++)
            {
                double sum = 0;
                for (int k = 0; k < Inputs; k++) sum += x[k] * first[i, k] * r[i, k] * w[k, o];
                a[o] = Math.Tanh(sum * s[i, o] + b[i, o]);
            }
            double[] z = [.. Enumerable.Range(0, Outputs)
                .Select(o => p.Get(6 + 2 * i)[0, o] + Enumerable.Range(0, width).Sum(k => a[k] * p.Get(5 + 2 * i)[k, o]))];
            double total = z.Sum(Math.Exp);
            for (int o = 0; o < Outputs; o++) mean[o] += Math.Exp(z[o]) / total / Members;
        }
        double[] found = model.Predict(x);
        for (int o = 0; o < Outputs; o++) Assert.Equal(mean[o], found[o], 1e-12);
    }

    // V and its rates written out, beside W = V/√I with theirs
    [Fact]
    public void TheTangentParametrizationIsTheSameTrainingAsWrittenOut()
    {
        const int Inputs = 9, Units = 4, Rows = 6, Steps = 30;
        Samples<double> samples = Drawn.Regression<double>(Rows, Inputs, Units);
        var network = new Network(Inputs, new Dense(Units) { Parametrization = Parametrization.NeuralTangent, BiasRateFactor = 0.1 });
        using Model<double> model = Model.Create<double>(network, seed: 6);
        double root = Math.Sqrt(Inputs);
        double[] v = [.. model.Parameters.Get(0).Cast<double>().Select(w => w * root)], b = [.. model.Parameters.Get(1).Cast<double>()];
        Assert.InRange(v.Sum(x => x * x) / v.Length, 0.5, 2);
        var adam = new Adam(0.05, 0.9, 0.95, 1e-20) { WeightDecay = 0.2 };
        using var trainer = new Trainer<double>(model, new HalfSquaredError(), adam, new() { BatchSize = Rows });
        (double[] m, double[] u) = (new double[v.Length + b.Length], new double[v.Length + b.Length]);
        for (int t = 1; t <= Steps; t++)
        {
            trainer.Step(samples);
            var g = new double[v.Length + b.Length];
            for (int n = 0; n < Rows; n++)
                for (int o = 0; o < Units; o++)
                {
                    double y = b[o];
                    for (int i = 0; i < Inputs; i++) y += samples.Inputs.Span[n * Inputs + i] * v[i * Units + o] / root;
                    double delta = (y - samples.Targets.Span[n * Units + o]) / (Rows * Units);
                    for (int i = 0; i < Inputs; i++) g[i * Units + o] += delta * samples.Inputs.Span[n * Inputs + i] / root;
                    g[v.Length + o] += delta;
                }
            for (int i = 0; i < g.Length; i++)
            {
                (m[i], u[i]) = (0.9 * m[i] + 0.1 * g[i], 0.95 * u[i] + 0.05 * g[i] * g[i]);
                double step = 0.05 * m[i] / (1 - Math.Pow(0.9, t)) / Math.Sqrt(u[i] / (1 - Math.Pow(0.95, t)));
                if (i < v.Length) v[i] = v[i] * (1 - 0.05 * 0.2) - step;
                else b[i - v.Length] -= 0.1 * step;
            }
        }
        foreach ((double expected, double found) in v.Zip(model.Parameters.Get(0).Cast<double>()))
            Assert.Equal(expected, found * root, 1e-9);
        foreach ((double expected, double found) in b.Zip(model.Parameters.Get(1).Cast<double>())) Assert.Equal(expected, found, 1e-9);
    }

    [Fact]
    public void AfterTheRowsHaveSetThemEveryNeuronHasTheVarianceOneAndItsHingeAmongThem()
    {
        Samples<double> rows = Drawn.Regression<double>(300, 6, 1);
        using Model<double> model = Model.Create<double>(new(6,
            new Dense(40) { Parametrization = Parametrization.NeuralTangent }, new Activation(new Selu()), new Dropout(0.5),
            new Dense(20), new Dense(1)));
        DataDependent.Initialize(model, rows, seed: 3);
        Trace<double> trace = Trace<double>.Of(model, new HalfSquaredError(), rows, training: false);
        foreach (int l in new[] { 0, 3, 4 })
        {
            double[,] z = trace.Layers[l].Output, b = trace.Layers[l].Parameters[1].Value;
            for (int o = 0; o < b.Length; o++)
            {
                double[] column = [.. Enumerable.Range(0, 300).Select(n => z[n, o])];
                double mean = column.Average();
                Assert.Equal(1, column.Average(value => (value - mean) * (value - mean)), 1e-10);
                Assert.InRange(0, column.Min(), column.Max());
            }
        }
        using Model<double> again = Model.Create<double>(model.Network, 99);
        DataDependent.Initialize(again, rows, seed: 3);
        Assert.Equal(WeightDigest.Of(model.Parameters), WeightDigest.Of(again.Parameters));
    }

    static readonly Network s_network = new(20,
        new Split(
            new Branch(9, new PeriodicEmbedding()), new Branch(3, new PiecewiseLinearEmbedding(6, 3)),
            new Branch(1, new Embedding(5)), new Branch(7)),
        new Scale(6, 6), new Dense(33) { Parametrization = Parametrization.NeuralTangent }, new ParametricActivation(new Selu()),
        new MemberScale(2), new MemberDense(2, 19), new Activation(new Relu()), new MemberHeads(2, 3));

    [Fact]
    public void AFileGivesTheSameBitsAloneAndAmongOthers()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        using Model<float> model = Model.Create(s_network, 7);
        DataDependent.Initialize(model, Drawn.Classification<float>(100, 20, 3), 7);
        model.Link = new Softmax();
        model.Save(path);
        using Model<float> loaded = Model.Load(path);
        float[] x = Drawn.Numbers<float>(30 * 20, 8, -2, 2), together = new float[90], again = new float[90];
        model.Predict(x, together);
        loaded.Predict(x, again);
        Assert.Equal(together, again);
        for (int n = 0; n < 30; n++) Assert.Equal(together[(3 * n)..(3 * n + 3)], model.Predict(x.AsSpan(20 * n, 20)));
    }

    [Fact]
    public void ColumnsThatDoNotFitAreRefused()
    {
        Says("The branches of a split take 5 columns (2 + 3), but 4 enter.", () => new Network(4, new Split(new Branch(2), new Branch(3))));
        Says("An embedding takes one column of codes, but 2 columns enter. Split them among branches.",
            () => new Network(2, new Embedding(3)));
        Says("3 members share 4 columns, which is no whole number for each. Put the same number of members in front.",
            () => new Network(4, new MemberDense(3, 2)));

        static void Says(string expected, Func<object> make) =>
            Assert.Equal(expected, Throw.Text(Assert.ThrowsAny<ArgumentException>(make)));
    }
}
