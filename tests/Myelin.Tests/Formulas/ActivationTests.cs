using System.Text.Json;

namespace Myelin.Tests.Formulas;

public class ActivationTests
{
    public static TheoryData<string> Names => Catalogue.ElementNames;

    // where some formula has a bend
    static readonly double[] s_kinks = [-3, -1, -0.5, 0, 0.5, 1, 3, 6];

    [Theory, MemberData(nameof(Names))]
    public void TheSlopeIsTheDerivative(string name)
    {
        ElementFormula f = Catalogue.Element(name);
        const double h = 1e-6;
        for (double z = -12.03; z < 12; z += 0.0713)
        {
            if (s_kinks.Any(kink => Math.Abs(z - kink) < 2 * h)) continue;
            double numeric = (f.Value(z + h) - f.Value(z - h)) / (2 * h), analytic = f.Slope(z);
            Assert.True(Math.Abs(analytic - numeric) <= 1e-6 * Math.Max(1, Math.Max(Math.Abs(analytic), Math.Abs(numeric))),
                $"{name} at {z}: the slope is {analytic}, the difference quotient {numeric}");
        }
    }

    /// <summary>A shrink by nothing is the identity, where |z| ≤ λ is the point 0 alone.</summary>
    [Theory]
    [InlineData("hard-shrink(lambda=0)")]
    [InlineData("soft-shrink(lambda=0)")]
    public void AShrinkByNothingIsTheIdentity(string name)
    {
        ElementFormula f = Catalogue.Element(name);
        foreach (double z in new[] { -2, -1e-300, -0.0, 0, 1e-300, 0.5, 2 })
        {
            Assert.Equal((z, 1), (f.Value(z), f.Slope(z)));
            Assert.Equal(((float)z, 1), (f.Value32((float)z), f.Slope32((float)z)));
        }
    }

    // to the largest whose SELU, 1.05 z, is still finite
    static readonly double[] s_magnitudes =
    [
        0, double.Epsilon, 1e-310, 1e-300, 1e-45, 1e-40, 1e-30, 1e-8, 0.5, 1, 3, 6, 40, 88.8, 104, 710, 746, 1e6, 1e30, 3.2e38, 1e300,
        1.7e308,
    ];

    [Theory, MemberData(nameof(Names))]
    public void EveryFiniteNumberGivesFiniteNumbers(string name)
    {
        ElementFormula f = Catalogue.Element(name);
        bool grows = f.Activation is Exponential;
        foreach (double z in s_magnitudes)
            foreach (double x in new[] { z, -z })
            {
                if (grows && x > 700) continue;
                (double y, double slope) = (f.Value(x), f.Slope(x));
                Assert.True(double.IsFinite(y) && double.IsFinite(slope), $"{name} at {x}: {y}, slope {slope}");
                float x32 = (float)x;
                if (!float.IsFinite(x32) || grows && x > 88) continue;
                (float y32, float slope32) = (f.Value32(x32), f.Slope32(x32));
                Assert.True(float.IsFinite(y32) && float.IsFinite(slope32), $"{name} at {x}f: {y32}, slope {slope32}");
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void NotANumberComesOutAsItWentIn(string name)
    {
        ElementFormula f = Catalogue.Element(name);
        Assert.True(double.IsNaN(f.Value(double.NaN)) && float.IsNaN(f.Value32(float.NaN)));
    }

    // An odd function keeps the sign of zero; a rectifier's zero may have either.
    [Theory, MemberData(nameof(Names))]
    public void BothZerosAreOneNumber(string name)
    {
        ElementFormula f = Catalogue.Element(name);
        Assert.Equal(f.Value(0.0), f.Value(-0.0), 0.0);
        Assert.Equal(f.Slope(0.0), f.Slope(-0.0), 0.0);
    }

    [Fact]
    public void TheSlopesAtTheKinkOfTheRectifiersAreOne()
    {
        foreach (double zero in new[] { 0.0, -0.0 })
        {
            Assert.Equal(1, Catalogue.Element("relu").Slope(zero));
            Assert.Equal(1, Catalogue.Element("leaky-relu").Slope(zero));
        }
    }

    public static TheoryData<string, string> Table => new()
    {
        { "identity", "identity" }, { "relu", "relu" }, { "leaky_relu(alpha=0.01)", "leaky-relu" },
        { "leaky_relu(alpha=0.2)", "leaky-relu(negative-slope=0.2)" }, { "sigmoid", "sigmoid" }, { "tanh", "tanh" },
        { "elu(alpha=1)", "elu" }, { "elu(alpha=0.5)", "elu(alpha=0.5)" }, { "selu", "selu" }, { "celu(alpha=1)", "celu" },
        { "softplus(beta=1)", "softplus" },
        { "softplus(beta=2)", "softplus(beta=2)" }, { "softsign", "softsign" }, { "gelu", "gelu" }, { "gelu_tanh", "gelu-tanh" },
        { "silu", "silu" }, { "mish", "mish" }, { "hardsigmoid", "hard-sigmoid" }, { "hardswish", "hard-swish" },
        { "hardtanh(min=-1,max=1)", "hard-tanh" }, { "relu6", "relu6" }, { "logsigmoid", "log-sigmoid" },
        { "tanhshrink", "tanh-shrink" }, { "softshrink(lambd=0.5)", "soft-shrink" }, { "hardshrink(lambd=0.5)", "hard-shrink" },
        { "gaussian", "gaussian" }, { "sin", "sine" },
    };

    // The only answers that are not shared, by name: the slope at zero of these is 1.
    static readonly string[] s_ownSlopeAtZero = ["relu", "leaky_relu(alpha=0.01)", "leaky_relu(alpha=0.2)"];

    [Fact]
    public void TheTableOfTheOracleIsCheckedWhole() => Assert.Equal(
        TestData.Json("golden_open/table_activations.json").GetProperty("table").EnumerateObject().Select(entry => entry.Name).Order(),
        Table.Select(row => row.Data.Item1).Order());

    /// <summary>
    /// Against PyTorch, rel 1e-12 as its file says, or 1e-7 for softplus beyond 20, where PyTorch takes the line; and within 2⁻⁵¹
    /// absolutely, where PyTorch itself subtracts near numbers (its tanh shrink of 1e-8 is 0, its GELU of −10 is −0).
    /// </summary>
    [Theory, MemberData(nameof(Table))]
    public void AgreesWithTheOracle(string oracle, string name)
    {
        ElementFormula f = Catalogue.Element(name);
        JsonElement file = TestData.Json("golden_open/table_activations.json"), entry = file.GetProperty("table").GetProperty(oracle);
        double[] x = file.GetProperty("x").Numbers(), y = entry.GetProperty("y").Numbers(), dy = entry.GetProperty("dy").Numbers();
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i])) continue;   // NotANumberComesOutAsItWentIn
            bool line = f.Activation is Softplus softplus && softplus.Beta * x[i] >= 20;
            if (!double.IsNaN(y[i])) Near(y[i], f.Value(x[i]), line ? 1e-7 : 1e-12, $"{oracle} at {x[i]}");
            if (x[i] == 0 && s_ownSlopeAtZero.Contains(oracle)) Assert.Equal(1, f.Slope(x[i]));
            else if (!double.IsNaN(dy[i])) Near(dy[i], f.Slope(x[i]), line ? 1e-7 : 1e-12, $"{oracle}'s slope at {x[i]}");
        }

        static void Near(double expected, double found, double relative, string where) => Assert.True(
            expected.Equals(found) || Math.Abs(found - expected) <= relative * Math.Abs(expected) + Math.ScaleB(1, -51),
            $"{where}: {found}, not {expected}");
    }
}
