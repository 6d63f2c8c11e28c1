namespace Myelin.Documents.Tests;

/// <summary>The repository around the test program.</summary>
static class Repository
{
    // …/tests/Myelin.Documents.Tests/bin/Release/net10.0/
    static readonly DirectoryInfo s_output = new(AppContext.BaseDirectory);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    /// <summary>Release or Debug, as these tests are.</summary>
    public static string Configuration { get; } = s_output.Parent!.Name;

    public static string FullPath(string file) => Path.Combine(Root, file);

    /// <summary>The program that a project's build has made.</summary>
    public static string Program(string project)
    {
        string folder = FullPath(project), name = Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.csproj").Single());
        return Path.Combine(folder, "bin", Configuration, s_output.Name, name + ".dll");
    }
}
