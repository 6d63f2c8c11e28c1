namespace Myelin.Sources.Tests;

/// <summary>The repository's files, found from wherever the test program runs.</summary>
static class Repository
{
    public static string Iris { get; } = Find("samples/data/iris.csv");

    static string Find(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, file) is var path && File.Exists(path)) return path;
        throw new FileNotFoundException($"No {file} above {AppContext.BaseDirectory}.");
    }
}
