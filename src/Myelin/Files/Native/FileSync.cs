using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Myelin;

/// <summary>Flushes a file to disk, and throws where the disk fails.</summary>
/// <remarks>
/// <see cref="FileStream.Flush(bool)"/> does not: .NET 10 asks whether fsync(2) gave less than 0, but its own library gives 1 for a failure
/// (SystemNative_FSync), so that content which never came to the disk counts as written.
/// </remarks>
static partial class FileSync
{
    const int Interrupted = 4, Invalid = 22, ReadOnlyFileSystem = 30, NotSupported = 95, MacNotSupported = 45;

    /// <exception cref="IOException">The disk fails, or is full.</exception>
    public static void Flush(FileStream stream)
    {
        stream.Flush();
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsBrowser() && !OperatingSystem.IsWasi())
            // some say that this file, a pipe or a device, has no such call
            if (Sync(stream.SafeFileHandle) is var error and not (0 or Invalid or ReadOnlyFileSystem or NotSupported or MacNotSupported))
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        // on macOS what the disk itself still holds, too; an error was reported to the first who asked
        if (!OperatingSystem.IsLinux()) stream.Flush(flushToDisk: true);
    }

    /// <summary>The error's number, or 0.</summary>
    static int Sync(SafeFileHandle file)
    {
        try
        {
            while (NativeSync(file) != 0)
                if (Marshal.GetLastPInvokeError() is var error and not Interrupted) return error;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // a library without this call
        }
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeSync(SafeFileHandle file);
}
