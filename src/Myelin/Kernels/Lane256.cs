using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>Eight floats or four doubles of T side by side, on .NET's Vector256.</summary>
internal readonly unsafe struct Lane256<T>(Vector256<T> v) : ILane<Lane256<T>, T>
    where T : unmanaged
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    readonly Vector256<T> _v = v;

    static bool IsFloat
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float);
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Count;
    }

    public static int Precision
    {
        [MethodImpl(Inline)]
        get => IsFloat ? 24 : 53;
    }

    // 6 × 2 accumulators, 2 of b and 1 broadcast are 15 of 16 registers
    public static int TileRows
    {
        [MethodImpl(Inline)]
        get => 6;
    }

    public static int GradientRows
    {
        [MethodImpl(Inline)]
        get => 6;
    }

    [MethodImpl(Inline)]
    public static Lane256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(Inline)]
    public static void Store(Lane256<T> x, T* destination) => x._v.Store(destination);

    [MethodImpl(Inline)]
    public static Lane256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static Lane256<T> Of(double value) =>
        IsFloat ? new(Vector256.Create((float)value).As<float, T>()) : new(Vector256.Create(value).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane256<T> Of(Coefficient value) =>
        IsFloat ? new(Vector256.Create(value.Single).As<float, T>()) : new(Vector256.Create(value.Double).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane256<T> operator +(Lane256<T> a, Lane256<T> b) => new(a._v + b._v);

    [MethodImpl(Inline)]
    public static Lane256<T> operator -(Lane256<T> a, Lane256<T> b) => new(a._v - b._v);

    [MethodImpl(Inline)]
    public static Lane256<T> operator *(Lane256<T> a, Lane256<T> b) => new(a._v * b._v);

    [MethodImpl(Inline)]
    public static Lane256<T> operator /(Lane256<T> a, Lane256<T> b) => new(a._v / b._v);

    [MethodImpl(Inline)]
    public static Lane256<T> operator -(Lane256<T> a) => new(-a._v);

    [MethodImpl(Inline)]
    public static Lane256<T> MultiplyAdd(Lane256<T> x, Lane256<T> y, Lane256<T> z) => IsFloat
        ? new(Vector256.FusedMultiplyAdd(x._v.As<T, float>(), y._v.As<T, float>(), z._v.As<T, float>()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(x._v.As<T, double>(), y._v.As<T, double>(), z._v.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane256<T> Sqrt(Lane256<T> x) => new(Vector256.Sqrt(x._v));

    [MethodImpl(Inline)]
    public static Lane256<T> Abs(Lane256<T> x) => new(Vector256.Abs(x._v));

    [MethodImpl(Inline)]
    public static Lane256<T> Max(Lane256<T> x, Lane256<T> y) => new(Vector256.Max(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane256<T> Min(Lane256<T> x, Lane256<T> y) => new(Vector256.Min(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane256<T> CopySign(Lane256<T> x, Lane256<T> y) => new(Vector256.CopySign(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane256<T> Round(Lane256<T> x) => IsFloat
        ? new(Vector256.Round(x._v.As<T, float>()).As<float, T>())
        : new(Vector256.Round(x._v.As<T, double>()).As<double, T>());

    // MaxNative and MinNative of x64 give the second operand when either is NaN; Arm's give NaN
    [MethodImpl(Inline)]
    public static Lane256<T> Clamp(Lane256<T> x, Lane256<T> low, Lane256<T> high) =>
        new(Vector256.MinNative(high._v, Vector256.MaxNative(low._v, x._v)));

    [MethodImpl(Inline)]
    public static Lane256<T> Scale(Lane256<T> x, Lane256<T> n) => Avx512F.VL.IsSupported
        ? ScaleWide(x, n)
        : IsFloat
            ? new(x._v * PowerOfTwo(n._v.As<T, float>()).As<float, T>())
            : new(x._v * PowerOfTwo(n._v.As<T, double>()).As<double, T>());

    // the product with the first power is exact, the one with the second rounds
    [MethodImpl(Inline)]
    public static Lane256<T> ScaleWide(Lane256<T> x, Lane256<T> n)
    {
        if (Avx512F.VL.IsSupported)
            return IsFloat
                ? new(Avx512F.VL.Scale(x._v.As<T, float>(), n._v.As<T, float>()).As<float, T>())
                : new(Avx512F.VL.Scale(x._v.As<T, double>(), n._v.As<T, double>()).As<double, T>());
        Lane256<T> half = Round(n * Of(0.5));
        return Scale(Scale(x, half), n - half);
    }

    // n + 1.5·2²³ holds the integer n in its low bits; shifted left they are the exponent of 2ⁿ
    [MethodImpl(Inline)]
    static Vector256<float> PowerOfTwo(Vector256<float> n) => ((n + Vector256.Create(Bits.FloatMagic + 127f)).AsUInt32() << 23).AsSingle();

    [MethodImpl(Inline)]
    static Vector256<double> PowerOfTwo(Vector256<double> n) =>
        ((n + Vector256.Create(Bits.DoubleMagic + 1023)).AsUInt64() << 52).AsDouble();

    [MethodImpl(Inline)]
    public static Lane256<T> Split(Lane256<T> x, out Lane256<T> n)
    {
        if (IsFloat)
        {
            Vector256<uint> bits = x._v.As<T, uint>();
            Vector256<uint> k = (bits + Vector256.Create(Bits.FloatOne - Bits.FloatRootHalf)) >>> 23;     // n + 127
            n = new(((k | Vector256.Create(Bits.FloatMagicBits)).AsSingle() - Vector256.Create(Bits.FloatMagic + 127f)).As<float, T>());
            return new((bits - (k << 23) + Vector256.Create(Bits.FloatOne)).As<uint, T>());
        }
        else
        {
            Vector256<ulong> bits = x._v.As<T, ulong>();
            Vector256<ulong> k = (bits + Vector256.Create(Bits.DoubleOne - Bits.DoubleRootHalf)) >>> 52;  // n + 1023
            n = new(((k | Vector256.Create(Bits.DoubleMagicBits)).AsDouble() - Vector256.Create(Bits.DoubleMagic + 1023)).As<double, T>());
            return new((bits - (k << 52) + Vector256.Create(Bits.DoubleOne)).As<ulong, T>());
        }
    }

    [MethodImpl(Inline)]
    public static Lane256<T> IfLess(Lane256<T> x, Lane256<T> y, Lane256<T> then, Lane256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(x._v, y._v), then._v, otherwise._v));

    [MethodImpl(Inline)]
    public static Lane256<T> IfEqual(Lane256<T> x, Lane256<T> y, Lane256<T> then, Lane256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(x._v, y._v), then._v, otherwise._v));

    [MethodImpl(Inline)]
    public static bool AnyLess(Lane256<T> x, Lane256<T> y) => Vector256.LessThanAny(x._v, y._v);

    public static Lane256<T> SinOfHuge(Lane256<T> x) => Map(x, HugeAngle.Sin);

    public static Lane256<T> CosOfHuge(Lane256<T> x) => Map(x, HugeAngle.Cos);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Lane256<T> Map(Lane256<T> x, Func<double, double> f)
    {
        Vector256<T> y = x._v;
        for (int i = 0; i < Count; i++)
            y = IsFloat
                ? y.As<T, float>().WithElement(i, (float)f(x._v.As<T, float>()[i])).As<float, T>()
                : y.As<T, double>().WithElement(i, f(x._v.As<T, double>()[i])).As<double, T>();
        return new(y);
    }
}
