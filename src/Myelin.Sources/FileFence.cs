namespace Myelin.Sources;

/// <summary>The folder that a query's files must be in.</summary>
static class FileFence
{
    /// <summary>Folders and files that are looked at for links that lead out.</summary>
    const int MostEntries = 100_000;

    /// <summary>Its full path, links resolved. The engine keeps to it, but follows links: none in it may lead out.</summary>
    /// <exception cref="InvalidFileException">There is no such folder, or a link in it leads elsewhere.</exception>
    public static string Check(string folder)
    {
        if (!Directory.Exists(folder)) throw new InvalidFileException(folder, "there is no such folder, so no query can read files in it");
        string root = Resolved(new DirectoryInfo(Path.GetFullPath(folder)));
        int seen = 0;
        // links are not walked into
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        foreach (FileSystemInfo entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", walk))
        {
            if (++seen > MostEntries)
                throw new InvalidFileException(folder, $"holds more than {MostEntries} files, too many to look for links that lead out of it. Name a folder within");
            if (entry.LinkTarget is null) continue;
            if (!IsWithin(Resolved(entry), root))
                throw new InvalidFileException(entry.FullName, $"is a link that leads out of {folder}. Remove it, or name another folder");
        }
        return root;
    }

    /// <summary>Throws where a file that is named by its path is not in the folder.</summary>
    public static void CheckFile(string path, string root)
    {
        if (!IsWithin(Resolved(new FileInfo(Path.GetFullPath(path))), root))
            throw new InvalidFileException(path, $"is not within {root}, where files may be read");
    }

    static bool IsWithin(string path, string root) =>
        path == root || path.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // every folder of the path may be a link
    static string Resolved(FileSystemInfo entry)
    {
        string target = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName;
        return Path.GetDirectoryName(target) is { } parent ? Path.Combine(Resolved(new DirectoryInfo(parent)), Path.GetFileName(target)) : target;
    }
}
