using System.Numerics;
using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>A single number: the lane of machines without vectors, of whole-row formulas and of gradient checks.</summary>
public readonly partial struct Scalar<T>(T v) : ILane<Scalar<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The number itself.</summary>
    public T Value { get; } = v;

    static bool IsFloat
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float);
    }

    public static int Precision => IsFloat ? 24 : 53;

    [MethodImpl(Inline)]
    public static Scalar<T> Of(double value) => new(T.CreateTruncating(value));

    [MethodImpl(Inline)]
    public static Scalar<T> Of(Coefficient value) => new(IsFloat ? From(value.Single) : From(value.Double));

    [MethodImpl(Inline)]
    public static Scalar<T> operator +(Scalar<T> a, Scalar<T> b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Scalar<T> operator -(Scalar<T> a, Scalar<T> b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Scalar<T> operator *(Scalar<T> a, Scalar<T> b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Scalar<T> operator /(Scalar<T> a, Scalar<T> b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Scalar<T> operator -(Scalar<T> a) => new(-a.Value);

    [MethodImpl(Inline)]
    public static Scalar<T> MultiplyAdd(Scalar<T> x, Scalar<T> y, Scalar<T> z) => new(T.FusedMultiplyAdd(x.Value, y.Value, z.Value));

    [MethodImpl(Inline)]
    public static Scalar<T> Sqrt(Scalar<T> x) => new(T.Sqrt(x.Value));

    [MethodImpl(Inline)]
    public static Scalar<T> Abs(Scalar<T> x) => new(T.Abs(x.Value));

    [MethodImpl(Inline)]
    public static Scalar<T> Max(Scalar<T> x, Scalar<T> y) => new(T.Max(x.Value, y.Value));

    [MethodImpl(Inline)]
    public static Scalar<T> Min(Scalar<T> x, Scalar<T> y) => new(T.Min(x.Value, y.Value));

    [MethodImpl(Inline)]
    public static Scalar<T> CopySign(Scalar<T> x, Scalar<T> y) => new(T.CopySign(x.Value, y.Value));

    [MethodImpl(Inline)]
    public static Scalar<T> Round(Scalar<T> x) => new(T.Round(x.Value));

    [MethodImpl(Inline)]
    public static Scalar<T> Clamp(Scalar<T> x, Scalar<T> low, Scalar<T> high) =>
        x.Value < low.Value ? low : high.Value < x.Value ? high : x;

    [MethodImpl(Inline)]
    public static Scalar<T> ScaleWide(Scalar<T> x, Scalar<T> n)
    {
        Scalar<T> half = Round(n * Of(0.5));
        return Scale(Scale(x, half), n - half);
    }

    [MethodImpl(Inline)]
    public static Scalar<T> Scale(Scalar<T> x, Scalar<T> n)
    {
        if (IsFloat)
        {
            uint bits = BitConverter.SingleToUInt32Bits(As<float>(n.Value) + (Bits.FloatMagic + 127f)) << 23;
            return new(x.Value * From(BitConverter.UInt32BitsToSingle(bits)));
        }
        else
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(As<double>(n.Value) + (Bits.DoubleMagic + 1023)) << 52;
            return new(x.Value * From(BitConverter.UInt64BitsToDouble(bits)));
        }
    }

    [MethodImpl(Inline)]
    public static Scalar<T> Split(Scalar<T> x, out Scalar<T> n)
    {
        if (IsFloat)
        {
            uint bits = BitConverter.SingleToUInt32Bits(As<float>(x.Value));
            uint k = (bits + (Bits.FloatOne - Bits.FloatRootHalf)) >>> 23;
            n = new(From((float)((int)k - 127)));
            return new(From(BitConverter.UInt32BitsToSingle(bits - (k << 23) + Bits.FloatOne)));
        }
        else
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(As<double>(x.Value));
            ulong k = (bits + (Bits.DoubleOne - Bits.DoubleRootHalf)) >>> 52;
            n = new(From((double)((long)k - 1023)));
            return new(From(BitConverter.UInt64BitsToDouble(bits - (k << 52) + Bits.DoubleOne)));
        }
    }

    [MethodImpl(Inline)]
    public static Scalar<T> IfLess(Scalar<T> x, Scalar<T> y, Scalar<T> then, Scalar<T> otherwise) => x.Value < y.Value ? then : otherwise;

    [MethodImpl(Inline)]
    public static Scalar<T> IfEqual(Scalar<T> x, Scalar<T> y, Scalar<T> then, Scalar<T> otherwise) => x.Value == y.Value ? then : otherwise;

    [MethodImpl(Inline)]
    public static bool AnyLess(Scalar<T> x, Scalar<T> y) => x.Value < y.Value;

    public static Scalar<T> SinOfHuge(Scalar<T> x) => Map(x, HugeAngle.Sin);

    public static Scalar<T> CosOfHuge(Scalar<T> x) => Map(x, HugeAngle.Cos);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Scalar<T> Map(Scalar<T> x, Func<double, double> f) => new(T.CreateTruncating(f(double.CreateTruncating(x.Value))));

    [MethodImpl(Inline)]
    static TTo As<TTo>(T value) where TTo : unmanaged => Unsafe.BitCast<T, TTo>(value);

    [MethodImpl(Inline)]
    static T From<TFrom>(TFrom value) where TFrom : unmanaged => Unsafe.BitCast<TFrom, T>(value);
}
