using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Myelin;

/// <summary>Rows as one number: equal where every bit of every input, target and weight is.</summary>
static class SampleDigest
{
    /// <summary>How many rows of how many columns, and the SHA-256 of all numbers, little-endian: inputs, targets, weights.</summary>
    public static string Describe<T>(Samples<T> samples) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var digest = new DigestStream(Stream.Null);
        Span<byte> shape = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(shape, samples.Rows);
        BinaryPrimitives.WriteInt64LittleEndian(shape[8..], samples.InputColumns);
        BinaryPrimitives.WriteInt64LittleEndian(shape[16..], samples.TargetColumns);
        digest.Write(shape);
        NamedTensor.WriteTo(digest, samples.Inputs.Span);
        NamedTensor.WriteTo(digest, samples.Targets.Span);
        NamedTensor.WriteTo(digest, samples.Weights.Span);
        return string.Create(CultureInfo.InvariantCulture,
            $"{samples.Rows} rows of {samples.InputColumns} inputs and {samples.TargetColumns} " +
            $"targets{(samples.Weights.IsEmpty ? "" : ", weighed")}, SHA-256 {digest.Finish()}");
    }
}
