using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Myelin.Cli.Tests;

/// <summary>An operation that fails, on a file or for memory: its exit code, one line, and the old file or the whole new one.</summary>
/// <remarks>Some trials of tests/trials/fault.sh, which tries each operation of each command.</remarks>
public sealed class FaultTests : IDisposable
{
    static readonly string[] s_training =
        ["train", "iris.csv", "--target", "species", "--layers", "2:tanh", "--epochs", "1", "--quiet", "--output"];

    readonly string _root;

    public FaultTests()
    {
        bool has = OperatingSystem.IsLinux() && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);
        Assert.SkipUnless(has, "Operations are made to fail by LD_PRELOAD and glibc.");
        string[] folders = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, "gcc"))), "There is no gcc.");
        _root = Directory.CreateTempSubdirectory("myelin").FullName;
        string source = Path.Combine(Cli.TestData, "..", "trials", "fault.c");
        using Process gcc = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", At("fault.so"), source, "-ldl", "-lpthread"]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
        Directory.CreateDirectory(At("in"));
        File.Copy(Path.Combine(Cli.TestData, "..", "..", "samples", "data", "iris.csv"), At("in/iris.csv"));
        Assert.Equal("", Cli.RunIn(At("in"), [.. s_training, "iris.safetensors", "--seed", "2"]).Error);
    }

    [Fact]
    public void PredictionsAreWholeWhateverFails() => Try("out.csv", "predict", "iris.safetensors", "iris.csv", "--output", "out.csv");

    [Fact]
    public void AModelIsWholeWhateverFails() => Try("out.safetensors", [.. s_training, "out.safetensors"]);

    // the last operation of a kind is of the output; what is short or interrupted is tried again, and who loses a rename does not say so
    void Try(string output, params string[] command)
    {
        Assert.Equal(0, Fails(0, "eio", command).ExitCode);
        string[] plan = File.ReadAllLines(At("log"));
        byte[] whole = File.ReadAllBytes(At("in/" + output));
        // an older output of the same kind
        byte[] old = output == "out.csv"
            ? whole[..(Array.IndexOf(whole, (byte)'\n', whole.Length / 2) + 1)]
            : File.ReadAllBytes(At("in/iris.safetensors"));
        Assert.NotEqual(whole, old);
        (string Mode, string Operation, int ExitCode)[] faults =
        [
            ("eio", "open", 2), ("eio", "write", 2), ("eio", "fsync", 2), ("eio", "rename", 2), ("enospc", "write", 2),
            ("short", "write", 0), ("eintr", "write", 0), ("memory", "", 2), ("lost", "rename", 0),
        ];
        Dictionary<string, byte[]> inputs = Content();
        foreach ((string mode, string operation, int exitCode) in faults)
        {
            string name = $"{mode} {operation}";
            File.WriteAllBytes(At("in/" + output), old);
            int last = Array.FindLastIndex(plan, line => line.EndsWith(operation, StringComparison.Ordinal));
            Run run = Fails(mode == "memory" ? 1 : last + 1, mode, command);
            Assert.True(run.ExitCode == exitCode, $"{name}: {run.ExitCode}: {run.Error}");
            Assert.Matches(exitCode == 0 ? "^(warning: [^\n]*\n)*$" : "^(warning: [^\n]*\n)*error: [^\n]*\n$", run.Error);
            Dictionary<string, byte[]> left = Content();
            Assert.True(left[output].AsSpan().SequenceEqual(exitCode == 0 && mode != "lost" ? whole : old), name);
            if (mode != "lost") Assert.Equal(inputs.Keys.Order(), left.Keys.Order());
            Assert.All(inputs.Keys.Where(input => input != output), input => Assert.Equal(inputs[input], left[input]));
        }
    }

    Run Fails(int at, string mode, string[] command)
    {
        string[] fault =
            [$"FAULT_FOLDER={At("in")}", $"FAULT_AT={at}", $"FAULT_MODE={mode}", $"FAULT_LOG={At("log")}", $"LD_PRELOAD={At("fault.so")}"];
        var start = new ProcessStartInfo("env", [.. fault, Cli.Program, .. command])
        {
            WorkingDirectory = At("in"),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        File.Delete(At("log"));
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, said.Result, error);
    }

    Dictionary<string, byte[]> Content() => Directory.GetFiles(At("in")).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);

    string At(string file) => Path.Combine(_root, file);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
