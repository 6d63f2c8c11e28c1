using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Myelin.Export.Tests;

/// <summary>Modules in a folder of their own, run by node; where there is none, the test is skipped and says so.</summary>
sealed class Node : IDisposable
{
    public Node() => Assert.SkipUnless(Exists, "There is no node to run the exported modules with.");

    public string Folder { get; } = Directory.CreateTempSubdirectory("myelin-javascript").FullName;

    static bool Exists => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(Folder, name), bytes);

    public void Write(string name, float[] numbers) => Write(name, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());

    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, name))).ToArray();

    /// <summary>What a module prints.</summary>
    public string Run(string module, params string[] options)
    {
        Write("run.mjs", module);
        (int exitCode, string output, string error) = Start([.. options, "run.mjs"]);
        Assert.True(exitCode == 0, $"node ended with {exitCode}: {error}");
        return output;
    }

    /// <summary>
    /// What node is told beside its defaults: an older one has relaxed vectors where it is asked for them, a newer one always.
    /// </summary>
    public string[][] Settings()
    {
        const string relaxed = "--experimental-wasm-relaxed-simd";
        return Start([relaxed, "--eval", "0"]).ExitCode == 0 ? [[], [relaxed]] : [[]];
    }

    (int ExitCode, string Output, string Error) Start(string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
