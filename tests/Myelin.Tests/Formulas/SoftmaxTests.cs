using System.Text.Json;

namespace Myelin.Tests.Formulas;

public class SoftmaxTests
{
    static readonly double[] s_z = [0.3, -1.2, 2.5, 0.1, -0.4];

    static double[] Value<TActivation>(double[] z) where TActivation : struct, IRowActivation<TActivation>
    {
        var a = new double[z.Length];
        new TActivation().Value<double>(z, a);
        return a;
    }

    [Fact]
    public void AgreesWithTheOracleAtTheExtremes()
    {
        JsonElement file = TestData.Json("golden_open/table_softmax_extreme.json");
        double[][] x = Matrix("x"), softmax = Matrix("softmax"), logSoftmax = Matrix("log_softmax");
        double[] logSumExp = file.GetProperty("logsumexp").Numbers();
        for (int n = 0; n < x.Length; n++)
        {
            int largest = x[n].IndexOf(x[n].Max());
            Near(softmax[n], Value<Softmax>(x[n]));
            Near(logSoftmax[n], Value<LogSoftmax>(x[n]));
            Near([logSumExp[n]], [x[n][largest] - Value<LogSoftmax>(x[n])[largest]]);
        }

        double[][] Matrix(string name) => [.. file.GetProperty(name).EnumerateArray().Select(row => row.Numbers())];

        static void Near(double[] expected, double[] found) => Assert.All(expected.Zip(found), pair => Assert.True(
            pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-12 * Math.Abs(pair.First) + 1e-16,
            $"{pair.Second}, not {pair.First}"));
    }

    [Fact]
    public void FloatsDoNotOverflow()
    {
        float[] z = [3e38f, -3e38f, 0], a = new float[3];
        new Softmax().Value<float>(z, a);
        Assert.Equal([1, 0, 0], a);
        new LogSoftmax().Value<float>([88, 89, 90], a);
        Assert.Equal(-2.407606f, a[0], 1e-6f);
    }

    [Fact]
    public void NotANumberSpoilsTheRow()
    {
        Assert.All(Value<Softmax>([0, double.NaN, 1]), p => Assert.True(double.IsNaN(p)));
        Assert.All(Value<LogSoftmax>([0, double.NaN, 1]), p => Assert.True(double.IsNaN(p)));
    }

    [Fact]
    public void MayWriteOverItsInput()
    {
        double[] z = [.. s_z];
        new Softmax().Value<double>(z, z);
        Assert.Equal(Value<Softmax>(s_z), z);
        z = [.. s_z];
        new LogSoftmax().Value<double>(z, z);
        Assert.Equal(Value<LogSoftmax>(s_z), z);
    }

    [Fact]
    public void SoftmaxJacobianIsTheDerivative() => CheckJacobian<Softmax>(Softmax.Jacobian<double>(Value<Softmax>(s_z)));

    [Fact]
    public void LogSoftmaxJacobianIsTheDerivative() => CheckJacobian<LogSoftmax>(LogSoftmax.Jacobian<double>(Value<LogSoftmax>(s_z)));

    [Fact]
    public void SoftmaxProductsAreThoseOfTheJacobian()
    {
        double[] p = Value<Softmax>(s_z), product = new double[p.Length];
        Softmax.JacobianVectorProduct<double>(p, s_vector, product);
        CheckProducts(Softmax.Jacobian<double>(p), product, new Softmax(), p);
    }

    [Fact]
    public void LogSoftmaxProductsAreThoseOfTheJacobian()
    {
        double[] a = Value<LogSoftmax>(s_z), product = new double[a.Length];
        LogSoftmax.JacobianVectorProduct<double>(a, s_vector, product);
        CheckProducts(LogSoftmax.Jacobian<double>(a), product, new LogSoftmax(), a);
    }

    static readonly double[] s_vector = [1, -2, 0.5, 3, 0.25];

    static void CheckJacobian<TActivation>(double[,] jacobian) where TActivation : struct, IRowActivation<TActivation>
    {
        const double h = 1e-6;
        for (int j = 0; j < s_z.Length; j++)
        {
            double[] above = [.. s_z], below = [.. s_z];
            (above[j], below[j]) = (above[j] + h, below[j] - h);
            (above, below) = (Value<TActivation>(above), Value<TActivation>(below));
            for (int i = 0; i < s_z.Length; i++) Assert.Equal((above[i] - below[i]) / (2 * h), jacobian[i, j], 1e-8);
        }
    }

    static void CheckProducts<TActivation>(double[,] jacobian, double[] product, TActivation activation, double[] a)
        where TActivation : struct, IRowActivation<TActivation>
    {
        double[] delta = [.. s_vector];
        activation.Backpropagate<double>(a, a, delta);
        for (int i = 0; i < a.Length; i++)
        {
            Assert.Equal(Enumerable.Range(0, a.Length).Sum(j => jacobian[i, j] * s_vector[j]), product[i], 1e-12);
            Assert.Equal(Enumerable.Range(0, a.Length).Sum(j => jacobian[j, i] * s_vector[j]), delta[i], 1e-12);
        }
    }
}
