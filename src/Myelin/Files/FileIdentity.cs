namespace Myelin;

/// <summary>
/// Which file a path leads to: equal for every name of one file, be it a link of either kind, ./x, or x in other letters.
/// </summary>
internal readonly record struct FileIdentity
{
    const int TypeBits = 0xF000, Folder = 0x4000, Regular = 0x8000;

    readonly ulong _device, _number;
    readonly int _type;

    // where the system gives files no number, the full path stands for it
    readonly string? _path;

    FileIdentity(ulong device, ulong number, int type, string? path) => (_device, _number, _type, _path) = (device, number, type, path);

    /// <summary>
    /// Whether it is a pipe, a device or a socket: what is written there is not kept, and renaming a file over it would destroy it.
    /// </summary>
    public bool IsSpecial => _type is not (Regular or Folder);

    /// <summary>Null where there is nothing of this name, or nobody may look there.</summary>
    public static FileIdentity? Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal)) return null;
        // the path as files are opened: without what .. goes back from, be it there or not
        if (FileStatus.Of(Path.GetFullPath(path)) is (ulong device, ulong number, int mode))
            return new(device, number, mode & TypeBits, null);
        return Path.Exists(path) ? new(0, 0, Directory.Exists(path) ? Folder : Regular, Normal(path)) : null;
    }

    static string Normal(string path)
    {
        string full = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        return OperatingSystem.IsWindows() ? full.ToUpperInvariant() : full;
    }
}
