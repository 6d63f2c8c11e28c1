using System.Diagnostics;
using System.IO.Pipes;
using Myelin.Cli.Native;

namespace Myelin.Cli.Tests;

/// <summary>
/// Standard streams that are closed, full, or read by nobody, and a system that gives little: an exit code as promised, never an abort.
/// </summary>
public sealed class StandardStreamTests(IrisModel iris) : IClassFixture<IrisModel>
{
    const string Incomplete = ". The text is incomplete; all files are written.";

    [Theory]
    [InlineData("inspect iris.safetensors >&-", 2, "standard output: cannot be written: it is closed" + Incomplete)]
    [InlineData("inspect iris.safetensors >/dev/full", 2, "standard output: cannot be written: No space left on device" + Incomplete)]
    [InlineData("predict iris.safetensors iris.csv >&-", 2, "standard output: cannot be written: it is closed")]
    [InlineData("predict iris.safetensors iris.csv -o /dev/stdout >&-", 2, "standard output: cannot be written: it is closed")]
    [InlineData("predict iris.safetensors - <&-", 2, "standard input: is closed. Pipe the rows in, or name a file.")]
    [InlineData("predict iris.safetensors /dev/stdin <&-", 2, "/dev/stdin: is closed. Open it when you start the command, or name a file.")]
    [InlineData("inspect none.safetensors 2>&-", 2, null)]
    [InlineData("bogus 2>/dev/full", 1, null)]
    [InlineData("inspect iris.safetensors >&- 2>&- <&-", 2, null)]
    public void WithoutAStreamItEndsWithItsCode(string command, int code, string? error)
    {
        if (!File.Exists("/dev/full")) return;
        (int ended, string said) = Shell($"\"$0\" {command}");
        Assert.Equal((code, error is null ? "" : $"error: {error}\n"), (ended, said));
    }

    [Fact]
    public void AFullStandardOutputLosesNoModel()
    {
        if (!File.Exists("/dev/full")) return;
        (int code, string said) =
            Shell("\"$0\" train iris.csv --target species --epochs 1 --quality fast --output full.safetensors >/dev/full");
        Assert.Equal((2, $"error: standard output: cannot be written: No space left on device{Incomplete}\n"), (code, said));
        iris.Succeeds("inspect", "full.safetensors");
    }

    [Fact]
    public void APipeWithoutAReaderIsNoticed()
    {
        if (OperatingSystem.IsWindows()) return;
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        int number = (int)pipe.SafePipeHandle.DangerousGetHandle();
        Assert.False(Descriptor.HasLostItsReader(number));
        pipe.DisposeLocalCopyOfClientHandle();
        Assert.True(Descriptor.HasLostItsReader(number));
        // the runtime's own, so that no program that is started gets it
        Assert.False(Descriptor.IsInherited((int)File.OpenHandle(iris.At("iris.csv")).DangerousGetHandle()));
    }

    [Theory]
    [InlineData(26)]
    [InlineData(44)]
    [InlineData(56)]
    public void WithFewDescriptorsItSaysSo(int limit)
    {
        if (!OperatingSystem.IsLinux()) return;
        (int code, string said) = Shell($"ulimit -n {limit}; exec \"$0\" inspect iris.safetensors >/dev/null");
        Assert.Equal(2, code);
        Assert.Matches("^error: [^\n]+\n$", said);
    }

    [Theory]
    [InlineData("env HOME= TMPDIR=/none LANG= TERM=dumb \"$0\" predict iris.safetensors iris.csv >/dev/null")]
    [InlineData("mkdir gone; cd gone; rmdir ../gone; \"$0\" check >/dev/null")]
    public void LittleSurroundingsAreEnough(string script)
    {
        if (OperatingSystem.IsWindows()) return;
        (int code, string error) = Shell(script);
        Assert.Equal(0, code);
        // the model's test rows reach beyond its training rows
        Assert.Matches("^(warning: [^\n]+\n)*$", error);
    }

    (int Code, string Error) Shell(string script)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, Cli.Program])
        {
            WorkingDirectory = iris.Folder,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(120_000));
        return (process.ExitCode, error);
    }
}
