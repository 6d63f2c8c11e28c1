namespace Myelin.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WritesANewFileAndReplacesAnOldOne()
    {
        string path = _folder.File("a.bin");
        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        AtomicFile.Write(path, stream => stream.Write([4]));
        Assert.Equal([4], File.ReadAllBytes(path));
        Assert.Equal(["a.bin"], _folder.Names());
    }

    [Fact]
    public void AFailureWithinLeavesTheOldFileAndNothingElse()
    {
        string path = _folder.File("a.bin", [1, 2, 3]);
        var error = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            stream.Flush();
            Assert.Equal(2, _folder.Names().Length);
            Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
            throw new InvalidOperationException("no");
        }));
        Assert.Equal("no", error.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["a.bin"], _folder.Names());
    }

    [Fact]
    public void TheNameHoldsTheOldContentUntilTheNewOneIsWhole()
    {
        string path = _folder.File("a.bin", [1]);
        AtomicFile.Write(path, stream =>
        {
            stream.Write([2, 2]);
            stream.Flush();
            Assert.Equal([1], File.ReadAllBytes(path));
        });
        Assert.Equal([2, 2], File.ReadAllBytes(path));
    }

    [Fact]
    public void WhatAKilledProgramLeftIsRemovedAndWhatIsBeingWrittenStays()
    {
        string path = _folder.File("a.bin"), left = _folder.File(".a.bin.myelin-abcdefg8.tmp", [9, 9]);
        // names that are alike: of another file, of another program, of people
        string[] others = [".a.bin.abcdefgh.xyz.tmp", ".a.bin.myelin-abcdefg.tmp", ".a.bin.myelin-abcdefgH.tmp",
            ".a.bin.myelin-my-notes.tmp", ".b.bin.myelin-abcdefg8.tmp",
            "a.bin.myelin-abcdefg8.tmp", ".a.bin.myelin-abcdefg8.tmp.keep", ".a.bin.myelin-abcd.tmp8.tmp"];
        foreach (string other in others) _folder.File(other, [9]);
        AtomicFile.Write(path, outer =>
        {
            Assert.False(File.Exists(left));
            outer.Write([1]);
            AtomicFile.Write(path, inner => inner.Write([2]));
            Assert.Equal([2], File.ReadAllBytes(path));
        });
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal(others.Append("a.bin").Order(StringComparer.Ordinal), _folder.Names().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ALinkOfATemporaryNameStays()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = _folder.File("a.bin"), kept = _folder.File("kept.bin", [9]), link = _folder.File(".a.bin.myelin-abcdefg8.tmp");
        File.CreateSymbolicLink(link, kept);
        AtomicFile.Write(path, stream => stream.Write([1]));
        AtomicFile.EnsureWritable(path);
        Assert.Equal(kept, new FileInfo(link).LinkTarget);
        Assert.Equal([9], File.ReadAllBytes(kept));
    }

    [Fact]
    public void AMissingFolderIsNamed()
    {
        string path = _folder.File("none/a.bin");
        string expected = $"{path}: the folder {_folder}/none does not exist. Create it first.";
        Assert.Equal(expected, Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(path, _ => { })).Message);
        Assert.Equal(expected, Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.EnsureWritable(path)).Message);
    }

    [Fact]
    public void AReadOnlyFileIsRefusedAndKept()
    {
        string path = _folder.File("a.bin", [1]);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        string expected = $"{path}: is read-only. Make it writable, or give another name.";
        Assert.Equal(expected, Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(path, _ => { })).Message);
        Assert.Equal(expected, Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.EnsureWritable(path)).Message);
        Assert.Equal([1], File.ReadAllBytes(path));
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void AFolderAndADeviceAreRefused()
    {
        Assert.Equal($"{_folder}: is a folder. Name a file in it.",
            Assert.Throws<IOException>(() => AtomicFile.Write($"{_folder}", _ => { })).Message);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal("/dev/null: is a device, not a file. Name a file.",
            Assert.Throws<IOException>(() => AtomicFile.EnsureWritable("/dev/null")).Message);
    }

    [Fact]
    public void AFullDiskIsSaidAndLeavesTheOldFile()
    {
        string path = _folder.File("a.bin", [1]);
        // the error that a full disk gives, from the device that always is one
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, _ =>
        {
            if (!File.Exists("/dev/full")) throw new IOException("full", unchecked((int)0x80070070));
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[10]);
            full.Flush();
        }));
        Assert.Equal($"{path}: no space left on the disk of {_folder}; " +
            "the old file, if any, is unchanged. Free some space.", error.Message);
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal(["a.bin"], _folder.Names());
    }

    [Fact]
    public void MissingPermissionAndReadOnlyDisksAreSaid()
    {
        Assert.Equal("f/a: no permission to write in the folder f. Choose another folder.",
            AtomicFile.Explain("f/a", "f", new UnauthorizedAccessException("denied")).Message);
        Assert.Equal("f/a: the folder f is on a read-only file system. Choose another folder.",
            AtomicFile.Explain("f/a", "f", new IOException("EROFS", 30)).Message);
    }

    [Fact]
    public void ALinkStaysALinkAndModesStay()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = _folder.File("a.bin", [1]), link = _folder.File("link");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, path);
        AtomicFile.Write(link, stream => stream.Write([2]));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal([2], File.ReadAllBytes(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void TryingLeavesNoTrace()
    {
        AtomicFile.EnsureWritable(_folder.File("a.bin"));
        Assert.Empty(_folder.Names());
    }
}
