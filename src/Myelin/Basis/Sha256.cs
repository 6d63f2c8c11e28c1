using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Myelin.Basis;

/// <summary>SHA-256 (FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2.2)</summary>
/// <remarks>
/// Own code, because the framework's asks OpenSSL on Linux, and a program that ships as one file must save and load a model on a
/// machine without it. It guards against damage, not against a forger.
/// </remarks>
sealed class Sha256
{
    // the first 32 bits of the fractional parts of the cube roots of the first 64 primes
    static ReadOnlySpan<uint> K =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    readonly uint[] _hash = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    readonly byte[] _block = new byte[64];
    long _length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int used = (int)(_length % 64);
        _length += bytes.Length;
        if (used > 0)
        {
            int taken = Math.Min(64 - used, bytes.Length);
            bytes[..taken].CopyTo(_block.AsSpan(used));
            bytes = bytes[taken..];
            if (used + taken < 64) return;
            Compress(_block);
        }
        for (; bytes.Length >= 64; bytes = bytes[64..]) Compress(bytes);
        bytes.CopyTo(_block);
    }

    /// <summary>The digest of all that was appended, as 64 lowercase hexadecimal digits. Ends this object's use.</summary>
    public string Finish()
    {
        Span<byte> padding = stackalloc byte[72];
        padding.Clear();
        padding[0] = 0x80;
        int zeros = (int)((119 - _length % 64) % 64);
        BinaryPrimitives.WriteInt64BigEndian(padding[(1 + zeros)..], _length * 8);
        Append(padding[..(1 + zeros + 8)]);
        Span<byte> digest = stackalloc byte[32];
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * i)..], _hash[i]);
        return Convert.ToHexStringLower(digest);
    }

    // compiled at its best at once: a file is long before a loop is warm
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Compress(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (int t = 0; t < 16; t++) w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * t)..]);
        for (int t = 16; t < 64; t++) w[t] = SmallSigma1(w[t - 2]) + w[t - 7] + SmallSigma0(w[t - 15]) + w[t - 16];

        (uint a, uint b, uint c, uint d) = (_hash[0], _hash[1], _hash[2], _hash[3]);
        (uint e, uint f, uint g, uint h) = (_hash[4], _hash[5], _hash[6], _hash[7]);
        for (int t = 0; t < 64; t++)
        {
            uint t1 = h + BigSigma1(e) + ((e & f) ^ (~e & g)) + K[t] + w[t];
            uint t2 = BigSigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }
        _hash[0] += a;
        _hash[1] += b;
        _hash[2] += c;
        _hash[3] += d;
        _hash[4] += e;
        _hash[5] += f;
        _hash[6] += g;
        _hash[7] += h;
    }

    static uint BigSigma0(uint x) => BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    static uint BigSigma1(uint x) => BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    static uint SmallSigma0(uint x) => BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    static uint SmallSigma1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);
}
