using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Myelin;

/// <summary>The JSON header of a safetensors file: name → dtype, shape, data_offsets, and <c>__metadata__</c>, a map of texts.</summary>
sealed record SafetensorsHeader(IReadOnlyList<TensorInfo> Tensors, IReadOnlyDictionary<string, string> Metadata, int? DigestStart)
{
    public const string MetadataKey = "__metadata__";

    /// <summary>The metadata's digest of the whole file; see <see cref="Safetensors"/>.</summary>
    public const string DigestKey = "myelin.sha256";

    public const int DigestLength = 64;

    static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>Of the reference reader; a length above it is refused before anything is allocated.</summary>
    public const int LongestHeader = 100_000_000;

    /// <summary>
    /// Keeps what the names of a header can make the reader allocate within some ten megabytes; the largest models have a few thousand.
    /// </summary>
    public const int MostNames = 100_000;

    public const int MostDimensions = 64;

    /// <param name="dataLength">bytes after the header</param>
    public static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> header, long dataLength)
    {
        if (!Utf8.IsValid(header)) throw new InvalidFileException(path, $"the header is not UTF-8 at its byte {FirstInvalid(header)}");
        var parser = new Parser(path, header);
        try
        {
            SafetensorsHeader parsed = parser.Parse();
            CheckLayout(path, parsed.Tensors, dataLength);
            return parsed;
        }
        catch (JsonException e)
        {
            int end = e.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
            string reason = (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
            throw new InvalidFileException(path, $"the header is not JSON at its byte {parser.Position}: {reason}", e);
        }
    }

    static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed) == OperationStatus.Done) at += consumed;
        return at;
    }

    /// <summary>The tensors must cover the data from its first byte to its last, each byte once.</summary>
    static void CheckLayout(string path, IReadOnlyList<TensorInfo> tensors, long dataLength)
    {
        TensorInfo[] sorted = [.. tensors.OrderBy(tensor => tensor.Offset).ThenBy(tensor => tensor.Length)];
        long end = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            TensorInfo tensor = sorted[i];
            if (tensor.Length > dataLength - tensor.Offset)
                throw new InvalidFileException(path,
                    $"tensor {Excerpt.Quote(tensor.Name)} ends at byte {(Int128)tensor.Offset + tensor.Length} of the data, " +
                    $"but the file has {dataLength} bytes of data. Was it cut off?");
            if (tensor.Offset < end)
                throw new InvalidFileException(path,
                    $"tensors {Excerpt.Quote(sorted[i - 1].Name)} and {Excerpt.Quote(tensor.Name)} overlap at byte " +
                    $"{tensor.Offset} of the data");
            if (tensor.Offset > end)
                throw new InvalidFileException(path,
                    $"bytes {end} to {tensor.Offset} of the data, before tensor {Excerpt.Quote(tensor.Name)}, belong to no tensor");
            end = tensor.Offset + tensor.Length;
        }
        if (end != dataLength)
            throw new InvalidFileException(path, $"{dataLength - end} bytes after the last tensor belong to no tensor");
    }

    ref struct Parser(string path, ReadOnlySpan<byte> header)
    {
        readonly List<TensorInfo> _tensors = [];
        readonly HashSet<string> _names = [];
        Utf8JsonReader _json = new(header);
        Dictionary<string, string>? _metadata;
        int? _digestStart;

        public readonly long Position => _json.BytesConsumed;

        public SafetensorsHeader Parse()
        {
            Next();
            while (Next() == JsonTokenType.PropertyName)
            {
                string name = Text();
                if (name == MetadataKey) Metadata();
                else Tensor(name);
                if (_names.Count + (_metadata?.Count ?? 0) > MostNames)
                    throw Invalid($"the header has more than {MostNames} names");
            }
            // whatever but white space follows the object, this call throws
            Next();
            return new(_tensors, _metadata ?? [], _digestStart);
        }

        void Metadata()
        {
            if (_metadata is not null) throw Invalid($"{MetadataKey} stands twice in the header");
            _metadata = [];
            if (Next() != JsonTokenType.StartObject) throw Invalid($"{MetadataKey} must be an object of texts, and is {Kind()}");
            while (Next() == JsonTokenType.PropertyName)
            {
                string key = Text();
                if (Next() != JsonTokenType.String) throw Invalid($"metadata {Excerpt.Quote(key)} must be a text, and is {Kind()}");
                if (!_metadata.TryAdd(key, Text())) throw Invalid($"metadata {Excerpt.Quote(key)} stands twice");
                if (_metadata.Count > MostNames) throw Invalid($"the header has more than {MostNames} names");
                if (key == DigestKey) _digestStart = DigestStart();
            }
        }

        readonly int DigestStart()
        {
            if (_json.ValueSpan.Length != DigestLength || _json.ValueSpan.ContainsAnyExcept(Digits))
                throw Invalid($"metadata {DigestKey} must be {DigestLength} lowercase hexadecimal digits");
            return (int)_json.TokenStartIndex + 1;
        }

        void Tensor(string name)
        {
            if (!_names.Add(name)) throw Invalid($"tensor {Excerpt.Quote(name)} stands twice in the header");
            if (Next() != JsonTokenType.StartObject) throw Invalid($"tensor {Excerpt.Quote(name)} must be an object, and is {Kind()}");
            ElementType? type = null;
            List<long>? shape = null, offsets = null;
            while (Next() == JsonTokenType.PropertyName)
                switch (Text())
                {
                    case "dtype" when type is null:
                        type = ElementTypeOf(name);
                        break;
                    case "shape" when shape is null:
                        shape = Integers("shape", name, MostDimensions);
                        break;
                    case "data_offsets" when offsets is null:
                        offsets = Integers("data_offsets", name, 2);
                        break;
                    case ("dtype" or "shape" or "data_offsets") and var key:
                        throw Invalid($"{key} of tensor {Excerpt.Quote(name)} stands twice");
                    default:
                        // of a later version of the format; the reference reader passes over it too
                        Next();
                        _json.Skip();
                        break;
                }
            if (type is null || shape is null || offsets is null)
                throw Invalid($"tensor {Excerpt.Quote(name)} has no {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
            _tensors.Add(Checked(name, type.Value, shape, offsets));
        }

        ElementType ElementTypeOf(string name)
        {
            if (Next() != JsonTokenType.String) throw Invalid($"dtype of tensor {Excerpt.Quote(name)} must be a text, and is {Kind()}");
            string text = Text();
            return ElementTypes.TryParse(text, out ElementType type)
                ? type
                : throw Invalid(
                    $"dtype {Excerpt.Quote(text)} of tensor {Excerpt.Quote(name)} is not known. Expected F32, F64, F16, BF16, I64, …");
        }

        readonly TensorInfo Checked(string name, ElementType type, List<long> shape, List<long> offsets)
        {
            string Shown() => $"tensor {Excerpt.Quote(name)} {type.Name()} {Shapes.Text(shape)}";
            long span = offsets.Count == 2 ? offsets[1] - offsets[0] : -1;
            if (span < 0)
                throw Invalid(
                    $"data_offsets of {Shown()} are [{string.Join(", ", offsets)}]. Expected two, the second not below the first");
            Int128 elements = 1;
            foreach (long dimension in shape)
                if ((elements *= dimension) > long.MaxValue) throw Invalid($"{Shown()} is larger than any file");
            Int128 bits = elements * type.Bits();
            if (bits % 8 != 0) throw Invalid($"{Shown()} is not a whole number of bytes");
            if (bits / 8 != span) throw Invalid($"{Shown()} takes {bits / 8} bytes, but its data_offsets span {span}");
            return new(name, type, shape.ToArray(), offsets[0], span);
        }

        List<long> Integers(string key, string name, int most)
        {
            if (Next() != JsonTokenType.StartArray)
                throw Invalid($"{key} of tensor {Excerpt.Quote(name)} must be an array, and is {Kind()}");
            List<long> integers = [];
            while (Next() != JsonTokenType.EndArray)
            {
                // only digits: 2.0, 2e0 and -0 are refused as the reference reader refuses them
                if (_json.TokenType != JsonTokenType.Number ||
                    !long.TryParse(_json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long integer))
                    throw Invalid($"{key} of tensor {Excerpt.Quote(name)} must hold whole numbers from 0 to 2^63 − 1, and has {Kind()}");
                if (integers.Count == most) throw Invalid($"{key} of tensor {Excerpt.Quote(name)} has more than {most} numbers");
                integers.Add(integer);
            }
            return integers;
        }

        JsonTokenType Next()
        {
            _json.Read();
            return _json.TokenType;
        }

        readonly string Text()
        {
            try
            {
                return _json.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                throw new InvalidFileException(path,
                    $"the text at byte {_json.TokenStartIndex} of the header has half a surrogate pair", e);
            }
        }

        /// <summary>What stands where something else was expected.</summary>
        readonly string Kind() => _json.TokenType switch
        {
            JsonTokenType.Number => Encoding.ASCII.GetString(_json.ValueSpan[..Math.Min(_json.ValueSpan.Length, 40)]),
            JsonTokenType.String => $"the text {Excerpt.Quote(Text())}",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "null",
        };

        readonly InvalidFileException Invalid(string problem) => new(path, problem);
    }
}
