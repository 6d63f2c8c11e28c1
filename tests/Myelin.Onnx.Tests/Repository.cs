namespace Myelin.Onnx.Tests;

/// <summary>The repository's files, found from wherever the test program runs.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    public static string FullPath(string path) => Path.Combine(Root, path);

    /// <summary>A folder beside the repository; null where there is none.</summary>
    public static string? Beside(string path) =>
        Path.Combine(Root, "..", path) is var folder && Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Myelin.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No Myelin.slnx above {AppContext.BaseDirectory}.");
    }
}
