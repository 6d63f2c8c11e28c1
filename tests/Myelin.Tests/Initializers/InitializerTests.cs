using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Myelin.Basis;
using Myelin.Numerics;
using static System.Math;

namespace Myelin.Tests.Initializers;

public class InitializerTests
{
    const int Rows = 400, Columns = 100;

    static double[] Fill(IInitializer initializer, int rows = Rows, int columns = Columns, ulong seed = 3)
    {
        var values = new double[rows * columns];
        var random = new RandomStream(seed, RandomPurpose.Initialize);
        initializer.Fill(values, rows, columns, ref random);
        return values;
    }

    /// <summary>Initializer, mean, deviation and bound for 400 inputs and 100 outputs.</summary>
    public static TheoryData<IInitializer, double, double, double> Distributions => new()
    {
        { new Uniform(-1, 3), 1, 4 / Sqrt(12), 3 },
        { new Uniform(), 0, 0.1 / Sqrt(12), 0.05 },
        { new Normal(2, 5), 5, 2, double.PositiveInfinity },
        { new TruncatedNormal(2, 5), 5, 2 * 0.87962566103423978, 9 }, // √(1 − 4 φ(2)/(2Φ(2) − 1))
        { new GlorotUniform(), 0, Sqrt(2 / 500d), Sqrt(6 / 500d) },
        { new GlorotUniform(2), 0, 2 * Sqrt(2 / 500d), 2 * Sqrt(6 / 500d) },
        { new GlorotNormal(), 0, Sqrt(2 / 500d), double.PositiveInfinity },
        { new HeUniform(), 0, Sqrt(2 / 400d), Sqrt(6 / 400d) },
        { new HeUniform(1, Fan.Out), 0, Sqrt(1 / 100d), Sqrt(3 / 100d) },
        { new HeNormal(), 0, Sqrt(2 / 400d), double.PositiveInfinity },
        { new HeNormal(0, Fan.Mean), 0, Sqrt(2 / 250d), double.PositiveInfinity },
        { new LeCunUniform(), 0, Sqrt(1 / 400d), Sqrt(3 / 400d) },
        { new LeCunNormal(), 0, Sqrt(1 / 400d), double.PositiveInfinity },
        { new LeCunNormal(3, Fan.Out), 0, 3 * Sqrt(1 / 100d), double.PositiveInfinity },
        { new Orthogonal(), 0, Sqrt(1 / 400d), 1 },
    };

    // N = 40,000: the mean is off by σ/200, the deviation by less than σ/280; five times that is allowed
    [Theory]
    [MemberData(nameof(Distributions))]
    public void MeanAndDeviationAreAsTheFormulaSays(IInitializer initializer, double mean, double deviation, double bound)
    {
        double[] values = Fill(initializer);
        Assert.InRange(Statistics.Mean(values), mean - 5 * deviation / 200, mean + 5 * deviation / 200);
        Assert.InRange(Statistics.PopulationDeviation(values) / deviation, 1 - 5d / 280, 1 + 5d / 280);
        Assert.InRange(values.Max(), mean, bound);
        if (bound < 1) Assert.InRange(values.Max(), 0.95 * bound, bound);
    }

    [Fact]
    public void ConstantsAreConstant()
    {
        Assert.All(Fill(Constant.Zeros), value => Assert.Equal(0, value));
        Assert.All(Fill(new Constant(-2.5)), value => Assert.Equal(-2.5, value));
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(100, 30)]
    [InlineData(30, 100)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    public void OrthogonalVectorsAreOrthonormal(int rows, int columns)
    {
        double[] w = Fill(new Orthogonal(3), rows, columns);
        int count = Min(rows, columns), length = Max(rows, columns);
        for (int a = 0; a < count; a++)
            for (int b = 0; b < count; b++)
            {
                double product = Enumerable.Range(0, length).Sum(i => At(i, a) * At(i, b));
                Assert.Equal(a == b ? 9 : 0, product, 1e-12);
            }

        double At(int i, int vector) => rows < columns ? w[vector * columns + i] : w[i * columns + vector];
    }

    // half of all orthogonal matrices turn space over
    [Fact]
    public void OrthogonalMatricesAreOfBothDeterminants()
    {
        int negative = Enumerable.Range(0, 200).Count(seed =>
        {
            double[] w = Fill(new Orthogonal(), 2, 2, (ulong)seed);
            return w[0] * w[3] - w[1] * w[2] < 0;
        });
        Assert.InRange(negative, 70, 130);
    }

    // a change of this number changes every trained network: the changelog says why
    [Fact]
    public void TheBitsAreTheSameEverywhere()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (object?[] row in Distributions.Select(data => ((ITheoryDataRow)data).GetData()))
            hash.AppendData(MemoryMarshal.AsBytes<double>(Fill((IInitializer)row[0]!, 37, 23)));
        Assert.Equal("5325707d9bfde4b46310b1cedb0c0d2229f186fbfb147e815813f3a5f31c0498", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void DenseLayersBeginAsSuitsTheirActivation()
    {
        Assert.Equal(new HeUniform(), Default(new Relu()));
        Assert.Equal(new HeUniform(0.2), Default(new LeakyRelu(0.2)));
        Assert.Equal(new LeCunNormal(), Default(new Selu()));
        Assert.Equal(new GlorotUniform(), Default(new Tanh()));

        static IInitializer Default(IActivation activation) => new Dense(3, activation).Blocks(2).First().Initializer;
    }

    [Fact]
    public void Messages()
    {
        Says("The high end of a uniform initializer must be above 1, but 1 was given.", () => new Uniform(1, 1));
        Says("The deviation of a normal initializer must be at least 0, but -1 was given.", () => new Normal(-1));
        Says("The bound of a truncated normal initializer must be greater than 0, but 0 was given.", () => new TruncatedNormal(1, 0, 0));
        Says("The gain of an orthogonal initializer must be greater than 0, but NaN was given.", () => new Orthogonal(double.NaN));

        static void Says(string expected, Func<object> make) =>
            Assert.Equal(expected, Throw.Text(Assert.ThrowsAny<ArgumentException>(make)));
    }

    // columns 0 and 1 come from feature 0, column 2 from feature 1
    [Fact]
    public void ColumnsOfOneFeatureBeginAlike()
    {
        double[] values = Fill(new Repeated(new Normal(), [0, 0, 1]), 4, 3), alone = Fill(new Normal(), 4, 2);
        for (int r = 0; r < 4; r++) Assert.Equal([alone[2 * r], alone[2 * r], alone[2 * r + 1]], values[(3 * r)..(3 * r + 3)]);
        Assert.Equal(Fill(new Normal(), 4, 3), Fill(new Repeated(new Normal(), []), 4, 3));
        Assert.Equal("A repeated initializer names the features of 2 columns, but there are 3.",
            Assert.Throws<ArgumentException>(() => Fill(new Repeated(new Normal(), [0, 1]), 4, 3)).Message);
        Assert.Equal("The features of a repeated initializer are numbered from 0.",
            Throw.Text(Assert.Throws<ArgumentOutOfRangeException>(() => new Repeated(new Normal(), [0, -1]))));
    }
}
