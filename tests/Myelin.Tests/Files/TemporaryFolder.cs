namespace Myelin.Tests.Files;

/// <summary>A folder that lasts for one test.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly string _path = Directory.CreateTempSubdirectory("myelin-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public string[] Names() => [.. Directory.EnumerateFileSystemEntries(_path).Select(Path.GetFileName).Order()!];

    public override string ToString() => _path;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
