using System.Globalization;

namespace Myelin;

/// <summary>The states of one training in a folder, numbered as they were written.</summary>
sealed class CheckpointFolder(string folder)
{
    const string Prefix = "checkpoint-", Suffix = ".safetensors";

    public string PathOf(int number) => Path.Combine(folder, $"{Prefix}{number.ToString("D6", CultureInfo.InvariantCulture)}{Suffix}");

    /// <summary>The numbers there are, the newest first.</summary>
    public IReadOnlyList<int> Numbers() => !Directory.Exists(folder) ? [] :
    [
        .. from file in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
           let name = Path.GetFileName(file)
           let digits = name[Prefix.Length..^Suffix.Length]
           where digits.Length >= 6 && digits.All(char.IsAsciiDigit)
           let number = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1
           where number > 0 && PathOf(number) == Path.Combine(folder, name)
           orderby number descending
           select number,
    ];

    /// <summary>The number of the last that was written; 0 where there is none.</summary>
    public int Newest => Numbers() is [int newest, ..] ? newest : 0;

    /// <summary>Throws what writing there would throw, before hours of work depend on it.</summary>
    /// <param name="size">bytes of all files</param>
    public void Prepare(double size)
    {
        string full = Path.GetFullPath(folder);
        if (File.Exists(full)) throw new IOException($"{folder}: is a file, and a folder for checkpoints is needed. Name another.");
        if (!Directory.Exists(full))
            try
            {
                Directory.CreateDirectory(full);
                if (Path.GetDirectoryName(full) is { } parent) FolderSync.Flush(parent);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw AtomicFile.Explain(folder, Path.GetDirectoryName(full) ?? full, e);
            }
        // what a kill leaves of the trial goes when that file is written
        AtomicFile.EnsureWritable(PathOf(Newest + 1));
        // what is there makes room for what follows
        EnsureSpace(full, size - States(full).Sum(file => (double)file.Length));
    }

    /// <summary>Held while a training writes here: two would each remove the other's states. A kill lets it go.</summary>
    public FileStream Lock()
    {
        string path = Path.Combine(folder, ".lock");
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw new IOException($"{folder}: another training keeps its state there. Wait until it has ended, or name another folder.", e);
        }
    }

    /// <summary>Removes all but the newest.</summary>
    public void Prune()
    {
        foreach (int number in Numbers().Skip(Checkpoints.Kept))
            try
            {
                if (IsState(PathOf(number))) File.Delete(PathOf(number));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // one too many harms nobody
            }
    }

    /// <summary>Whether Myelin wrote the file: other programs number theirs, too.</summary>
    static bool IsState(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var head = new byte[1 << 16];
        ReadOnlySpan<byte> found = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        // the metadata are the first of a header
        return found.IndexOf("\"format\":\"myelin\""u8) >= 0;
    }

    /// <summary>The newest state that is whole.</summary>
    /// <param name="damaged">is told of those that are not</param>
    /// <returns>null where there is none at all</returns>
    /// <exception cref="InvalidFileException">There are states, and none is whole.</exception>
    public SafetensorsFile? OpenNewest(Action<InvalidFileException>? damaged = null)
    {
        InvalidFileException? first = null;
        foreach (int number in Numbers())
            try
            {
                return SafetensorsFile.Open(PathOf(number));
            }
            catch (Exception e) when (e is InvalidFileException or IOException or UnauthorizedAccessException)
            {
                InvalidFileException damage = e as InvalidFileException ?? new(PathOf(number), $"cannot be read: {e.Message}", e);
                first ??= damage;
                damaged?.Invoke(damage);
            }
        if (first is null) return null;
        string remedy = first.InnerException is IOException or UnauthorizedAccessException ? "Make it readable, or begin" : "Begin";
        throw new InvalidFileException(first.Path,
            $"{first.Problem}. No earlier checkpoint in {folder} is whole. {remedy} anew in another folder", first);
    }

    /// <summary>Bytes of those that are kept, and of one that is being written.</summary>
    public static double SizeOfAll(double sizeOfOne) => sizeOfOne * (Checkpoints.Kept + 1);

    /// <summary>Whether a file is named as states are.</summary>
    public static bool IsName(string path) =>
        Path.GetFileName(path) is var name && name.StartsWith(Prefix, StringComparison.Ordinal) &&
        name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Whether a folder or one in it holds a state.</summary>
    public static bool HoldsAny(string folder) => Directory.Exists(folder) && States(folder).Any();

    // a volume's root has folders that nobody may look into
    static IEnumerable<FileInfo> States(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles(Prefix + "*" + Suffix, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true });

    internal static void EnsureSpace(string folder, double bytes)
    {
        long free;
        try
        {
            free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // a file system that does not say is tried
            return;
        }
        if (free < bytes)
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"{folder}: the checkpoints need {bytes / 1e6:0.#} MB, and {free / 1e6:0.#} MB are free on the disk. " +
                $"Free some space, or choose another folder."));
    }
}
