using System.Buffers.Binary;

namespace Myelin.TensorBoard;

/// <summary>
/// A file of records that grows: the length, its masked check, the data, their masked check. It holds whole records at any time: what a
/// disk did not take whole is cut off again.
/// </summary>
/// <remarks>Source: "TFRecords format details" in the documentation of TensorFlow.</remarks>
sealed class RecordFile(FileStream file) : IDisposable
{
    const int Head = sizeof(ulong) + sizeof(uint), Room = 1 << 16;

    readonly MemoryStream _waiting = new(Room + Room / 4);
    long _whole;

    public string Path => file.Name;

    /// <summary>Whether records wait to be written.</summary>
    public bool Waits => _waiting.Length > 0;

    /// <summary>Takes a record, and writes all that wait where they are many.</summary>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public void Append(ProtoWriter record)
    {
        Span<byte> head = stackalloc byte[Head];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Crc32C.Masked(head[..sizeof(ulong)]));
        _waiting.Write(head);
        int start = (int)_waiting.Length;
        record.WriteTo(_waiting);
        Span<byte> check = head[..sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(check, Crc32C.Masked(_waiting.GetBuffer().AsSpan(start..(int)_waiting.Length)));
        _waiting.Write(check);
        if (_waiting.Length >= Room) Flush();
    }

    /// <summary>Gives all records to the system, so that they stay whatever ends the process.</summary>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public void Flush()
    {
        try
        {
            file.Write(_waiting.GetBuffer(), 0, (int)_waiting.Length);
            _whole += _waiting.Length;
            _waiting.SetLength(0);
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            CutOff();
            throw e as IOException ?? new IOException(Throw.Text(e).Split(Environment.NewLine)[0], e);
        }
    }

    public void Dispose() => file.Dispose();

    // of a file that is too large the runtime says that an argument is
    static bool IsOfDisk(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    void CutOff()
    {
        try
        {
            file.SetLength(_whole);
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            // readers stop before a record that is not whole
        }
    }
}
