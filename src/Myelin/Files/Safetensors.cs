using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Myelin;

/// <summary>
/// The safetensors format: 8 bytes of header length (little-endian), a JSON header, and each tensor's numbers, little-endian and
/// row-major (github.com/huggingface/safetensors, README, "Format").
/// </summary>
/// <remarks>
/// A file written here carries a digest of itself, the metadata <c>myelin.sha256</c>: the SHA-256 of the whole file with the 64
/// digits of the digest replaced by zeros. So any change of any byte, header included, is noticed on opening, and any other
/// safetensors reader still opens the file. A file with the metadata <c>format</c> = <c>myelin</c> is refused without it.
/// </remarks>
internal static class Safetensors
{
    internal const string Format = "myelin";

    /// <summary>Writes a file atomically (<see cref="AtomicFile"/>).</summary>
    /// <param name="metadata">any texts; the digest is added</param>
    public static void Write(string path, IReadOnlyList<NamedTensor> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        byte[] header = Header(tensors, metadata ?? []);
        AtomicFile.Write(path, stream => Write(stream, header, tensors));
    }

    /// <summary>Writes to a stream that can seek.</summary>
    public static void Write(
        Stream stream, IReadOnlyList<NamedTensor> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null) =>
        Write(stream, Header(tensors, metadata ?? []), tensors);

    static void Write(Stream stream, byte[] header, IReadOnlyList<NamedTensor> tensors)
    {
        long start = stream.Position;
        var digested = new DigestStream(stream);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        digested.Write(length);
        digested.Write(header);
        foreach (NamedTensor tensor in InFileOrder(tensors)) tensor.WriteTo(digested);
        // the digest is that of the file as it stands now, with zeros in the digest's place
        stream.Position = start + 8 + header.AsSpan().IndexOf(Placeholder) + Placeholder.Length - SafetensorsHeader.DigestLength - 1;
        Span<byte> digits = stackalloc byte[SafetensorsHeader.DigestLength];
        System.Text.Encoding.ASCII.GetBytes(digested.Finish(), digits);
        stream.Write(digits);
        stream.Position = stream.Length;
    }

    /// <summary>The widest elements first, so that every tensor stands at a multiple of its element's size.</summary>
    static IEnumerable<NamedTensor> InFileOrder(IReadOnlyList<NamedTensor> tensors) =>
        tensors.OrderByDescending(tensor => tensor.Type.Bits());

    // no other place of the header can hold these bytes: inside a text the quotes would be escaped
    static readonly byte[] Placeholder =
        System.Text.Encoding.ASCII.GetBytes($"\"{SafetensorsHeader.DigestKey}\":\"{new string('0', SafetensorsHeader.DigestLength)}\"");

    static byte[] Header(IReadOnlyList<NamedTensor> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            var keys = new HashSet<string> { SafetensorsHeader.DigestKey };
            foreach ((string key, string value) in metadata)
            {
                if (!keys.Add(key)) throw new ArgumentException($"Metadata {key} is given twice, or is the file's own.", nameof(metadata));
                json.WriteString(key, value);
            }
            json.WriteString(SafetensorsHeader.DigestKey, new string('0', SafetensorsHeader.DigestLength));
            json.WriteEndObject();
            WriteTensors(json, tensors);
            json.WriteEndObject();
        }
        // padded as the reference writer does, so that the data begins at a multiple of 8
        byte[] header = new byte[(bytes.WrittenCount + 7) / 8 * 8];
        header.AsSpan().Fill((byte)' ');
        bytes.WrittenSpan.CopyTo(header);
        return header.Length <= SafetensorsHeader.LongestHeader
            ? header
            : throw new ArgumentException(
                $"The header would have {header.Length} bytes; the format allows {SafetensorsHeader.LongestHeader}.", nameof(metadata));
    }

    static void WriteTensors(Utf8JsonWriter json, IReadOnlyList<NamedTensor> tensors)
    {
        var names = new HashSet<string>();
        long offset = 0;
        foreach (NamedTensor tensor in InFileOrder(tensors))
        {
            if (!names.Add(tensor.Name)) throw new ArgumentException($"Two tensors are named {tensor.Name}.", nameof(tensors));
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Type.Name());
            json.WriteStartArray("shape");
            foreach (long dimension in tensor.Shape) json.WriteNumberValue(dimension);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += tensor.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
