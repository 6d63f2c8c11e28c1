using System.Buffers.Binary;
using System.Numerics;

namespace Myelin.TensorBoard;

/// <summary>
/// The cyclic redundancy check with the Castagnoli polynomial: by the processor's instruction where it has one, else by the runtime's
/// table, with the same result.
/// </summary>
/// <remarks>Source: RFC 3720, section 12.1 and appendix B.4; the mask is that of the TFRecord format.</remarks>
static class Crc32C
{
    const uint MaskDelta = 0xA282EAD8;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    /// <summary>Rotated and shifted, so that the check of bytes that hold a check is still a good one.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Of(bytes), 15) + MaskDelta);
}
