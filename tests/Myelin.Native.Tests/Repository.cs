namespace Myelin.Native.Tests;

/// <summary>The repository around the test program, …/tests/Myelin.Native.Tests/bin/Release/net10.0/</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    public static string FullPath(string file) => Path.Combine(Root, file);
}
