using System.Text;
using Myelin.TensorBoard;

namespace Myelin.Tests.TensorBoard;

public class Crc32CTests
{
    // RFC 3720, appendix B.4, and the check value of the polynomial
    public static TheoryData<byte[], uint> Known => new()
    {
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { [], 0 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void HasThePublishedValues(byte[] bytes, uint expected)
    {
        Assert.Equal(expected, Crc32C.Of(bytes));
        Assert.Equal(expected, EventFile.Crc(bytes));
    }

    [Fact]
    public void IsThatOfEveryBitOfEveryLength()
    {
        var random = new Random(1);
        for (int length = 0; length < 100; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(EventFile.Crc(bytes), Crc32C.Of(bytes));
            Assert.Equal(EventFile.Masked(bytes), Crc32C.Masked(bytes));
        }
    }
}
