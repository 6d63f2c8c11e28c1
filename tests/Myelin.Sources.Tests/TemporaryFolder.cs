namespace Myelin.Sources.Tests;

/// <summary>A folder that is gone after the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly string _path = Directory.CreateTempSubdirectory("myelin-").FullName;

    public string Path => _path;

    public string this[string file] => System.IO.Path.Combine(_path, file);

    public string Write(string file, byte[] bytes)
    {
        File.WriteAllBytes(this[file], bytes);
        return this[file];
    }

    public void Dispose() => Directory.Delete(_path, true);
}
