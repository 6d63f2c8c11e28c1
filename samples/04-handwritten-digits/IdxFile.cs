using System.Buffers.Binary;
using System.IO.Compression;

/// <summary>
/// Reads IDX files: two zeros, a type (8 is unsigned bytes), the number of dimensions, each dimension in 4 big-endian bytes, the data.
/// </summary>
static class IdxFile
{
    /// <returns>the dimensions and the bytes, row-major</returns>
    public static (int[] Shape, byte[] Data) Read(string path)
    {
        string compressed = path + ".gz";
        using Stream stream = File.Exists(path)
            ? File.OpenRead(path)
            : new GZipStream(File.OpenRead(compressed), CompressionMode.Decompress);
        Span<byte> word = stackalloc byte[4];
        stream.ReadExactly(word);
        if (word[0] != 0 || word[1] != 0 || word[2] != 8) throw new InvalidDataException($"{path} is no IDX file of bytes.");
        var shape = new int[word[3]];
        for (int d = 0; d < shape.Length; d++)
        {
            stream.ReadExactly(word);
            shape[d] = BinaryPrimitives.ReadInt32BigEndian(word);
        }
        var data = new byte[shape.Aggregate(1, (product, size) => checked(product * size))];
        stream.ReadExactly(data);
        return (shape, data);
    }
}
