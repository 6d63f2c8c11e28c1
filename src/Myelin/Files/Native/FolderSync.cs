using System.Runtime.InteropServices;

namespace Myelin;

/// <summary>Flushes a folder to disk, so that a rename in it outlives a loss of power. Managed code cannot open a folder.</summary>
static partial class FolderSync
{
    const int ReadOnly = 0;
    const int InputOutputError = 5;

    /// <summary>fsync(2) of the folder on Unix; nothing on Windows, where a rename is journaled.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() || OperatingSystem.IsWasi()) return;
        (int result, int error) = SyncFolder(folder);
        // other errors say that this file system has no such call
        if (result != 0 && error == InputOutputError)
            throw new IOException($"{folder}: the disk failed to flush this folder; a file just written in it may not last");
    }

    static (int Result, int Error) SyncFolder(string folder)
    {
        try
        {
            int descriptor = Open(folder, ReadOnly);
            // a folder may be written in but not read; the rename itself has happened, and there is nothing more to do for it
            if (descriptor < 0) return (0, 0);
            int result = Sync(descriptor), error = Marshal.GetLastPInvokeError();
            _ = Close(descriptor);
            return (result, error);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return (0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
