using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>
/// A row of numbers as a lane, or one number that is the same in every place. Each operation computes the whole row at once and writes it
/// to <see cref="RowMemory{T}"/>; sums and maxima are those of <see cref="Rows"/>.
/// </summary>
internal readonly unsafe partial struct RowLane<T> : IRowLane<RowLane<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // of 16 bytes for floats: it is passed in registers
    readonly T* _start;
    readonly T _same;
    readonly int _length;

    public RowLane(T same) => _same = same;

    RowLane(T* start, int length)
    {
        _start = start;
        _length = length;
    }

    /// <summary>Null where all places have the same number.</summary>
    public T* Start => _start;

    public T Same => _same;

    /// <summary>0 where all places have the same number.</summary>
    public int Length => _length;

    /// <summary>A row whose numbers are to be written; those behind its end are anything.</summary>
    [MethodImpl(Inline)]
    public static RowLane<T> Take(int length) => new(RowMemory<T>.Take(length), length);

    /// <summary>A copy of a row.</summary>
    public static RowLane<T> Copy(ReadOnlySpan<T> numbers)
    {
        RowLane<T> row = Take(numbers.Length);
        numbers.CopyTo(row.Numbers);
        return row;
    }

    public Span<T> Numbers => new(_start, _length);

    /// <summary>Its numbers, of one number that is the same in every place as many as are asked for.</summary>
    public Span<T> Filled(int length)
    {
        if (_start != null) return Numbers;
        RowLane<T> row = Take(length);
        row.Numbers.Fill(_same);
        return row.Numbers;
    }

    public void CopyTo(Span<T> numbers)
    {
        if (_start == null) numbers.Fill(_same);
        else Numbers.CopyTo(numbers);
    }

    /// <summary>The length of what two rows give together; 0 stands for one number that is the same in every place.</summary>
    /// <exception cref="ArgumentException">They differ.</exception>
    [MethodImpl(Inline)]
    public static int Common(int one, int other)
    {
        if (one != other && one != 0 && other != 0) Differ(one, other);
        return Math.Max(one, other);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Differ(int one, int other) =>
        throw new ArgumentException($"Rows of {one} and {other} numbers have no places in common: a formula takes rows of one length.");

    public static int Precision => Scalar<T>.Precision;

    public static bool IsRow(RowLane<T> x) => x._start != null;

    public static double Count(RowLane<T> x) => Math.Max(x._length, 1);

    [MethodImpl(Inline)]
    public static RowLane<T> Of(double value) => new(Scalar<T>.Of(value).Value);

    [MethodImpl(Inline)]
    public static RowLane<T> Of(Coefficient value) => new(Scalar<T>.Of(value).Value);

    public static RowLane<T> Of(string letter, EquatableArray<double> values)
    {
        RowLane<T> row = Take(values.Count);
        for (int k = 0; k < row._length; k++) row._start[k] = T.CreateTruncating(values[k]);
        return row;
    }

    public static RowLane<T> Places(RowLane<T> x)
    {
        RowLane<T> row = Take(Math.Max(x._length, 1));
        Rows.Count(row.Numbers);
        return row;
    }

    public static RowLane<T> At(RowLane<T> x, RowLane<T> index)
    {
        if (x._start == null) return x;
        int place = int.CreateTruncating(index._same);
        return new((uint)place < (uint)x._length ? x._start[place] : T.NaN);
    }

    // an ignored class may be none
    public static RowLane<T> At(string letter, EquatableArray<double> values, RowLane<T> index)
    {
        int place = int.CreateTruncating(index._same);
        return new((uint)place < (uint)values.Count ? T.CreateTruncating(values[place]) : T.NaN);
    }

    public static RowLane<T> Sum(RowLane<T> x) => x._start == null ? x : new(Rows.Sum<T>(x.Numbers));

    public static RowLane<T> SumInOrder(RowLane<T> x) => x._start == null ? x : new(Rows.SumInOrder<T>(x.Numbers));

    public static RowLane<T> Dot(RowLane<T> x, RowLane<T> y) =>
        x._start == null || y._start == null || Common(x._length, y._length) == 0 ? Sum(x * y) : new(Rows.Dot<T>(x.Numbers, y.Numbers));

    public static RowLane<T> Max(RowLane<T> x) => x._start == null ? x : new(Rows.Max<T>(x.Numbers));

    public static RowLane<T> BelowMax(RowLane<T> x) => x - Max(x);

    public static RowLane<T> ExpBelowMax(RowLane<T> x, out RowLane<T> below, out RowLane<T> rest)
    {
        RowLane<T> max = Max(x), e = Exp(below = x - max);
        rest = new(e._start == null ? T.Zero : Rows.SumWithout(e.Numbers, x.Numbers.IndexOf(max._same)));
        return e;
    }

    public static RowLane<T> Halves(RowLane<T> x, out RowLane<T> second)
    {
        int half = x._length / 2;
        if (x._length % 2 != 0) throw new ArgumentException($"A row of {x._length} numbers has no two halves.", nameof(x));
        second = x._start == null ? x : new(x._start + half, x._length - half);
        return x._start == null ? x : new(x._start, half);
    }

    public static RowLane<T> Join(RowLane<T> first, RowLane<T> second)
    {
        int half = Math.Max(Common(first._length, second._length), 1);
        RowLane<T> row = Take(2 * half);
        first.CopyTo(row.Numbers[..half]);
        second.CopyTo(row.Numbers[half..]);
        return row;
    }

    public static RowLane<T> Split(RowLane<T> x, out RowLane<T> n)
    {
        if (x._start == null)
        {
            Scalar<T> mantissa = Scalar<T>.Split(new(x._same), out Scalar<T> exponent);
            n = new(exponent.Value);
            return new(mantissa.Value);
        }
        (RowLane<T> m, n) = (Take(x._length), Take(x._length));
        for (int k = 0; k < x._length; k++)
        {
            m._start[k] = Scalar<T>.Split(new(x._start[k]), out Scalar<T> exponent).Value;
            n._start[k] = exponent.Value;
        }
        return m;
    }

    public static bool AnyLess(RowLane<T> x, RowLane<T> y)
    {
        for (int k = 0; k < Math.Max(Math.Max(x._length, y._length), 1); k++)
            if ((x._start == null ? x._same : x._start[k]) < (y._start == null ? y._same : y._start[k])) return true;
        return false;
    }

    [MethodImpl(Inline)]
    public static RowLane<T> operator -(RowLane<T> x) => RowMaps.Map<T, NegateMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Sqrt(RowLane<T> x) => RowMaps.Map<T, SqrtMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Abs(RowLane<T> x) => RowMaps.Map<T, AbsMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Round(RowLane<T> x) => RowMaps.Map<T, RoundMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Exp(RowLane<T> x) => RowMaps.Map<T, ExpMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> ExpMinusOne(RowLane<T> x) => RowMaps.Map<T, ExpMinusOneMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Log(RowLane<T> x) => RowMaps.Map<T, LogMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> LogOnePlus(RowLane<T> x) => RowMaps.Map<T, LogOnePlusMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Tanh(RowLane<T> x) => RowMaps.Map<T, TanhMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Erf(RowLane<T> x) => RowMaps.Map<T, ErfMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Sin(RowLane<T> x) => RowMaps.Map<T, SinMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Cos(RowLane<T> x) => RowMaps.Map<T, CosMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> Sign(RowLane<T> x) => RowMaps.Map<T, SignMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> SinOfHuge(RowLane<T> x) => RowMaps.Map<T, SinOfHugeMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> CosOfHuge(RowLane<T> x) => RowMaps.Map<T, CosOfHugeMap>(x);

    [MethodImpl(Inline)]
    public static RowLane<T> operator +(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, AddMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> operator -(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, SubtractMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> operator *(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, MultiplyMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> operator /(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, DivideMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> Max(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, MaxMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> Min(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, MinMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> CopySign(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, CopySignMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> Scale(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, ScaleMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> ScaleWide(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, ScaleWideMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> Power(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, PowerMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> Sigmoid(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, SigmoidMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> Softplus(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, SoftplusMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> LogSigmoid(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, LogSigmoidMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> NormalDistribution(RowLane<T> x, RowLane<T> y) => RowMaps.Map2<T, NormalDistributionMap>(x, y);

    [MethodImpl(Inline)]
    public static RowLane<T> MultiplyAdd(RowLane<T> x, RowLane<T> y, RowLane<T> z) => RowMaps.Map3<T, MultiplyAddMap>(x, y, z);

    [MethodImpl(Inline)]
    public static RowLane<T> Clamp(RowLane<T> x, RowLane<T> y, RowLane<T> z) => RowMaps.Map3<T, ClampMap>(x, y, z);

    [MethodImpl(Inline)]
    public static RowLane<T> IfLess(RowLane<T> x, RowLane<T> y, RowLane<T> then, RowLane<T> otherwise) =>
        RowMaps.Map4<T, IfLessMap>(x, y, then, otherwise);

    [MethodImpl(Inline)]
    public static RowLane<T> IfEqual(RowLane<T> x, RowLane<T> y, RowLane<T> then, RowLane<T> otherwise) =>
        RowMaps.Map4<T, IfEqualMap>(x, y, then, otherwise);
}
