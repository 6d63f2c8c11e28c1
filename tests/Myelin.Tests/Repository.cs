namespace Myelin.Tests;

/// <summary>The repository's own files, for the tests that read sources and documents.</summary>
static class Repository
{
    static readonly HashSet<string> Skipped =
        ["bin", "obj", ".git", ".vs", ".idea", ".venv", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = Directory.GetParent(TestData.Folder)!.Parent!.FullName;

    /// <summary>Every file that is not built, as a path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    public static string FullPath(string file) => Path.Combine(Root, file);

    public static string Text(string file) => File.ReadAllText(FullPath(file));

    public static string[] Lines(string file) => File.ReadAllLines(FullPath(file));

    static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles()) yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        foreach (DirectoryInfo inner in folder.EnumerateDirectories())
            if (!Skipped.Contains(inner.Name))
                foreach (string file in Walk(inner)) yield return file;
    }
}
