using System.Globalization;

namespace Myelin.Onnx;

/// <summary>Finds the activation or the normalization whose values a composition of operators has.</summary>
/// <remarks>
/// Writers compose one function of operators in many ways. It is what it computes: 200 numbers from −10⁴ to 10⁴, or random rows,
/// decide, to 1e-6. Operators of the wrong axis, or with other constants, give other values.
/// </remarks>
static class ActivationMatch
{
    const double Tolerance = 1e-6, LogTwo = 0.69314718055994530942;

    static readonly double[] s_grid = Grid();

    /// <summary>The activation of single numbers; null where there is none.</summary>
    public static IActivation? OfNumbers(Composition composition)
    {
        double[] values = Numbers.Reals(composition.Evaluate(OnnxTensor.Of([1, s_grid.Length], s_grid)));
        return values.Length == s_grid.Length
            ? Candidates(composition, values).FirstOrDefault(candidate => candidate is not null && Agrees(candidate, values))
            : null;
    }

    /// <summary>The activation or the normalization of rows; null where there is none.</summary>
    public static Layer? OfRows(Composition composition, int width)
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 8 * width).Select(_ => 4 * random.NextDouble() - 1)];
        OnnxTensor found = composition.Evaluate(OnnxTensor.Of([8, width], x));
        if (!found.Shape.SequenceEqual([8, width])) return null;
        double[] values = Numbers.Reals(found);
        foreach (IActivation row in (IActivation[])[new Softmax(), new LogSoftmax()])
            if (Enumerable.Range(0, 8).All(r => Agrees(row, x.AsSpan(r * width, width), values.AsSpan(r * width, width))))
                return new Activation(row);
        return composition.Constants.Where(epsilon => epsilon is > 0 and < 0.1)
            .Where(epsilon => Enumerable.Range(0, 8).All(r =>
                IsNormalized(x.AsSpan(r * width, width), values.AsSpan(r * width, width), epsilon)))
            .Select(epsilon => new LayerNorm(Plain(epsilon))).FirstOrDefault();
    }

    /// <summary>The number that is written with the fewest digits among those that are the same float.</summary>
    public static double Plain(double number) => double.Parse(
        ((float)number).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // settings follow from single values: an ELU of −100 is −α
    static IEnumerable<IActivation?> Candidates(Composition composition, double[] values)
    {
        double At(double x) => values[Array.IndexOf(s_grid, x)];
        IActivation[] plain =
        [
            new Identity(), new Relu(), new Sigmoid(), new Tanh(), new Silu(), new Gelu(), new GeluTanh(), new Softplus(1), new Elu(1),
            new Selu(), new Celu(1), new Mish(), new Softsign(), new HardSigmoid(), new HardSwish(), new Relu6(), new LogSigmoid(),
            new TanhShrink(), new Sine(), new Exponential(), new Gaussian(),
        ];
        return plain.Cast<IActivation?>().Concat(
        [
            Made(-At(-1), slope => new LeakyRelu(slope)),
            Made(-At(-100), alpha => new Elu(alpha)),
            Made(-At(-100), alpha => new Celu(alpha)),
            Made(LogTwo / At(0), beta => new Softplus(beta)),
            Made(100 - At(100), lambda => new SoftShrink(lambda)),
            Made(At(-1e4), low => new HardTanh(low, Plain(At(1e4)))),
            .. composition.Constants.Select(lambda => Made(Math.Abs(lambda), one => new HardShrink(one))),
        ]);
    }

    // a setting that the activation refuses is none
    static IActivation? Made(double setting, Func<double, IActivation> make)
    {
        if (!double.IsFinite(setting) || Math.Abs(setting) > 1e6) return null;
        try
        {
            return make(Plain(setting));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool Agrees(IActivation activation, double[] values)
    {
        var expected = new double[s_grid.Length];
        activation.Value<double>(s_grid, expected);
        // far out a composition may overflow where the function itself does not: log(1 + exp(1000))
        for (int i = 0; i < values.Length; i++)
            if (!IsNear(expected[i], values[i]) && (double.IsFinite(values[i]) || Math.Abs(s_grid[i]) < 80)) return false;
        return true;
    }

    static bool Agrees(IActivation activation, ReadOnlySpan<double> x, ReadOnlySpan<double> values)
    {
        Span<double> expected = new double[x.Length];
        activation.Value(x, expected);
        for (int i = 0; i < x.Length; i++)
            if (!IsNear(expected[i], values[i])) return false;
        return true;
    }

    static bool IsNormalized(ReadOnlySpan<double> x, ReadOnlySpan<double> values, double epsilon)
    {
        (double mean, double variance) = (0, 0);
        foreach (double one in x) mean += one / x.Length;
        foreach (double one in x) variance += (one - mean) * (one - mean) / x.Length;
        for (int i = 0; i < x.Length; i++)
            if (!IsNear((x[i] - mean) / Math.Sqrt(variance + epsilon), values[i])) return false;
        return true;
    }

    static bool IsNear(double expected, double found) =>
        expected.Equals(found) || Math.Abs(expected - found) <= Tolerance * Math.Max(1, Math.Abs(expected));

    static double[] Grid()
    {
        double[] steps = [.. Enumerable.Range(1, 80).Select(i => i * 0.137), 1e-6, 1e-3, 0.5, 1, 2, 3, 6, 12, 20, 50, 100, 1e3, 1e4];
        return [.. steps.Select(x => -x), 0, .. steps];
    }
}
