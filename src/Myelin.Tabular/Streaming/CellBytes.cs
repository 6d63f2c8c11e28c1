using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Myelin.Tabular;

/// <summary>
/// A column's cells as bytes, each in as few as hold all of them exactly: numbers in 1, 2, 4 or 8, codes in 1, 2 or 4, dates in 8.
/// </summary>
/// <remarks>
/// A byte says in how many; 0 where cells are not kept in this way. They are in the machine's own order: the file does not travel.
/// </remarks>
static class CellBytes
{
    /// <summary>Codes are written from 0 on: those of missing and of uncounted cells are below it.</summary>
    const int Least = -CategoryColumn.UncountedCode;

    public static void Write(ArrayBufferWriter<byte> bytes, ReadOnlySpan<double> numbers)
    {
        int width = numbers.IsEmpty ? 0 : 1;
        foreach (double number in numbers)
            while (!Fits(number, width)) width *= 2;
        bytes.Write([(byte)width]);
        switch (width)
        {
            case 1: Put<sbyte>(bytes, numbers, sbyte.MinValue); break;
            case 2: Put<short>(bytes, numbers, short.MinValue); break;
            case 4: Put<float>(bytes, numbers, float.NaN); break;
            case 8: Put<double>(bytes, numbers, double.NaN); break;
        }
    }

    public static void Write(ArrayBufferWriter<byte> bytes, ReadOnlySpan<int> codes)
    {
        int most = 0;
        foreach (int code in codes) most = Math.Max(most, code + Least);
        int width = codes.IsEmpty ? 0 : most <= byte.MaxValue ? 1 : most <= ushort.MaxValue ? 2 : 4;
        bytes.Write([(byte)width]);
        switch (width)
        {
            case 1: Put<byte>(bytes, codes); break;
            case 2: Put<ushort>(bytes, codes); break;
            case 4: Put<uint>(bytes, codes); break;
        }
    }

    public static void Write(ArrayBufferWriter<byte> bytes, ReadOnlySpan<long> ticks)
    {
        bytes.Write([(byte)(ticks.IsEmpty ? 0 : sizeof(long))]);
        bytes.Write(MemoryMarshal.AsBytes(ticks));
    }

    public static double[] Numbers(ref ReadOnlySpan<byte> bytes, int rows) => Width(ref bytes) switch
    {
        1 => Get<sbyte>(ref bytes, rows, sbyte.MinValue),
        2 => Get<short>(ref bytes, rows, short.MinValue),
        4 => Get<float>(ref bytes, rows, float.NaN),
        8 => Next<double>(ref bytes, rows).ToArray(),
        _ => [],
    };

    public static int[] Codes(ref ReadOnlySpan<byte> bytes, int rows) => Width(ref bytes) switch
    {
        1 => Get<byte>(ref bytes, rows),
        2 => Get<ushort>(ref bytes, rows),
        4 => Get<uint>(ref bytes, rows),
        _ => [],
    };

    public static long[] Ticks(ref ReadOnlySpan<byte> bytes, int rows) =>
        Width(ref bytes) == 0 ? [] : Next<long>(ref bytes, rows).ToArray();

    /// <summary>Leaves cells of any kind out.</summary>
    public static void Skip(ref ReadOnlySpan<byte> bytes, int rows) => bytes = bytes[(Width(ref bytes) * rows)..];

    static int Width(ref ReadOnlySpan<byte> bytes)
    {
        int width = bytes[0];
        bytes = bytes[1..];
        return width;
    }

    // the sign of −0 is kept
    static bool Fits(double number, int width) => double.IsNaN(number) || width switch
    {
        1 => number is > sbyte.MinValue and <= sbyte.MaxValue && IsWhole(number),
        2 => number is > short.MinValue and <= short.MaxValue && IsWhole(number),
        4 => (float)number == number,
        _ => true,
    };

    static bool IsWhole(double number) => BitConverter.DoubleToInt64Bits((int)number) == BitConverter.DoubleToInt64Bits(number);

    static void Put<T>(ArrayBufferWriter<byte> bytes, ReadOnlySpan<double> numbers, T missing) where T : unmanaged, INumber<T>
    {
        Span<T> to = Next<T>(bytes, numbers.Length);
        for (int row = 0; row < to.Length; row++) to[row] = double.IsNaN(numbers[row]) ? missing : T.CreateTruncating(numbers[row]);
    }

    static void Put<T>(ArrayBufferWriter<byte> bytes, ReadOnlySpan<int> codes) where T : unmanaged, INumber<T>
    {
        Span<T> to = Next<T>(bytes, codes.Length);
        for (int row = 0; row < to.Length; row++) to[row] = T.CreateTruncating(codes[row] + Least);
    }

    static double[] Get<T>(ref ReadOnlySpan<byte> bytes, int rows, T missing) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> from = Next<T>(ref bytes, rows);
        var numbers = new double[rows];
        for (int row = 0; row < rows; row++) numbers[row] = from[row].Equals(missing) ? double.NaN : double.CreateTruncating(from[row]);
        return numbers;
    }

    static int[] Get<T>(ref ReadOnlySpan<byte> bytes, int rows) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> from = Next<T>(ref bytes, rows);
        var codes = new int[rows];
        for (int row = 0; row < rows; row++) codes[row] = int.CreateTruncating(from[row]) - Least;
        return codes;
    }

    static Span<T> Next<T>(ArrayBufferWriter<byte> bytes, int count) where T : unmanaged
    {
        int length = count * Size<T>();
        Span<T> to = MemoryMarshal.Cast<byte, T>(bytes.GetSpan(length)[..length]);
        bytes.Advance(length);
        return to;
    }

    static ReadOnlySpan<T> Next<T>(ref ReadOnlySpan<byte> bytes, int count) where T : unmanaged
    {
        int length = count * Size<T>();
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(bytes[..length]);
        bytes = bytes[length..];
        return from;
    }

    static int Size<T>() where T : unmanaged => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
}
