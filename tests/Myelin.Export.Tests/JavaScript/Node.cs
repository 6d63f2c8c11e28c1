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
    public string Run(string module)
    {
        Write("run.mjs", module);
        using Process process = Process.Start(new ProcessStartInfo("node", ["run.mjs"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"node ended with {process.ExitCode}: {error.Result}");
        return output;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
