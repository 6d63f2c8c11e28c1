using System.IO.Enumeration;

namespace Myelin.Sources;

/// <summary>The folder that a query's files must be in.</summary>
static class FileFence
{
    /// <summary>Folders and files that are looked at for links that lead out.</summary>
    const int MostEntries = 100_000;

    /// <summary>Links on the way to a file, as many as the kernel of Linux follows.</summary>
    const int MostLinks = 40;

    /// <summary>Its full path, links resolved. The engine keeps to it, but follows links: none in it may lead out.</summary>
    /// <exception cref="InvalidFileException">There is no such folder, or a link in it leads elsewhere.</exception>
    public static string Check(string folder, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder)) throw new InvalidFileException(folder, "there is no such folder, so no query can read files in it");
        string root = Resolved(new DirectoryInfo(Path.GetFullPath(folder)));
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        // a link is not walked into: what is behind it is elsewhere in the folder, or makes it refused
        var links = new FileSystemEnumerable<FileSystemInfo?>(root, (ref entry) => Link(ref entry), walk)
        {
            ShouldRecursePredicate = (ref entry) => Link(ref entry) is null,
        };
        int seen = 0;
        foreach (FileSystemInfo? link in links)
        {
            cancellation.ThrowIfCancellationRequested();
            if (++seen > MostEntries)
                throw new InvalidFileException(folder,
                    $"holds more than {MostEntries} files, too many to look for links that lead out of it. Name a folder within");
            if (link is not null && !IsWithin(Resolved(link), root))
                throw new InvalidFileException(link.FullName, $"is a link that leads out of {folder}. Remove it, or name another folder");
        }
        return root;
    }

    /// <summary>Throws where a file that is named by its path is not in the folder.</summary>
    public static void CheckFile(string path, string root)
    {
        if (!IsWithin(Resolved(new FileInfo(Path.GetFullPath(path))), root))
            throw new InvalidFileException(path, $"is not within {root}, where files may be read");
    }

    // Windows has reparse points that are no links
    static FileSystemInfo? Link(ref FileSystemEntry entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0 && entry.ToFileSystemInfo() is { LinkTarget: not null } link ? link : null;

    static bool IsWithin(string path, string root) =>
        path == root
        ||
        path.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // every folder of the path may be a link, and each of its links leads to a path of its own
    static string Resolved(FileSystemInfo entry)
    {
        int links = 0;
        try
        {
            return Of(entry);
        }
        catch (IOException e)
        {
            throw new InvalidFileException(entry.FullName, "is a link that leads back to itself, or through too many others. Remove it", e);
        }

        string Of(FileSystemInfo entry)
        {
            string? target = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            if (target is not null && ++links > MostLinks) throw new IOException("too many links");
            string path = target ?? entry.FullName;
            return Path.GetDirectoryName(path) is { } parent ? Path.Combine(Of(new DirectoryInfo(parent)), Path.GetFileName(path)) : path;
        }
    }
}
