using System.Numerics;
using System.Runtime.InteropServices;
using Myelin.Numerics;

namespace Myelin.Tests.Formulas;

/// <summary>A function over lanes applied to arrays; in double, which holds every float.</summary>
static class Lanewise
{
    public delegate (TLane, TLane) Pair<TLane>(TLane x, TLane y);

    /// <summary>Both results, one after the other, in the lane's width; the length is a multiple of it.</summary>
    public static double[] Map<T, TLane>(double[] x, double[] y, Pair<TLane> f)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : unmanaged, ILane<TLane, T>
    {
        T[] a = [.. x.Select(T.CreateTruncating)], b = [.. y.Select(T.CreateTruncating)], first = new T[a.Length], second = new T[a.Length];
        for (int i = 0; i < a.Length; i += TLane.Count)
        {
            (TLane u, TLane v) = f(Read(a), Read(b));
            MemoryMarshal.Write(Bytes(first), u);
            MemoryMarshal.Write(Bytes(second), v);

            TLane Read(T[] from) => MemoryMarshal.Read<TLane>(Bytes(from));
            Span<byte> Bytes(T[] of) => MemoryMarshal.AsBytes(of.AsSpan(i, TLane.Count));
        }
        return [.. first.Concat(second).Select(double.CreateTruncating)];
    }

    /// <summary>The bits, with one pattern for every not-a-number.</summary>
    public static long[] Bits(double[] numbers) =>
        [.. numbers.Select(x => double.IsNaN(x) ? long.MinValue + 1 : BitConverter.DoubleToInt64Bits(x))];
}
