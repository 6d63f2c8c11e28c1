using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Myelin.Numerics;

namespace Myelin.Tests.Numerics;

/// <summary>The elementary functions against true values of many digits, and the digest of their bits.</summary>
public class ElementaryTests
{
    public static TheoryData<string, double> Bounds => new()
    {
        { "exp", 1.0 }, { "expm1", 2.0 }, { "log", 1.0 }, { "log1p", 1.5 }, { "tanh", 3.0 }, { "erf", 1.5 }, { "sin", 2.0 }, { "cos", 2.0 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void FloatIsWithinUlp(string function, double bound) => Check(function, "float", bound, Float);

    [Theory]
    [MemberData(nameof(Bounds))]
    public void DoubleIsWithinUlp(string function, double bound) => Check(function, "double", bound, Double);

    [Theory]
    [MemberData(nameof(Bounds))]
    public void FloatIsWithinUlpOfDoubleEverywhere(string function, double bound)
    {
        // a prime step through all bits: every exponent, both signs, NaN and the infinities
        float[] x = [.. Enumerable.Range(0, 1 << 18).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 16381u))];
        float[] found = Apply(function, x);
        double[] wanted = Apply(function, Array.ConvertAll(x, v => (double)v));
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double ulp = Math.Max(Math.ScaleB(1, Exponent(wanted[i]) - 23), float.Epsilon);
            if (double.IsFinite(wanted[i]) && Math.Abs(wanted[i]) <= float.MaxValue)
                worst = Math.Max(worst, Math.Abs(found[i] - wanted[i]) / ulp);
            else Assert.Equal((float)wanted[i], found[i]);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{function}: {worst:F3} ulp");
        Assert.True(worst <= bound, $"{function} of a float is {worst:F3} ulp off.");
    }

    [Fact]
    public void SigmoidIsWithinFourUlpWhereItIsANormalNumber()
    {
        double worst = 0;
        for (int i = 0; i < 1 << 18; i++)
        {
            float z = BitConverter.UInt32BitsToSingle((uint)i * 16381u);
            float found = new Sigmoid().Value(new Scalar<float>(z)).Value;
            double wanted = 1 / (1 + Math.Exp(-(double)z));
            if (double.IsNaN(wanted)) Assert.True(float.IsNaN(found));
            else if (wanted < MathF.ScaleB(1, -126)) Assert.InRange(found, 0, MathF.ScaleB(1, -126));
            else worst = Math.Max(worst, Math.Abs(found - wanted) / Math.ScaleB(1, Exponent(wanted) - 23));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{worst:F3} ulp");
        Assert.True(worst <= 4, $"The sigmoid of a float is {worst:F3} ulp off.");
    }

    // A change of this number is a change of every trained weight. NaN counts as one value: its bits differ between processors.
    const string Digest = "d34182581d7b39c4a74bd3514a9cd5cdb3d851fd67fed943b6abee4c92ccca20";

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void BitsAreTheSameEverywhere(int bits)
    {
        float[] x = [.. Enumerable.Range(0, 1 << 14).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 262139u))];
        double[] y = [.. Enumerable.Range(0, 1 << 14).Select(i => BitConverter.UInt64BitsToDouble((ulong)i * 1125899906842597u))];
        float[] xNear = [.. Enumerable.Range(0, 1 << 14).Select(i => (i - 8192) / 700f)];
        double[] yNear = [.. Enumerable.Range(0, 1 << 14).Select(i => (i - 8192) / 700d)];
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string function in Bounds.Select(row => row.Data.Item1))
        {
            Append(digest, Apply(function, x, bits));
            Append(digest, Apply(function, xNear, bits));
            Append(digest, Apply(function, y, bits));
            Append(digest, Apply(function, yNear, bits));
        }
        string found = Convert.ToHexStringLower(digest.GetHashAndReset());
        Assert.True(found == Digest, $"The bits of the elementary functions have changed: {found} instead of {Digest}.");
    }

    [Theory]
    [InlineData(0.9, 0, 1)]
    [InlineData(0.9, 1, 0.9)]
    [InlineData(2, 10, 1024)]
    [InlineData(2, -3, 0.125)]
    [InlineData(-2, 3, -8)]
    [InlineData(1, long.MinValue, 1)]
    [InlineData(0.5, long.MaxValue, 0)]
    [InlineData(0, -1, double.PositiveInfinity)]
    public void PowerOfWholeNumbers(double x, long n, double power) => Assert.Equal(power, Elementary.Power(x, n));

    [Fact]
    public void PowerIsAccurate()
    {
        // 0.999¹⁰⁰⁰ from 40 digits
        Assert.Equal(0.36769542477096406, Elementary.Power(0.999, 1000), 1e-14);
        Assert.True(double.IsNaN(Elementary.Power(double.NaN, 3)));
    }

    static void Check<T>(string function, string format, double bound, Func<string, T> parse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string[][] lines = [.. Section(function, format)];
        Assert.True(lines.Length > 1000);
        T[] x = Array.ConvertAll(lines, line => parse(line[0])), found = Apply(function, x);
        double worst = 0;
        string at = "";
        for (int i = 0; i < x.Length; i++)
        {
            double error = Error(double.CreateTruncating(found[i]), double.CreateTruncating(parse(lines[i][1])), lines[i][2],
                typeof(T) == typeof(float) ? 24 : 53);
            if (error > worst) (worst, at) = (error, $"{function}({x[i]:R}) = {found[i]:R}, not {parse(lines[i][1]):R}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{function} {format}: {worst:F3} ulp, {at}");
        Assert.True(worst <= bound, $"{worst:F3} ulp where {bound} are allowed: {at}");
    }

    /// <summary>|found − true| in units of the true value's last place; the rest is what rounding took from the true value.</summary>
    static double Error(double found, double rounded, string rest, int precision)
    {
        if (double.IsNaN(rounded) || double.IsInfinity(rounded) || rounded == 0 && rest == "+0")
            return BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(rounded)
                || double.IsNaN(found) && double.IsNaN(rounded) ? 0 : double.PositiveInfinity;
        int exponent = Exponent(rounded);
        if (rest[0] == '-' && Math.Abs(rounded) == Math.ScaleB(1, exponent)) exponent--;      // the true value is in the binade below
        exponent = Math.Max(exponent, precision == 24 ? -126 : -1022);
        double offset = int.Parse(rest, CultureInfo.InvariantCulture) / 256d * (double.IsNegative(rounded) ? -1 : 1);
        return Math.Abs(Math.ScaleB(Math.ScaleB(found - rounded, 60), precision - 61 - exponent) - offset);
    }

    static int Exponent(double x) => x == 0 ? -1074 : Math.ILogB(x);

    static IEnumerable<string[]> Section(string function, string format) => File.ReadLines(TestData.Path("elementary.txt"))
        .SkipWhile(line => line != $"{function} {format}").Skip(1)
        .Select(line => line.Split(' ')).TakeWhile(words => words.Length == 3);

    static float Float(string bits) =>
        bits == "NaN" ? float.NaN : BitConverter.UInt32BitsToSingle(uint.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    static double Double(string bits) => bits == "NaN"
        ? double.NaN
        : BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    static T[] Apply<T>(string function, T[] x, int bits = 0) where T : unmanaged, IBinaryFloatingPointIeee754<T> => function switch
    {
        "exp" => Operation.Run<T, Exp>(bits, x, x, x),
        "expm1" => Operation.Run<T, ExpMinusOne>(bits, x, x, x),
        "log" => Operation.Run<T, Log>(bits, x, x, x),
        "log1p" => Operation.Run<T, LogOnePlus>(bits, x, x, x),
        "tanh" => Operation.Run<T, Tanh>(bits, x, x, x),
        "erf" => Operation.Run<T, Erf>(bits, x, x, x),
        "sin" => Operation.Run<T, Sin>(bits, x, x, x),
        "cos" => Operation.Run<T, Cos>(bits, x, x, x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    static void Append<T>(IncrementalHash digest, T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
            if (T.IsNaN(values[i])) values[i] = T.Zero;
        digest.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
