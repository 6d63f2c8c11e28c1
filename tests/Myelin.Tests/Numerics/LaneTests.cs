using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Numerics;

/// <summary>Every operation gives the bits of the single number on every width, and the single number follows IEEE 754.</summary>
public class LaneTests
{
    const double Tiny = 2.2250738585072014e-308;

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void FloatsGiveTheSameBitsOnEveryWidth(int bits) => CheckAll<float>(bits);

    [Theory]
    [MemberData(nameof(Widths))]
    public void DoublesGiveTheSameBitsOnEveryWidth(int bits) => CheckAll<double>(bits);

    static void CheckAll<T>(int bits) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] x, T[] y, T[] z) = Arguments<T>();
        Check<T, Add>(bits, x, y, z);
        Check<T, Subtract>(bits, x, y, z);
        Check<T, Multiply>(bits, x, y, z);
        Check<T, Divide>(bits, x, y, z);
        Check<T, Negate>(bits, x, y, z);
        Check<T, Constant>(bits, x, y, z);
        Check<T, MultiplyAdd>(bits, x, y, z);
        Check<T, SquareRoot>(bits, x, y, z);
        Check<T, Magnitude>(bits, x, y, z);
        Check<T, Larger>(bits, x, y, z);
        Check<T, Smaller>(bits, x, y, z);
        Check<T, CopySign>(bits, x, y, z);
        Check<T, Round>(bits, x, y, z);
        Check<T, Clamp>(bits, x, y, z);
        Check<T, IfLess>(bits, x, y, z);
        Check<T, IfEqual>(bits, x, y, z);
        Check<T, SinOfHuge>(bits, x, y, z);
        Check<T, CosOfHuge>(bits, x, y, z);
        Check<T, Exp>(bits, x, y, z);
        Check<T, ExpMinusOne>(bits, x, y, z);
        Check<T, Log>(bits, x, y, z);
        Check<T, LogOnePlus>(bits, x, y, z);
        Check<T, Tanh>(bits, x, y, z);
        Check<T, Erf>(bits, x, y, z);
        Check<T, Sin>(bits, x, y, z);
        Check<T, Cos>(bits, x, y, z);

        int most = typeof(T) == typeof(float) ? 127 : 1023;
        var random = new Random(2);
        T[] near = Array.ConvertAll(x, _ => T.CreateTruncating((0.5 + 1.5 * random.NextDouble()) * (random.Next(2) == 0 ? 1 : -1)));
        T[] power = Array.ConvertAll(x, _ => T.CreateTruncating(random.Next(-most + 1, most + 1)));
        T[] wide = Array.ConvertAll(x, _ => T.CreateTruncating(random.Next(-2 * most + 2, 2 * most + 1)));
        Check<T, Scale>(bits, x, power, z);
        Check<T, ScaleWide>(bits, near, wide, z);

        T smallest = T.CreateTruncating(typeof(T) == typeof(float) ? 1.1754943508222875e-38 : Tiny);
        T[] normal = Array.ConvertAll(x, v => T.IsFinite(v) && T.Abs(v) >= smallest ? T.Abs(v) : T.One);
        Check<T, SplitPart>(bits, normal, y, z);
        Check<T, SplitExponent>(bits, normal, y, z);
    }

    static void Check<T, TOperation>(int bits, T[] x, T[] y, T[] z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : IOperation
    {
        T[] one = Operation.Run<T, TOperation>(0, x, y, z), many = Operation.Run<T, TOperation>(bits, x, y, z);
        for (int i = 0; i < x.Length; i++)
        {
            bool same = T.IsNaN(one[i]) ? T.IsNaN(many[i]) : one[i] == many[i] && T.IsNegative(one[i]) == T.IsNegative(many[i]);
            if (!same)
                Assert.Fail($"{typeof(TOperation).Name}({x[i]:R}, {y[i]:R}, {z[i]:R}) = {one[i]:R}, but {many[i]:R} in {bits} bits.");
        }
    }

    /// <summary>All triples of special values, and random bits of every magnitude.</summary>
    static (T[] X, T[] Y, T[] Z) Arguments<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isFloat = typeof(T) == typeof(float);
        double normal = isFloat ? 1.1754943508222875e-38 : Tiny, huge = isFloat ? float.MaxValue : double.MaxValue;
        double[] positive = [0, isFloat ? float.Epsilon : double.Epsilon, normal / 2, normal, 0.5, 1, 1.5, 2.5, 4503599627370497, 1e30,
            huge, double.PositiveInfinity];
        T[] special = [.. positive.SelectMany(v => new[] { v, -v }).Append(double.NaN)
            .Append(0.49999997).Append(-88).Select(T.CreateTruncating)];
        var triples = (from a in special from b in special from c in special select (a, b, c)).ToList();
        var random = new Random(1);
        T Any() => isFloat
            ? T.CreateTruncating(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))
            : T.CreateTruncating(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
        T Near() => T.CreateTruncating((random.NextDouble() - 0.5) * 30);
        for (int i = 0; i < 4000; i++) triples.Add((Any(), Any(), Any()));
        for (int i = 0; i < 4000; i++) triples.Add((Near(), Near(), Near()));
        while (triples.Count % 16 != 0) triples.Add(default);
        return ([.. triples.Select(t => t.a)], [.. triples.Select(t => t.b)], [.. triples.Select(t => t.c)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void OperationsFollowIeee754(int bits)
    {
        Is<float, Larger>(bits, float.NaN, 1, 0, float.NaN);
        Is<float, Larger>(bits, 1, float.NaN, 0, float.NaN);
        Is<float, Larger>(bits, -0f, 0, 0, 0);
        Is<float, Larger>(bits, 0, -0f, 0, 0);
        Is<float, Smaller>(bits, float.NaN, 1, 0, float.NaN);
        Is<float, Smaller>(bits, 1, float.NaN, 0, float.NaN);
        Is<float, Smaller>(bits, 0, -0f, 0, -0f);
        Is<float, Smaller>(bits, -0f, 0, 0, -0f);
        Is<float, Negate>(bits, 0, 0, 0, -0f);
        Is<float, CopySign>(bits, 3, -0f, 0, -3);
        Is<float, CopySign>(bits, -3, float.PositiveInfinity, 0, 3);
        Is<float, Round>(bits, 2.5f, 0, 0, 2);
        Is<float, Round>(bits, 3.5f, 0, 0, 4);
        Is<float, Round>(bits, -0.5f, 0, 0, -0f);
        Is<float, Round>(bits, 8388609, 0, 0, 8388609);
        Is<double, Round>(bits, 0.49999999999999994, 0, 0, 0);
        Is<float, Clamp>(bits, float.NaN, 0, 0, float.NaN);
        Is<float, Clamp>(bits, float.NegativeInfinity, 0, 0, -2);
        Is<float, Clamp>(bits, float.PositiveInfinity, 0, 0, 3);
        Is<float, Clamp>(bits, -0f, 0, 0, -0f);
        Is<float, IfLess>(bits, float.NaN, 1, 7, 0);
        Is<float, IfLess>(bits, -0f, 0, 7, 0);
        Is<float, IfLess>(bits, 1, 2, 7, 7);
        Is<float, IfEqual>(bits, float.NaN, float.NaN, 7, 0);
        Is<float, IfEqual>(bits, -0f, 0, 7, 7);
        // (1 + ε)² − (1 + 2ε) = ε²: nothing if the product were rounded
        Is<float, MultiplyAdd>(bits, 1 + MathF.ScaleB(1, -23), 1 + MathF.ScaleB(1, -23), -1 - MathF.ScaleB(1, -22), MathF.ScaleB(1, -46));
        Is<double, MultiplyAdd>(bits, 1 + Math.ScaleB(1, -52), 1 + Math.ScaleB(1, -52), -1 - Math.ScaleB(1, -51), Math.ScaleB(1, -104));
        Is<float, MultiplyAdd>(bits, float.MaxValue, 2, -float.MaxValue, float.MaxValue);
        Is<float, Scale>(bits, 1.5f, -126, 0, MathF.ScaleB(1.5f, -126));
        Is<float, Scale>(bits, 1.5f, 127, 0, MathF.ScaleB(1.5f, 127));
        Is<double, Scale>(bits, 1.5, 1023, 0, Math.ScaleB(1.5, 1023));
        Is<double, Scale>(bits, 1.5, -1022, 0, Math.ScaleB(1.5, -1022));
        Is<float, ScaleWide>(bits, 1.5f, -149, 0, 2 * float.Epsilon);              // a tie, to even
        Is<float, ScaleWide>(bits, 1.25f, -149, 0, float.Epsilon);
        Is<float, ScaleWide>(bits, 1, -151, 0, 0);
        Is<float, ScaleWide>(bits, 0.75f, 128, 0, MathF.ScaleB(0.75f, 128));
        Is<float, ScaleWide>(bits, 1, 128, 0, float.PositiveInfinity);
        Is<float, ScaleWide>(bits, float.NaN, 3, 0, float.NaN);
        Is<double, ScaleWide>(bits, 1.5, -1074, 0, 2 * double.Epsilon);
        Is<double, ScaleWide>(bits, 0.75, 1024, 0, Math.ScaleB(0.75, 1024));
        Is<float, SplitExponent>(bits, float.MaxValue, 0, 0, 128);
        Is<float, SplitPart>(bits, MathF.ScaleB(1, -126), 0, 0, 1);
        Is<float, SplitExponent>(bits, MathF.ScaleB(1, -126), 0, 0, -126);
        Is<double, SplitExponent>(bits, double.MaxValue, 0, 0, 1024);
        Is<double, SplitExponent>(bits, Tiny, 0, 0, -1022);
        Is<float, Constant>(bits, 0, 0, 0, 0.1f);
        Is<double, Constant>(bits, 0, 0, 0, 0.1);
    }

    [Fact]
    public void SplitIsExactAndItsPartLiesAroundOne()
    {
        (double[] x, double[] y, double[] z) = Arguments<double>();
        x = Array.ConvertAll(x, v => double.IsFinite(v) && Math.Abs(v) >= Tiny ? Math.Abs(v) : 1);
        double[] m = Operation.Run<double, SplitPart>(0, x, y, z), n = Operation.Run<double, SplitExponent>(0, x, y, z);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.InRange(m[i], 0.7071067811865475, 1.4142135623730951);
            Assert.Equal(x[i], Math.ScaleB(m[i], (int)n[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void AnyLessSeesEveryElement(int bits)
    {
        Assert.True(bits switch { 128 => AnyLess<Lane128<float>>(), 256 => AnyLess<Lane256<float>>(), _ => AnyLess<Lane512<float>>() });
    }

    static unsafe bool AnyLess<TLane>() where TLane : struct, ILane<TLane, float>
    {
        float* x = stackalloc float[TLane.Count];
        new Span<float>(x, TLane.Count).Fill(float.NaN);
        bool right = !TLane.AnyLess(TLane.Load(x), TLane.Of(2));
        for (int i = 0; i < TLane.Count; i++)
        {
            x[i] = 1;
            right &= TLane.AnyLess(TLane.Load(x), TLane.Of(2)) && !TLane.AnyLess(TLane.Load(x), TLane.Of(1));
            x[i] = 3;
        }
        return right;
    }

    static void Is<T, TOperation>(int bits, T x, T y, T z, T expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : IOperation
    {
        T[] Sixteen(T value) => [.. Enumerable.Repeat(value, 16)];
        foreach (T found in Operation.Run<T, TOperation>(bits, Sixteen(x), Sixteen(y), Sixteen(z)))
            Assert.True(found.Equals(expected) && (T.IsNaN(found) || T.IsNegative(found) == T.IsNegative(expected)),
                $"{typeof(TOperation).Name}({x:R}, {y:R}, {z:R}) = {found:R}, not {expected:R}.");
    }
}
