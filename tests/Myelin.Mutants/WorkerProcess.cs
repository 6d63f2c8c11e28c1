using System.Diagnostics;

namespace Myelin.Mutants;

/// <summary>A worker seen from outside: asked, and ended where a mutant makes it run without end.</summary>
sealed class WorkerProcess : IDisposable
{
    readonly Process _process;

    public WorkerProcess(params IReadOnlyList<string> arguments)
    {
        // itself, whether it was begun by its own program or by dotnet
        string[] self =
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(WorkerProcess).Assembly.Location] : [];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. self, "worker", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
    }

    public void Ask(int mutant)
    {
        _process.StandardInput.WriteLine(mutant);
        _process.StandardInput.Flush();
    }

    /// <summary>What it says; null where it says nothing in time, or has ended.</summary>
    public string? Answer(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            while (_process.StandardOutput.ReadLineAsync(late.Token).AsTask().GetAwaiter().GetResult() is { } line)
                if (line.StartsWith(Worker.Mark, StringComparison.Ordinal)) return line[Worker.Mark.Length..];
        }
        catch (OperationCanceledException)
        {
        }
        return null;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
