using System.Buffers;

namespace Myelin.Tabular.Tests.Streaming;

public class CellBytesTests
{
    [Theory]
    [InlineData(1, 0.0, 127.0, -127.0, double.NaN)]
    [InlineData(2, -128.0, 128.0, 5.0, double.NaN)]
    [InlineData(2, 32767.0, -32767.0)]
    [InlineData(4, -32768.0, 0.5, 16777216.0, double.NaN)]
    [InlineData(4, -0.0, 1.0)]
    [InlineData(8, 0.1, double.NaN)]
    [InlineData(8, 16777217.0, 1.0)]
    [InlineData(8, 1e300, 5e-324, double.MaxValue)]
    public void NumbersComeBackBitForBitFromAsFewBytesAsHoldThem(int width, params double[] numbers)
    {
        var bytes = new ArrayBufferWriter<byte>();
        CellBytes.Write(bytes, numbers);
        CellBytes.Write(bytes, (ReadOnlySpan<int>)[-2, -1, 0, 253]);
        Assert.Equal(1 + width * numbers.Length + 1 + 4, bytes.WrittenCount);
        ReadOnlySpan<byte> written = bytes.WrittenSpan, skipped = written;
        double[] read = CellBytes.Numbers(ref written, numbers.Length);
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), read.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal([-2, -1, 0, 253], CellBytes.Codes(ref written, 4));
        Assert.True(written.IsEmpty);
        CellBytes.Skip(ref skipped, numbers.Length);
        Assert.Equal([-2, -1, 0, 253], CellBytes.Codes(ref skipped, 4));
    }

    [Theory]
    [InlineData(1, -2, 253)]
    [InlineData(2, -1, 254)]
    [InlineData(2, 65533)]
    [InlineData(4, 65534, -2)]
    public void CodesToo(int width, params int[] codes)
    {
        var bytes = new ArrayBufferWriter<byte>();
        CellBytes.Write(bytes, codes);
        Assert.Equal(1 + width * codes.Length, bytes.WrittenCount);
        ReadOnlySpan<byte> written = bytes.WrittenSpan;
        Assert.Equal(codes, CellBytes.Codes(ref written, codes.Length));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1000, 1000, 1000)]
    [InlineData(20_000, 18_000, 22_000)]
    [InlineData(500_000, 450_000, 550_000)]
    public void DifferentCellsAreCounted(int different, int least, int most)
    {
        DistinctCount numbers = new(), words = new();
        for (int pass = 0; pass < 2; pass++)
            for (int i = 0; i < different; i++)
            {
                numbers.Add([i * 0.37]);
                words.Add($"word {i}");
            }
        Assert.InRange(numbers.Estimate, least, most);
        Assert.InRange(words.Estimate, least, most);
    }
}
