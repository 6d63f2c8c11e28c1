namespace Myelin;

/// <summary>Writes a file so that, whatever stops the program, its name holds the whole old content or the whole new content.</summary>
/// <remarks>
/// A temporary file in the same folder is written and flushed to disk, renamed over the old one, and the folder is flushed.
/// Each of the four is needed: without the first flush a loss of power leaves the new name on an empty file, without the second
/// the rename itself may be lost (Pillai et al. 2014, "All File Systems Are Not Created Equal", section 2).
/// </remarks>
internal static class AtomicFile
{
    const int Buffer = 1 << 16;

    /// <summary>Between a file's name and what makes its temporary file another than every other.</summary>
    const string Mark = ".myelin-", Suffix = ".tmp";

    const int RandomLength = 8;

    /// <summary>Writes the file; on failure the old one stays as it was and nothing is left beside it.</summary>
    /// <param name="write">writes the content; the stream can seek</param>
    /// <exception cref="IOException">The folder is missing, the disk is full or fails, or the path is a folder or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder may not be written in.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Target(path), folder = Path.GetDirectoryName(target)!;
        string? temporary = null;
        // a process that is made to end meanwhile leaves nothing either
        void Leave(object? sender, EventArgs e)
        {
            if (temporary is { } unfinished) TryDelete(unfinished);
        }
        AppDomain.CurrentDomain.ProcessExit += Leave;
        try
        {
            RemoveRemains(target, folder);
            // sharing deletion alone lets the file be renamed while it is open, so that it is locked until it has its name
            using (FileStream stream = Create(target, folder))
            {
                temporary = stream.Name;
                write(stream);
                FileSync.Flush(stream);
                if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
                File.Move(temporary, target, overwrite: true);
                temporary = null;
            }
            FolderSync.Flush(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, folder, e);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Leave;
            if (temporary is not null) TryDelete(temporary);
        }
    }

    /// <summary>Throws what <see cref="Write"/> would throw, before hours of work depend on it; leaves no trace.</summary>
    public static void EnsureWritable(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string target = Target(path), folder = Path.GetDirectoryName(target)!;
        try
        {
            RemoveRemains(target, folder);
            string temporary;
            using (FileStream stream = Create(target, folder))
            {
                temporary = stream.Name;
                stream.WriteByte(0);
            }
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, folder, e);
        }
    }

    /// <summary>Flushes what was written to a file that grows in place, such as a journal, to its disk.</summary>
    /// <remarks>Unlike <see cref="FileStream.Flush(bool)"/> of .NET 10 it throws where the disk fails.</remarks>
    /// <exception cref="IOException">The disk fails, or is full.</exception>
    public static void FlushToDisk(FileStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            FileSync.Flush(stream);
        }
        catch (IOException e)
        {
            throw Explain(stream.Name, Path.GetDirectoryName(stream.Name)!, e);
        }
    }

    /// <summary>The file to replace: a link stays a link, and what it points to is written.</summary>
    static string Target(string path)
    {
        string target = Path.GetFullPath(path);
        var file = new FileInfo(target);
        if (file.LinkTarget is not null) target = file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (Directory.Exists(target) || Path.EndsInDirectorySeparator(target))
            throw new IOException($"{path}: is a folder. Name a file in it.");
        // a rename would replace the device itself
        if (Path.GetDirectoryName(target) is "/dev" || target.StartsWith("/proc/", StringComparison.Ordinal))
            throw new IOException($"{path}: is a device, not a file. Name a file.");
        if (FileIdentity.Of(target) is { IsSpecial: true })
            throw new IOException($"{path}: is a pipe or a device, not a file. Name a file.");
        if (File.Exists(target) && (File.GetAttributes(target) & FileAttributes.ReadOnly) != 0)
            throw new UnauthorizedAccessException($"{path}: is read-only. Make it writable, or give another name.");
        return target;
    }

    static FileStream Create(string target, string folder) => new(
        Path.Combine(folder, $".{Path.GetFileName(target)}{Mark}{Path.GetRandomFileName()[..RandomLength]}{Suffix}"),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, Buffer);

    /// <summary>Removes temporary files that killed programs left. Those that are still being written are locked, and stay.</summary>
    static void RemoveRemains(string target, string folder)
    {
        string start = $".{Path.GetFileName(target)}{Mark}";
        // a name may hold * and ?, so that it is no pattern
        foreach (string file in Directory.EnumerateFiles(folder)
            .Where(file => IsTemporary(Path.GetFileName(file), start) && new FileInfo(file).LinkTarget is null))
            try
            {
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
    }

    /// <summary>Whether a file has the very name that <see cref="Create"/> gives, which no other program gives.</summary>
    static bool IsTemporary(string name, string start) =>
        name.Length == start.Length + RandomLength + Suffix.Length && name.StartsWith(start, StringComparison.Ordinal) &&
        name.EndsWith(Suffix, StringComparison.Ordinal) &&
        name.AsSpan(start.Length, RandomLength).IndexOfAnyExcept(s_random) < 0;

    // of Path.GetRandomFileName
    static readonly System.Buffers.SearchValues<char> s_random = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>The same kind of exception, with a message that says what to do.</summary>
    internal static Exception Explain(string path, string folder, Exception e) => e switch
    {
        _ when e.Message.StartsWith(path, StringComparison.Ordinal) => e,
        DirectoryNotFoundException => new DirectoryNotFoundException($"{path}: the folder {folder} does not exist. Create it first.", e),
        UnauthorizedAccessException =>
            new UnauthorizedAccessException($"{path}: no permission to write in the folder {folder}. Choose another folder.", e),
        { HResult: NoSpace or QuotaExceeded or MacQuotaExceeded or WindowsNoSpace or WindowsHandleNoSpace } =>
            new IOException($"{path}: no space left on the disk of {folder}; the old file, if any, is unchanged. Free some space.", e),
        { HResult: ReadOnlyFileSystem } =>
            new IOException($"{path}: the folder {folder} is on a read-only file system. Choose another folder.", e),
        _ => new IOException($"{path}: cannot be written: {Excerpt.OneLine(e.Message)}", e),
    };

    // errno on Unix; HRESULTs on Windows
    const int NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122, MacQuotaExceeded = 69;
    const int WindowsNoSpace = unchecked((int)0x80070070), WindowsHandleNoSpace = unchecked((int)0x80070027);
}
