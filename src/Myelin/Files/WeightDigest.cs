using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Myelin;

/// <summary>One number for all parameters of a model: equal where every bit of every parameter is.</summary>
public static class WeightDigest
{
    /// <summary>
    /// The SHA-256, as 64 lowercase hexadecimal digits, of each block in order: its name in UTF-8, a zero byte, rows and columns as
    /// 64-bit integers, and its numbers row by row, all little-endian. The same on every machine.
    /// </summary>
    public static string Of<T>(Parameters<T> parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Of([parameters]);
    }

    /// <summary>The same of several, one after the other: of an ensemble.</summary>
    public static string Of<T>(IEnumerable<Parameters<T>> members) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(members);
        using var digest = new DigestStream(Stream.Null);
        foreach (Parameters<T> parameters in members) Write(digest, parameters);
        return digest.Finish();
    }

    static void Write<T>(DigestStream digest, Parameters<T> parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<byte> shape = stackalloc byte[17];
        shape[0] = 0;
        for (int b = 0; b < parameters.Blocks.Count; b++)
        {
            ParameterBlock block = parameters.Blocks[b];
            digest.Write(Encoding.UTF8.GetBytes(block.Name));
            BinaryPrimitives.WriteInt64LittleEndian(shape[1..], block.Rows);
            BinaryPrimitives.WriteInt64LittleEndian(shape[9..], block.Columns);
            digest.Write(shape);
            var values = new T[block.Count];
            parameters.Read(b, values);
            NamedTensor.WriteTo<T>(digest, values);
        }
    }
}
