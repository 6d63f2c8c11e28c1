using CsCheck;
using Myelin.Numerics;
using Myelin.Tests.Files;

namespace Myelin.Tests.Engine;

/// <summary>What rows have to do with each other: nothing.</summary>
public class BatchLawTests
{
    static readonly Gen<(int Rows, int Inputs, int Hidden, uint Seed)> s_shapes = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 20],
        Gen.Int[1, 35], Gen.UInt);

    static Network Describe(int inputs, int hidden) =>
        new(inputs, new Dense(hidden, new Tanh()), new LayerNorm(), new Residual(new Dense(hidden, new Gelu())), new PRelu(), new Dense(3));

    [Fact]
    public void TheGradientOfABatchIsTheMeanOfItsRows() => s_shapes.Sample(shape =>
    {
        (int rows, int inputs, int hidden, uint seed) = shape;
        using Model<double> model = Model.Create<double>(Describe(inputs, hidden), seed);
        Samples<double> samples = Drawn.Classification<double>(rows, inputs, 3, seed);
        double[] together = Gradient(model, samples), sum = new double[together.Length];
        for (int n = 0; n < rows; n++)
        {
            double[] alone = Gradient(model, samples.Select([n]));
            for (int i = 0; i < sum.Length; i++) sum[i] += alone[i];
        }
        for (int i = 0; i < sum.Length; i++)
            Assert.True(Math.Abs(sum[i] / rows - together[i]) <= 1e-12 * Math.Max(1, Math.Abs(together[i])));
    }, iter: 20, threads: 1);

    [Fact]
    public void RowsOfNoWeightAreAsIfTheyWereNotThere() => s_shapes.Sample(shape =>
    {
        (int rows, int inputs, int hidden, uint seed) = shape;
        using Model<double> model = Model.Create<double>(Describe(inputs, hidden), seed);
        Samples<double> all = Drawn.Classification<double>(rows + 3, inputs, 3, seed);
        double[] weights = [.. Enumerable.Range(0, rows + 3).Select(n => n < rows ? 1.0 : 0)];
        double[] weighted = Gradient(model, new(all.Inputs, inputs, all.Targets, 1, weights));
        double[] without = Gradient(model, all.Select([.. Enumerable.Range(0, rows)]));
        for (int i = 0; i < weighted.Length; i++) Assert.Equal(without[i], weighted[i]);
    }, iter: 20, threads: 1);

    [Fact]
    public void APredictionIsTheSameBitsAloneAndAmongOthersInAnyOrder() => s_shapes.Sample(shape =>
    {
        (int rows, int inputs, int hidden, uint seed) = shape;
        using Model<float> model = Model.Create(Describe(inputs, hidden), seed);
        model.Link = new Softmax();
        float[] x = Drawn.Numbers<float>(rows * inputs, seed), together = new float[rows * 3], mixed = new float[rows * 3];
        model.Predict(x, together);
        int[] order = [.. Enumerable.Range(0, rows)];
        new RandomStream(seed, RandomPurpose.Shuffle).Shuffle(order.AsSpan());
        model.Predict(order.SelectMany(n => x[(n * inputs)..((n + 1) * inputs)]).ToArray(), mixed);
        for (int n = 0; n < rows; n++)
        {
            int row = order[n];
            float[] alone = model.Predict(x.AsSpan(row * inputs, inputs));
            AssertBits(together[(row * 3)..(row * 3 + 3)], mixed[(n * 3)..(n * 3 + 3)]);
            AssertBits(together[(row * 3)..(row * 3 + 3)], alone);
        }
    }, iter: 20, threads: 1);

    [Fact]
    public void AModelOfAFilePredictsTheSameBits() => s_shapes.Sample(shape =>
    {
        (int rows, int inputs, int hidden, uint seed) = shape;
        using var folder = new TemporaryFolder();
        string path = folder.File("model.safetensors");
        using Model<float> model = Model.Create(Describe(inputs, hidden), seed);
        model.Link = new Softmax();
        model.Save(path);
        using Model<float> loaded = Model.Load(path);
        Assert.Equal(WeightDigest.Of(model.Parameters), WeightDigest.Of(loaded.Parameters));
        float[] x = Drawn.Numbers<float>(rows * inputs, seed), expected = new float[rows * 3], actual = new float[rows * 3];
        model.Predict(x, expected);
        loaded.Predict(x, actual);
        AssertBits(expected, actual);
    }, iter: 10, threads: 1);

    static double[] Gradient(Model<double> model, Samples<double> samples) =>
        [.. Myelin.Explain.Trace<double>.Of(model, new SoftmaxCrossEntropy(), samples).Layers.SelectMany(layer => layer.Parameters)
            .SelectMany(p => p.Gradient.Cast<double>())];

    static void AssertBits(float[] expected, float[] actual) =>
        Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), actual.Select(BitConverter.SingleToUInt32Bits));
}
