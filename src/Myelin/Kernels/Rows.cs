using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>Sums and maxima of one row, the same bits on every machine, for formulas that see a whole row at once.</summary>
internal static class Rows
{
    /// <summary>How many partial sums every sum of a row has, whatever the machine's width.</summary>
    const int Partials = 16;

    /// <summary>Whether no number is NaN or infinite.</summary>
    public static bool AreFinite<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // 0·x is 0 for finite x and NaN for others
        Vector<T> sum = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) sum += new Vector<T>(x[i..]) * Vector<T>.Zero;
        if (Vector.Sum(sum) != T.Zero) return false;
        for (; i < x.Length; i++)
            if (!T.IsFinite(x[i])) return false;
        return true;
    }

    /// <summary>max x; NaN if any is</summary>
    public static T Max<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity;
        int i = 0;
        if (x.Length >= Vector<T>.Count)
        {
            Vector<T> largest = new(max);
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) largest = Vector.Max(largest, new Vector<T>(x[i..]));
            for (int v = 0; v < Vector<T>.Count; v++) max = T.Max(max, largest[v]);
        }
        for (; i < x.Length; i++) max = T.Max(max, x[i]);
        return max;
    }

    /// <summary>0, 1, 2, …</summary>
    public static void Count<T>(Span<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> next = Vector.CreateSequence(T.Zero, T.One), step = new(T.CreateTruncating(Vector<T>.Count));
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count, next += step) next.CopyTo(x[i..]);
        for (int v = 0; i < x.Length; i++, v++) x[i] = next[v];
    }

    /// <summary>Σ x</summary>
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> partial = stackalloc T[Partials];
        partial.Clear();
        int i = 0;
        // partial sums side by side in vectors: each has the same terms in the same order
        for (; i <= x.Length - Partials; i += Partials)
            for (int p = 0; p < Partials; p += Vector<T>.Count)
                (new Vector<T>(partial[p..]) + new Vector<T>(x[(i + p)..])).CopyTo(partial[p..]);
        for (; i < x.Length; i++) partial[i % Partials] += x[i];
        return Fold(partial);
    }

    /// <summary>Σ x from the first to the last</summary>
    public static T SumInOrder<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T term in x) sum += term;
        return sum;
    }

    /// <summary>Σ x without one of them, the first where the place is none</summary>
    public static T SumWithout<T>(Span<T> x, int place) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        place = Math.Max(place, 0);
        (T left, x[place]) = (x[place], T.Zero);
        T rest = Sum<T>(x);
        x[place] = left;
        return rest;
    }

    /// <summary>Σ x·y</summary>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> partial = stackalloc T[Partials];
        partial.Clear();
        int i = 0;
        if (typeof(T) == typeof(double))
            for (; i <= x.Length - Partials; i += Partials)
                for (int p = 0; p < Partials; p += Vector<T>.Count)
                    Vector.FusedMultiplyAdd(
                        Vector.AsVectorDouble(new Vector<T>(x[(i + p)..])), Vector.AsVectorDouble(new Vector<T>(y[(i + p)..])),
                        Vector.AsVectorDouble(new Vector<T>(partial[p..]))).As<double, T>().CopyTo(partial[p..]);
        for (; i < x.Length; i++) partial[i % Partials] = T.FusedMultiplyAdd(x[i], y[i], partial[i % Partials]);
        return Fold(partial);
    }

    /// <summary>y = e^(x − shift)</summary>
    public static unsafe void Exp<T>(ReadOnlySpan<T> x, T shift, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* from = x, to = y[..x.Length]) Map(new ExpOfDifference(), from, shift, to, x.Length);
    }

    /// <summary>x := x / divisor</summary>
    public static unsafe void Divide<T>(Span<T> x, T divisor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* numbers = x) Map(new Quotient(), numbers, divisor, numbers, x.Length);
    }

    /// <summary>y = ln x</summary>
    public static unsafe void Log<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* from = x, to = y[..x.Length]) Map(new Logarithm(), from, T.One, to, x.Length);
    }

    /// <summary>A function of a number and of one that is the same for the whole row.</summary>
    interface IRowMap
    {
        TLane Value<TLane>(TLane x, TLane same) where TLane : struct, ILane<TLane>;
    }

    readonly struct ExpOfDifference : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Value<TLane>(TLane x, TLane same) where TLane : struct, ILane<TLane> => Elementary.Exp(x - same);
    }

    readonly struct Logarithm : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Value<TLane>(TLane x, TLane same) where TLane : struct, ILane<TLane> => Elementary.Log(x);
    }

    readonly struct Quotient : IRowMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Value<TLane>(TLane x, TLane same) where TLane : struct, ILane<TLane> => x / same;
    }

    // in the widest vectors: an element's result is the same in all
    static unsafe void Map<T, TMap>(TMap map, T* from, T same, T* to, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IRowMap
    {
        if (Vector512.IsHardwareAccelerated) Map<T, Lane512<T>, TMap>(map, from, same, to, count);
        else if (Vector256.IsHardwareAccelerated) Map<T, Lane256<T>, TMap>(map, from, same, to, count);
        else if (Vector128.IsHardwareAccelerated) Map<T, Lane128<T>, TMap>(map, from, same, to, count);
        else Map<T, Scalar<T>, TMap>(map, from, same, to, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static unsafe void Map<T, TLane, TMap>(TMap map, T* from, T same, T* to, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
        where TMap : struct, IRowMap
    {
        TLane sameLane = TLane.Broadcast(same);
        int i = 0;
        for (; i <= count - TLane.Count; i += TLane.Count) TLane.Store(map.Value(TLane.Load(from + i), sameLane), to + i);
        if (i == count) return;

        // what is left of the row, in one more lane
        T* rest = stackalloc T[TLane.Count];
        TLane.Store(sameLane, rest);
        for (int n = i; n < count; n++) rest[n - i] = from[n];
        TLane.Store(map.Value(TLane.Load(rest), sameLane), rest);
        for (int n = i; n < count; n++) to[n] = rest[n - i];
    }

    public static T Exp<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementary.Exp(new Scalar<T>(x)).Value;

    public static T Log<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementary.Log(new Scalar<T>(x)).Value;

    public static T LogOnePlus<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementary.LogOnePlus(new Scalar<T>(x)).Value;

    /// <summary>Writes a lane's numbers to row[at…], as many as there is room for.</summary>
    internal static unsafe void Write<T, TLane>(TLane lane, Span<T> row, int at) where T : unmanaged where TLane : struct, ILane<TLane, T>
    {
        T* numbers = stackalloc T[TLane.Count];
        TLane.Store(lane, numbers);
        new ReadOnlySpan<T>(numbers, Math.Min(TLane.Count, row.Length - at)).CopyTo(row[at..]);
    }

    static T Fold<T>(Span<T> partial) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int width = Partials / 2; width > 0; width /= 2)
            for (int i = 0; i < width; i++) partial[i] += partial[i + width];
        return partial[0];
    }
}
