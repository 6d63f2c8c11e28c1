using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>A function of one number, over any lane.</summary>
internal interface IRowMap1
{
    static abstract TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane>;
}

internal interface IRowMap2
{
    static abstract TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane>;
}

internal interface IRowMap3
{
    static abstract TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane>;
}

internal interface IRowMap4
{
    static abstract TLane Of<TLane>(TLane x, TLane y, TLane then, TLane otherwise) where TLane : struct, ILane<TLane>;
}

/// <summary>
/// A function of numbers over every place of rows, in the machine's widest vectors. Rows are padded to whole vectors, so none has a rest.
/// </summary>
internal static unsafe class RowMaps
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    public static RowLane<T> Map<T, TMap>(RowLane<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> where TMap : struct, IRowMap1
    {
        if (x.Start == null) return new(TMap.Of(new Scalar<T>(x.Same)).Value);
        var to = RowLane<T>.Take(x.Length);
        if (Vector512.IsHardwareAccelerated) Loop<T, Lane512<T>, TMap>(x.Start, to.Start, to.Length);
        else if (Vector256.IsHardwareAccelerated) Loop<T, Lane256<T>, TMap>(x.Start, to.Start, to.Length);
        else if (Vector128.IsHardwareAccelerated) Loop<T, Lane128<T>, TMap>(x.Start, to.Start, to.Length);
        else Loop<T, Scalar<T>, TMap>(x.Start, to.Start, to.Length);
        return to;
    }

    public static RowLane<T> Map2<T, TMap>(RowLane<T> x, RowLane<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IRowMap2
    {
        if (x.Start == null && y.Start == null) return new(TMap.Of(new Scalar<T>(x.Same), new(y.Same)).Value);
        var to = RowLane<T>.Take(RowLane<T>.Common(x.Length, y.Length));
        if (Vector512.IsHardwareAccelerated) Loop2<T, Lane512<T>, TMap>(x, y, to.Start, to.Length);
        else if (Vector256.IsHardwareAccelerated) Loop2<T, Lane256<T>, TMap>(x, y, to.Start, to.Length);
        else if (Vector128.IsHardwareAccelerated) Loop2<T, Lane128<T>, TMap>(x, y, to.Start, to.Length);
        else Loop2<T, Scalar<T>, TMap>(x, y, to.Start, to.Length);
        return to;
    }

    public static RowLane<T> Map3<T, TMap>(RowLane<T> x, RowLane<T> y, RowLane<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TMap : struct, IRowMap3
    {
        int length = RowLane<T>.Common(RowLane<T>.Common(x.Length, y.Length), z.Length);
        if (length == 0) return new(TMap.Of(new Scalar<T>(x.Same), new(y.Same), new(z.Same)).Value);
        var to = RowLane<T>.Take(length);
        if (Vector512.IsHardwareAccelerated) Loop3<T, Lane512<T>, TMap>(x, y, z, to);
        else if (Vector256.IsHardwareAccelerated) Loop3<T, Lane256<T>, TMap>(x, y, z, to);
        else if (Vector128.IsHardwareAccelerated) Loop3<T, Lane128<T>, TMap>(x, y, z, to);
        else Loop3<T, Scalar<T>, TMap>(x, y, z, to);
        return to;
    }

    public static RowLane<T> Map4<T, TMap>(RowLane<T> x, RowLane<T> y, RowLane<T> then, RowLane<T> otherwise)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TMap : struct, IRowMap4
    {
        int length = RowLane<T>.Common(RowLane<T>.Common(x.Length, y.Length), RowLane<T>.Common(then.Length, otherwise.Length));
        if (length == 0) return new(TMap.Of(new Scalar<T>(x.Same), new(y.Same), new(then.Same), new(otherwise.Same)).Value);
        var to = RowLane<T>.Take(length);
        if (Vector512.IsHardwareAccelerated) Loop4<T, Lane512<T>, TMap>(x, y, then, otherwise, to);
        else if (Vector256.IsHardwareAccelerated) Loop4<T, Lane256<T>, TMap>(x, y, then, otherwise, to);
        else if (Vector128.IsHardwareAccelerated) Loop4<T, Lane128<T>, TMap>(x, y, then, otherwise, to);
        else Loop4<T, Scalar<T>, TMap>(x, y, then, otherwise, to);
        return to;
    }

    [MethodImpl(Hot)]
    static void Loop<T, TLane, TMap>(T* x, T* to, int length) where T : unmanaged where TLane : struct, ILane<TLane, T>
        where TMap : struct, IRowMap1
    {
        for (int i = 0; i < length; i += TLane.Count) TLane.Store(TMap.Of(TLane.Load(x + i)), to + i);
    }

    [MethodImpl(Hot)]
    static void Loop2<T, TLane, TMap>(RowLane<T> x, RowLane<T> y, T* to, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T> where TMap : struct, IRowMap2
    {
        if (y.Start == null)
        {
            TLane same = TLane.Broadcast(y.Same);
            for (int i = 0; i < length; i += TLane.Count) TLane.Store(TMap.Of(TLane.Load(x.Start + i), same), to + i);
        }
        else if (x.Start == null)
        {
            TLane same = TLane.Broadcast(x.Same);
            for (int i = 0; i < length; i += TLane.Count) TLane.Store(TMap.Of(same, TLane.Load(y.Start + i)), to + i);
        }
        else
            for (int i = 0; i < length; i += TLane.Count) TLane.Store(TMap.Of(TLane.Load(x.Start + i), TLane.Load(y.Start + i)), to + i);
    }

    [MethodImpl(Hot)]
    static void Loop3<T, TLane, TMap>(RowLane<T> x, RowLane<T> y, RowLane<T> z, RowLane<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T> where TMap : struct, IRowMap3
    {
        (TLane sameX, TLane sameY, TLane sameZ) = (TLane.Broadcast(x.Same), TLane.Broadcast(y.Same), TLane.Broadcast(z.Same));
        for (int i = 0; i < to.Length; i += TLane.Count)
            TLane.Store(TMap.Of(Part(x.Start, sameX, i), Part(y.Start, sameY, i), Part(z.Start, sameZ, i)), to.Start + i);

        static TLane Part(T* start, TLane same, int i) => start == null ? same : TLane.Load(start + i);
    }

    [MethodImpl(Hot)]
    static void Loop4<T, TLane, TMap>(RowLane<T> x, RowLane<T> y, RowLane<T> then, RowLane<T> otherwise, RowLane<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T> where TMap : struct, IRowMap4
    {
        (TLane sameX, TLane sameY) = (TLane.Broadcast(x.Same), TLane.Broadcast(y.Same));
        (TLane sameThen, TLane sameOtherwise) = (TLane.Broadcast(then.Same), TLane.Broadcast(otherwise.Same));
        for (int i = 0; i < to.Length; i += TLane.Count)
            TLane.Store(
                TMap.Of(Part(x.Start, sameX, i), Part(y.Start, sameY, i), Part(then.Start, sameThen, i),
                    Part(otherwise.Start, sameOtherwise, i)),
                to.Start + i);

        static TLane Part(T* start, TLane same, int i) => start == null ? same : TLane.Load(start + i);
    }
}
