namespace Myelin.Tests.Files;

public sealed class FileIdentityTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // the system finds no folder to go back from, but files are opened without it
    [Fact]
    public void EveryNameByWhichAFileIsOpenedIsItsOwn()
    {
        string path = _folder.File("a.bin", [1]), other = _folder.File("b.bin", [1]);
        FileIdentity? own = FileIdentity.Of(path);
        Assert.NotNull(own);
        Assert.Equal(own, FileIdentity.Of(_folder.File("none/../a.bin")));
        Assert.Equal(own, FileIdentity.Of(Path.GetRelativePath(Environment.CurrentDirectory, path)));
        Assert.NotEqual(own, FileIdentity.Of(other));
        Assert.Null(FileIdentity.Of(_folder.File("none")));
    }
}
