using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Myelin;

/// <summary>Device, number and mode of what a path leads to, links followed. Managed code knows no number of a file.</summary>
static partial class FileStatus
{
    const int CurrentFolder = -100;

    /// <summary>Of the mode's bits, and of the number.</summary>
    const uint Wanted = 0x0101;

    /// <summary>Null where there is nothing, or this system does not say.</summary>
    public static (ulong Device, ulong Number, int Mode)? Of(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux() || OperatingSystem.IsAndroid()) return Linux(path);
            if (OperatingSystem.IsMacOS()) return Mac(path);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // a library without this call
        }
        return null;
    }

    // struct statx has one layout everywhere (statx(2)): mode at 28, number at 32, device at 136 and 140
    static (ulong, ulong, int)? Linux(string path)
    {
        Span<byte> status = stackalloc byte[256];
        if (Statx(CurrentFolder, path, 0, Wanted, status) != 0) return null;
        ulong device =
            (ulong)BinaryPrimitives.ReadUInt32LittleEndian(status[136..]) << 32 | BinaryPrimitives.ReadUInt32LittleEndian(status[140..]);
        return (device, BinaryPrimitives.ReadUInt64LittleEndian(status[32..]), BinaryPrimitives.ReadUInt16LittleEndian(status[28..]));
    }

    // struct stat with 64 bits for the number: device at 0, mode at 4, number at 8
    static (ulong, ulong, int)? Mac(string path)
    {
        Span<byte> status = stackalloc byte[256];
        int result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatWide(path, status) : Stat(path, status);
        if (result != 0) return null;
        return (BinaryPrimitives.ReadUInt32LittleEndian(status), BinaryPrimitives.ReadUInt64LittleEndian(status[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(status[4..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatWide(string path, Span<byte> status);
}
