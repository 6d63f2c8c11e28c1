using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>Four floats or two doubles of T side by side, on .NET's Vector128.</summary>
internal readonly unsafe struct Lane128<T>(Vector128<T> v) : ILane<Lane128<T>, T>
    where T : unmanaged
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    readonly Vector128<T> _v = v;

    static bool IsFloat
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float);
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector128<T>.Count;
    }

    public static int Precision
    {
        [MethodImpl(Inline)]
        get => IsFloat ? 24 : 53;
    }

    // 32 registers on Arm, 16 on x64
    public static int TileRows
    {
        [MethodImpl(Inline)]
        get => System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported ? 14 : 6;
    }

    public static int GradientRows
    {
        [MethodImpl(Inline)]
        get => System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported ? 8 : 6;
    }

    [MethodImpl(Inline)]
    public static Lane128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(Inline)]
    public static void Store(Lane128<T> x, T* destination) => x._v.Store(destination);

    [MethodImpl(Inline)]
    public static Lane128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(Inline)]
    public static Lane128<T> Of(double value) =>
        IsFloat ? new(Vector128.Create((float)value).As<float, T>()) : new(Vector128.Create(value).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane128<T> Of(Coefficient value) =>
        IsFloat ? new(Vector128.Create(value.Single).As<float, T>()) : new(Vector128.Create(value.Double).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane128<T> operator +(Lane128<T> a, Lane128<T> b) => new(a._v + b._v);

    [MethodImpl(Inline)]
    public static Lane128<T> operator -(Lane128<T> a, Lane128<T> b) => new(a._v - b._v);

    [MethodImpl(Inline)]
    public static Lane128<T> operator *(Lane128<T> a, Lane128<T> b) => new(a._v * b._v);

    [MethodImpl(Inline)]
    public static Lane128<T> operator /(Lane128<T> a, Lane128<T> b) => new(a._v / b._v);

    [MethodImpl(Inline)]
    public static Lane128<T> operator -(Lane128<T> a) => new(-a._v);

    [MethodImpl(Inline)]
    public static Lane128<T> MultiplyAdd(Lane128<T> x, Lane128<T> y, Lane128<T> z) => IsFloat
        ? new(Vector128.FusedMultiplyAdd(x._v.As<T, float>(), y._v.As<T, float>(), z._v.As<T, float>()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(x._v.As<T, double>(), y._v.As<T, double>(), z._v.As<T, double>()).As<double, T>());

    [MethodImpl(Inline)]
    public static Lane128<T> Sqrt(Lane128<T> x) => new(Vector128.Sqrt(x._v));

    [MethodImpl(Inline)]
    public static Lane128<T> Abs(Lane128<T> x) => new(Vector128.Abs(x._v));

    [MethodImpl(Inline)]
    public static Lane128<T> Max(Lane128<T> x, Lane128<T> y) => new(Vector128.Max(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane128<T> Min(Lane128<T> x, Lane128<T> y) => new(Vector128.Min(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane128<T> CopySign(Lane128<T> x, Lane128<T> y) => new(Vector128.CopySign(x._v, y._v));

    [MethodImpl(Inline)]
    public static Lane128<T> Round(Lane128<T> x) => IsFloat
        ? new(Vector128.Round(x._v.As<T, float>()).As<float, T>())
        : new(Vector128.Round(x._v.As<T, double>()).As<double, T>());

    // MaxNative and MinNative of x64 give the second operand when either is NaN; Arm's give NaN
    [MethodImpl(Inline)]
    public static Lane128<T> Clamp(Lane128<T> x, Lane128<T> low, Lane128<T> high) =>
        new(Vector128.MinNative(high._v, Vector128.MaxNative(low._v, x._v)));

    [MethodImpl(Inline)]
    public static Lane128<T> Scale(Lane128<T> x, Lane128<T> n) => Avx512F.VL.IsSupported
        ? ScaleWide(x, n)
        : IsFloat
            ? new(x._v * PowerOfTwo(n._v.As<T, float>()).As<float, T>())
            : new(x._v * PowerOfTwo(n._v.As<T, double>()).As<double, T>());

    // the product with the first power is exact, the one with the second rounds
    [MethodImpl(Inline)]
    public static Lane128<T> ScaleWide(Lane128<T> x, Lane128<T> n)
    {
        if (Avx512F.VL.IsSupported)
            return IsFloat
                ? new(Avx512F.VL.Scale(x._v.As<T, float>(), n._v.As<T, float>()).As<float, T>())
                : new(Avx512F.VL.Scale(x._v.As<T, double>(), n._v.As<T, double>()).As<double, T>());
        Lane128<T> half = Round(n * Of(0.5));
        return Scale(Scale(x, half), n - half);
    }

    // n + 1.5·2²³ holds the integer n in its low bits; shifted left they are the exponent of 2ⁿ
    [MethodImpl(Inline)]
    static Vector128<float> PowerOfTwo(Vector128<float> n) => ((n + Vector128.Create(Bits.FloatMagic + 127f)).AsUInt32() << 23).AsSingle();

    [MethodImpl(Inline)]
    static Vector128<double> PowerOfTwo(Vector128<double> n) =>
        ((n + Vector128.Create(Bits.DoubleMagic + 1023)).AsUInt64() << 52).AsDouble();

    [MethodImpl(Inline)]
    public static Lane128<T> Split(Lane128<T> x, out Lane128<T> n)
    {
        if (IsFloat)
        {
            Vector128<uint> bits = x._v.As<T, uint>();
            Vector128<uint> k = (bits + Vector128.Create(Bits.FloatOne - Bits.FloatRootHalf)) >>> 23;     // n + 127
            n = new(((k | Vector128.Create(Bits.FloatMagicBits)).AsSingle() - Vector128.Create(Bits.FloatMagic + 127f)).As<float, T>());
            return new((bits - (k << 23) + Vector128.Create(Bits.FloatOne)).As<uint, T>());
        }
        else
        {
            Vector128<ulong> bits = x._v.As<T, ulong>();
            Vector128<ulong> k = (bits + Vector128.Create(Bits.DoubleOne - Bits.DoubleRootHalf)) >>> 52;  // n + 1023
            n = new(((k | Vector128.Create(Bits.DoubleMagicBits)).AsDouble() - Vector128.Create(Bits.DoubleMagic + 1023)).As<double, T>());
            return new((bits - (k << 52) + Vector128.Create(Bits.DoubleOne)).As<ulong, T>());
        }
    }

    [MethodImpl(Inline)]
    public static Lane128<T> IfLess(Lane128<T> x, Lane128<T> y, Lane128<T> then, Lane128<T> otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(x._v, y._v), then._v, otherwise._v));

    [MethodImpl(Inline)]
    public static Lane128<T> IfEqual(Lane128<T> x, Lane128<T> y, Lane128<T> then, Lane128<T> otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(x._v, y._v), then._v, otherwise._v));

    [MethodImpl(Inline)]
    public static bool AnyLess(Lane128<T> x, Lane128<T> y) => Vector128.LessThanAny(x._v, y._v);

    public static Lane128<T> SinOfHuge(Lane128<T> x) => Map(x, HugeAngle.Sin);

    public static Lane128<T> CosOfHuge(Lane128<T> x) => Map(x, HugeAngle.Cos);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Lane128<T> Map(Lane128<T> x, Func<double, double> f)
    {
        Vector128<T> y = x._v;
        for (int i = 0; i < Count; i++)
            y = IsFloat
                ? y.As<T, float>().WithElement(i, (float)f(x._v.As<T, float>()[i])).As<float, T>()
                : y.As<T, double>().WithElement(i, f(x._v.As<T, double>()[i])).As<double, T>();
        return new(y);
    }
}
