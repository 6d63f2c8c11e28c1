using System.Security.Cryptography;
using System.Text;
using Myelin.Basis;

namespace Myelin.Tests.Files;

public class Sha256Tests
{
    [Theory] // FIPS 180-2, appendix B
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void PublishedExamples(string text, string expected) => Assert.Equal(expected, DigestOf(Encoding.ASCII.GetBytes(text), 1000));

    [Fact]
    public void EveryLengthInEveryPieceAgreesWithTheFramework()
    {
        byte[] bytes = new byte[300];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            string expected = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length)));
            foreach (int piece in new[] { 1, 3, 55, 63, 64, 65, 129, 300 })
                Assert.Equal(expected, DigestOf(bytes.AsSpan(0, length), piece));
        }
    }

    static string DigestOf(ReadOnlySpan<byte> bytes, int piece)
    {
        var digest = new Sha256();
        for (int from = 0; from < bytes.Length; from += piece) digest.Append(bytes[from..Math.Min(from + piece, bytes.Length)]);
        return digest.Finish();
    }
}
