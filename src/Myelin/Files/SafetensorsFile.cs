using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Myelin;

/// <summary>An open safetensors file: its tensors by name, its metadata, and their numbers. Not for two threads at a time.</summary>
/// <remarks>
/// Opening reads the header, checks all that it says against the file, and compares the file with its digest if it has one
/// (<see cref="Safetensors"/>); numbers are read when they are asked for.
/// </remarks>
internal sealed class SafetensorsFile : IDisposable
{
    const int Chunk = 1 << 16;

    readonly Stream _stream;
    readonly long _dataStart;
    readonly Dictionary<string, TensorInfo> _byName;

    SafetensorsFile(string path, Stream stream)
    {
        (Path, _stream) = (path, stream);
        byte[] header = ReadHeader(path, stream);
        _dataStart = 8 + header.Length;
        SafetensorsHeader parsed = SafetensorsHeader.Parse(path, header, stream.Length - _dataStart);
        (Tensors, Metadata) = (parsed.Tensors, parsed.Metadata);
        _byName = Tensors.ToDictionary(tensor => tensor.Name);
        if (parsed.DigestStart is int start) Verify(header, start);
        else if (Metadata.GetValueOrDefault("format") == Safetensors.Format)
            throw new InvalidFileException(path,
                $"is damaged: a file of format {Safetensors.Format} has metadata {SafetensorsHeader.DigestKey}, and this one has none");
    }

    /// <summary>The file, as its opener named it.</summary>
    public string Path { get; }

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<TensorInfo> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Whether the file carries a digest of itself, which then has been found right.</summary>
    public bool HasDigest => Metadata.ContainsKey(SafetensorsHeader.DigestKey);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file is not safetensors, or damaged; the message says where and how.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path)) throw new InvalidFileException(path, "is a folder, not a file");
        FileStream stream;
        try
        {
            stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"{path}: there is no such file", path, e);
        }
        return Open(stream, path);
    }

    /// <summary>Reads from a stream that can seek, which the file closes.</summary>
    /// <param name="path">the name in messages</param>
    public static SafetensorsFile Open(Stream stream, string path)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            if (!stream.CanSeek) throw new InvalidFileException(path, "is a pipe or a device; a file is needed");
            return new(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public bool TryFind(string name, out TensorInfo? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>Copies a tensor's numbers, row-major, into as many of <typeparamref name="T"/>.</summary>
    /// <remarks>F16, BF16 and F32 become the same number in a wider type; F64 is rounded to float.</remarks>
    /// <exception cref="ArgumentException">The destination's length is not the number of elements.</exception>
    /// <exception cref="InvalidFileException">The tensor does not hold floating-point numbers.</exception>
    public void Read<T>(TensorInfo tensor, Span<T> destination) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (destination.Length != tensor.Elements)
            throw new ArgumentException(
                $"Tensor {tensor} has {tensor.Elements} elements, but the destination {destination.Length}.", nameof(destination));
        _stream.Position = _dataStart + tensor.Offset;
        switch (tensor.Type)
        {
            case ElementType.F32: Read<T, uint, float>(destination, BitConverter.UInt32BitsToSingle); break;
            case ElementType.F64: Read<T, ulong, double>(destination, BitConverter.UInt64BitsToDouble); break;
            case ElementType.F16: Read<T, ushort, Half>(destination, BitConverter.UInt16BitsToHalf); break;
            case ElementType.BF16: Read<T, ushort, float>(destination, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)); break;
            default: throw new InvalidFileException(Path, $"tensor {tensor} cannot be used: expected F32, F64, F16 or BF16");
        }
    }

    public void Dispose() => _stream.Dispose();

    void Read<T, TBits, TStored>(Span<T> destination, Func<TBits, TStored> fromBits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBits : unmanaged, IBinaryInteger<TBits>, IUnsignedNumber<TBits>
        where TStored : INumberBase<TStored>
    {
        if (BitConverter.IsLittleEndian && typeof(T) == typeof(TStored))
        {
            ReadBytes(MemoryMarshal.AsBytes(destination));
            return;
        }
        byte[] bytes = new byte[Math.Min(Chunk, (long)destination.Length * Size<TBits>())];
        for (int done = 0; done < destination.Length;)
        {
            int count = Math.Min(destination.Length - done, Chunk / Size<TBits>());
            ReadBytes(bytes.AsSpan(0, count * Size<TBits>()));
            for (int i = 0; i < count; i++)
            {
                TBits bits = TBits.ReadLittleEndian(bytes.AsSpan(i * Size<TBits>(), Size<TBits>()), isUnsigned: true);
                destination[done++] = T.CreateTruncating(fromBits(bits));
            }
        }
    }

    static int Size<TBits>() where TBits : IBinaryInteger<TBits> => TBits.Zero.GetByteCount();

    void ReadBytes(Span<byte> bytes)
    {
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidFileException(Path, "ended while it was read: another program has cut it short");
    }

    /// <summary>The header's bytes, once its length is known to fit the file.</summary>
    static byte[] ReadHeader(string path, Stream stream)
    {
        stream.Position = 0;
        Span<byte> head = stackalloc byte[ForeignFile.HeadLength];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.IsEmpty) throw new InvalidFileException(path, "is empty (0 bytes). Was it written to the end, or fetched?");
        ulong length = head.Length < 8 ? ulong.MaxValue : BinaryPrimitives.ReadUInt64LittleEndian(head);
        // a safetensors file's ninth byte opens a JSON object; what another kind of file has there says nothing
        if (head.Length < 9 || head[8] != '{' || length > SafetensorsHeader.LongestHeader)
            if (ForeignFile.Recognize(head) is string kind)
                throw new InvalidFileException(path, $"is {kind}. Myelin reads safetensors only; it never runs code from a file");
        if (head.Length < 8) throw new InvalidFileException(path, $"has {head.Length} bytes; a safetensors file has at least 10");
        if (length > SafetensorsHeader.LongestHeader)
            throw new InvalidFileException(path,
                $"is not safetensors, or damaged: its header would have {length} bytes (at most {SafetensorsHeader.LongestHeader})");
        if ((long)length > stream.Length - 8)
            throw new InvalidFileException(path,
                $"is cut off or damaged: its header would have {length} bytes, but {stream.Length - 8} follow");
        if (length < 1 || head[8] != '{')
            throw new InvalidFileException(path, "is not safetensors, or damaged: its header does not begin with {");
        byte[] header = new byte[length];
        stream.Position = 8;
        stream.ReadExactly(header);
        return header;
    }

    void Verify(byte[] header, int digestStart)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        header.AsSpan(digestStart, SafetensorsHeader.DigestLength).Fill((byte)'0');
        var digest = new Sha256();
        digest.Append(length);
        digest.Append(header);
        _stream.Position = _dataStart;
        byte[] chunk = new byte[Chunk];
        for (int read; (read = _stream.Read(chunk)) > 0;) digest.Append(chunk.AsSpan(0, read));
        if (digest.Finish() != Metadata[SafetensorsHeader.DigestKey])
            throw new InvalidFileException(Path,
                $"is damaged: its bytes are not those that were written ({SafetensorsHeader.DigestKey} differs)");
    }
}
