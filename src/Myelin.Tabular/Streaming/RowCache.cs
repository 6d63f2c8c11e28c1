using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Myelin.Tabular;

/// <summary>The cells of a table on disk, in blocks of rows, each with a check sum (CRC-32C) that tells if a byte has changed.</summary>
sealed class RowCache : IDisposable
{
    /// <summary>Left free on the disk.</summary>
    const long Margin = 64 << 20;

    /// <summary>A block begins with its length and its check sum.</summary>
    const int Head = 8;

    readonly FileStream _file;
    readonly List<(long Offset, int Length, int Rows)> _blocks = [];
    readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);
    byte[] _block = [];

    /// <param name="folder">where the file is</param>
    public RowCache(string folder)
    {
        Folder = Path.GetFullPath(folder);
        string path = Path.Combine(Folder, $"myelin-{Guid.NewGuid():n}.rows");
        if (!Directory.Exists(Folder))
            throw Unfit(new Advice("there is no such folder, so the rows cannot be kept there").Or("create it first"));
        try
        {
            _file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1, FileOptions.DeleteOnClose);
            // without a name it is gone with the process, however that ends
            if (!OperatingSystem.IsWindows()) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unfit($"the rows cannot be kept there ({e.Message})", e);
        }
    }

    public string Folder { get; }

    public int Blocks => _blocks.Count;

    public long Length => _blocks.Count == 0 ? 0 : _blocks[^1].Offset + _blocks[^1].Length + Head;

    public int RowsOf(int block) => _blocks[block].Rows;

    /// <summary>Writes a block of what the builders hold, and clears them.</summary>
    public void Append(ColumnBuilder?[] builders, ReadOnlySpan<int> places)
    {
        _bytes.ResetWrittenCount();
        _bytes.Write(stackalloc byte[Head]);
        bool follow = places[^1] - places[0] == places.Length - 1;
        Put(follow ? 1 : places.Length);
        _bytes.Write(MemoryMarshal.AsBytes(follow ? places[..1] : places));
        foreach (ColumnBuilder? builder in builders)
        {
            if (builder is null) continue;
            CellBytes.Write(_bytes, builder.Numbers);
            CellBytes.Write(_bytes, builder.Codes);
            CellBytes.Write(_bytes, builder.Ticks);
            builder.Clear();
        }
        byte[] head = new byte[Head];
        ReadOnlySpan<byte> content = _bytes.WrittenSpan[Head..];
        BinaryPrimitives.WriteInt32LittleEndian(head, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), CheckSum(content));
        long offset = Length;
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, content, offset + Head);
            RandomAccess.Write(_file.SafeFileHandle, head, offset);
        }
        catch (IOException e)
        {
            throw Unfit(new Advice($"no space is left for the rows ({Megabytes(offset)} so far)").Or("free some"), e);
        }
        _blocks.Add((offset, content.Length, places.Length));

        void Put(int number)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(4), number);
            _bytes.Advance(4);
        }
    }

    IOException Unfit(Advice problem, Exception? inner = null) =>
        problem.At($"{Folder}: ").Or("name another folder", SettingNames.Cache).As(message => new IOException(message, inner));

    /// <summary>Throws where so many bytes do not fit on the disk.</summary>
    /// <param name="what">what needs them</param>
    public void EnsureSpace(long bytes, string what)
    {
        if (FreeSpace(Folder) is { } free && free < bytes + Margin)
            throw Unfit(new Advice($"{what} about {Megabytes(bytes)}, but {Megabytes(free)} are free").Or("free some"));
    }

    /// <summary>The rows of a block.</summary>
    /// <param name="forms">of every column that was written, in that order; null for those that are not wanted</param>
    public Table Read(int block, string name, IReadOnlyList<ColumnForm?> forms, string unit, TableOptions options,
        IReadOnlyList<ReadingNote>? notes = null)
    {
        ReadOnlySpan<byte> bytes = Content(block, name);
        int rows = _blocks[block].Rows, count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var places = RowPlaces.Of(unit, rows, MemoryMarshal.Cast<byte, int>(bytes.Slice(4, 4 * count)));
        bytes = bytes[(4 + 4 * count)..];
        var columns = new List<Column>(forms.Count);
        foreach (ColumnForm? form in forms)
        {
            if (form is null)
            {
                for (int kind = 0; kind < 3; kind++) CellBytes.Skip(ref bytes, rows);
                continue;
            }
            columns.Add(
                form.Column(CellBytes.Numbers(ref bytes, rows), CellBytes.Codes(ref bytes, rows), CellBytes.Ticks(ref bytes, rows)));
        }
        return new(name, columns, places, options) { ReadingNotes = notes ?? [] };
    }

    ReadOnlySpan<byte> Content(int block, string name)
    {
        (long offset, int length, _) = _blocks[block];
        if (_block.Length < length + Head) _block = new byte[length + Head];
        Span<byte> bytes = _block.AsSpan(0, length + Head);
        int read = 0;
        for (int more; read < bytes.Length && (more = RandomAccess.Read(_file.SafeFileHandle, bytes[read..], offset + read)) > 0;)
            read += more;
        ReadOnlySpan<byte> content = bytes[Head..];
        if (read < bytes.Length || BinaryPrimitives.ReadInt32LittleEndian(bytes) != length ||
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != CheckSum(content))
            throw new InvalidFileException(name,
                $"its rows in {Folder} have changed on the disk (block {block + 1} of {_blocks.Count}), so nothing is learned from them. " +
                "Train again; if it happens again, look after the disk");
        return content;
    }

    static uint CheckSum(ReadOnlySpan<byte> content)
    {
        uint sum = uint.MaxValue;
        ReadOnlySpan<ulong> whole = MemoryMarshal.Cast<byte, ulong>(content);
        foreach (ulong eight in whole) sum = BitOperations.Crc32C(sum, eight);
        foreach (byte one in content[(whole.Length * 8)..]) sum = BitOperations.Crc32C(sum, one);
        return sum;
    }

    static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:0} MB");

    static long? FreeSpace(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The file, to be damaged by tests.</summary>
    internal Microsoft.Win32.SafeHandles.SafeFileHandle Handle => _file.SafeFileHandle;

    public void Dispose() => _file.Dispose();
}
