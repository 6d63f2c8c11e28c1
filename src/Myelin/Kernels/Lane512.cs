using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>Sixteen floats or eight doubles of T side by side, on .NET's Vector512.</summary>
internal readonly unsafe struct Lane512<T>(Vector512<T> v) : ILane<Lane512<T>, T>
    where T : unmanaged
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    readonly Vector512<T> _v = v;

    static bool IsFloat
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float);
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Count;
    }

    public static int Precision
    {
        [MethodImpl(Inline)]
        get => IsFloat ? 24 : 53;
    }

    // 14 × 2 accumulators, 2 of b and 1 broadcast are 31 of 32 registers
    public static int TileRows
    {
        [MethodImpl(Inline)]
        get => 14;
    }

    public static int GradientRows
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    [MethodImpl(Inline)]
    public static Lane512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(Inline)]
    public static void Store(Lane512<T> x, T* destination) => x._v.Store(destination);

    [MethodImpl(Inline)]
    public static Lane512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static Lane512<T> Of(double value) =>
        IsFloat ? new(Vector512.Create((float)value).As<float, T>()) : new(Vector512.Create(value).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane512<T> Of(Coefficient value) =>
        IsFloat ? new(Vector512.Create(value.Single).As<float, T>()) : new(Vector512.Create(value.Double).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane512<T> operator +(Lane512<T> a, Lane512<T> b) => new(a._v + b._v);

    [MethodImpl(Inline)]
    public static Lane512<T> operator -(Lane512<T> a, Lane512<T> b) => new(a._v - b._v);

    [MethodImpl(Inline)]
    public static Lane512<T> operator *(Lane512<T> a, Lane512<T> b) => new(a._v * b._v);

    [MethodImpl(Inline)]
    public static Lane512<T> operator /(Lane512<T> a, Lane512<T> b) => new(a._v / b._v);

    [MethodImpl(Inline)]
    public static Lane512<T> operator -(Lane512<T> a) => new(-a._v);

    [MethodImpl(Inline)]
    public static Lane512<T> MultiplyAdd(Lane512<T> x, Lane512<T> y, Lane512<T> z) => IsFloat
        ? new(Vector512.FusedMultiplyAdd(x._v.As<T, float>(), y._v.As<T, float>(), z._v.As<T, float>()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x._v.As<T, double>(), y._v.As<T, double>(), z._v.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane512<T> Sqrt(Lane512<T> x) => new(Vector512.Sqrt(x._v));

    [MethodImpl(Inline)]
    public static Lane512<T> Abs(Lane512<T> x) => new(Vector512.Abs(x._v));

    [MethodImpl(Inline)]
    public static Lane512<T> Max(Lane512<T> x, Lane512<T> y) => new(Vector512.Max(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane512<T> Min(Lane512<T> x, Lane512<T> y) => new(Vector512.Min(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane512<T> CopySign(Lane512<T> x, Lane512<T> y) => new(Vector512.CopySign(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane512<T> Round(Lane512<T> x) => IsFloat
        ? new(Vector512.Round(x._v.As<T, float>()).As<float, T>())
        : new(Vector512.Round(x._v.As<T, double>()).As<double, T>());

    // MaxNative and MinNative of x64 give the second operand when either is NaN; Arm's give NaN
    [MethodImpl(Inline)]
    public static Lane512<T> Clamp(Lane512<T> x, Lane512<T> low, Lane512<T> high) =>
        new(Vector512.MinNative(high._v, Vector512.MaxNative(low._v, x._v)));

    [MethodImpl(Inline)]
    public static Lane512<T> Scale(Lane512<T> x, Lane512<T> n) => Avx512F.IsSupported
        ? ScaleWide(x, n)
        : IsFloat
            ? new(x._v * PowerOfTwo(n._v.As<T, float>()).As<float, T>())
            : new(x._v * PowerOfTwo(n._v.As<T, double>()).As<double, T>());

    // the product with the first power is exact, the one with the second rounds
    [MethodImpl(Inline)]
    public static Lane512<T> ScaleWide(Lane512<T> x, Lane512<T> n)
    {
        if (Avx512F.IsSupported)
            return IsFloat
                ? new(Avx512F.Scale(x._v.As<T, float>(), n._v.As<T, float>()).As<float, T>())
                : new(Avx512F.Scale(x._v.As<T, double>(), n._v.As<T, double>()).As<double, T>());
        Lane512<T> half = Round(n * Of(0.5));
        return Scale(Scale(x, half), n - half);
    }

    // n + 1.5·2²³ holds the integer n in its low bits; shifted left they are the exponent of 2ⁿ
    [MethodImpl(Inline)]
    static Vector512<float> PowerOfTwo(Vector512<float> n) => ((n + Vector512.Create(Bits.FloatMagic + 127f)).AsUInt32() << 23).AsSingle();

    [MethodImpl(Inline)]
    static Vector512<double> PowerOfTwo(Vector512<double> n) =>
        ((n + Vector512.Create(Bits.DoubleMagic + 1023)).AsUInt64() << 52).AsDouble();

    [MethodImpl(Inline)]
    public static Lane512<T> Split(Lane512<T> x, out Lane512<T> n)
    {
        if (IsFloat)
        {
            Vector512<uint> bits = x._v.As<T, uint>();
            Vector512<uint> k = (bits + Vector512.Create(Bits.FloatOne - Bits.FloatRootHalf)) >>> 23;     // n + 127
            n = new(((k | Vector512.Create(Bits.FloatMagicBits)).AsSingle() - Vector512.Create(Bits.FloatMagic + 127f)).As<float, T>());
            return new((bits - (k << 23) + Vector512.Create(Bits.FloatOne)).As<uint, T>());
        }
        else
        {
            Vector512<ulong> bits = x._v.As<T, ulong>();
            Vector512<ulong> k = (bits + Vector512.Create(Bits.DoubleOne - Bits.DoubleRootHalf)) >>> 52;  // n + 1023
            n = new(((k | Vector512.Create(Bits.DoubleMagicBits)).AsDouble() - Vector512.Create(Bits.DoubleMagic + 1023)).As<double, T>());
            return new((bits - (k << 52) + Vector512.Create(Bits.DoubleOne)).As<ulong, T>());
        }
    }

    [MethodImpl(Inline)]
    public static Lane512<T> IfLess(Lane512<T> x, Lane512<T> y, Lane512<T> then, Lane512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x._v, y._v), then._v, otherwise._v));

    [MethodImpl(Inline)]
    public static Lane512<T> IfEqual(Lane512<T> x, Lane512<T> y, Lane512<T> then, Lane512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(x._v, y._v), then._v, otherwise._v));

    [MethodImpl(Inline)]
    public static bool AnyLess(Lane512<T> x, Lane512<T> y) => Vector512.LessThanAny(x._v, y._v);

    public static Lane512<T> SinOfHuge(Lane512<T> x) => Map(x, HugeAngle.Sin);

    public static Lane512<T> CosOfHuge(Lane512<T> x) => Map(x, HugeAngle.Cos);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Lane512<T> Map(Lane512<T> x, Func<double, double> f)
    {
        Vector512<T> y = x._v;
        for (int i = 0; i < Count; i++)
            y = IsFloat
                ? y.As<T, float>().WithElement(i, (float)f(x._v.As<T, float>()[i])).As<float, T>()
                : y.As<T, double>().WithElement(i, f(x._v.As<T, double>()[i])).As<double, T>();
        return new(y);
    }
}
