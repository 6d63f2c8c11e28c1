using System.Diagnostics;
using System.Globalization;

namespace Myelin.Comparison;

/// <summary>An entrant's process with some number of threads, and the conversation with it.</summary>
public sealed class Talk : IDisposable
{
    // what an environment may hold that makes a library slower, or count its threads otherwise; of OpenBLAS, see openblas.sh
    static readonly string[] Swept =
    [
        "OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME",
        "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic", "DOTNET_TieredCompilation", "DOTNET_TieredPGO",
    ];

    readonly Process _process;

    public Talk(Entrant entrant, int threads, string data)
    {
        Entrant = entrant;
        string count = threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(entrant.Command[0], [.. entrant.Command.Skip(1), data, count])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in Swept) start.Environment.Remove(name);
        foreach (string name in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" }) start.Environment[name] = count;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach ((string name, string value) in entrant.Variables ?? []) start.Environment[name] = value;
        _process = Process.Start(start)!;
        Description = _process.StandardOutput.ReadLine() ?? "";
    }

    public Entrant Entrant { get; }

    /// <summary>How the program introduced itself; empty where it ended instead.</summary>
    public string Description { get; }

    /// <summary>Numbers, or null and a reason.</summary>
    public (double[]? Numbers, string Reason) Ask(string verb, Discipline discipline, string number) =>
        Ask(verb, discipline, Entrant.NetworkFor(discipline.Network), number);

    public (double[]? Numbers, string Reason) Ask(string verb, Discipline discipline, string network, string number)
    {
        string? answer = null;
        try
        {
            _process.StandardInput.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{verb} {discipline.Kind} {network} {discipline.Batch} {number}"));
            _process.StandardInput.Flush();
            answer = _process.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            // a program that has ended closes its pipes
        }
        if (answer is null) return (null, "the program ended");
        return answer.StartsWith("ok ", StringComparison.Ordinal)
            ? (answer[3..].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray(), "")
            : (null, answer.StartsWith("no ", StringComparison.Ordinal) ? answer[3..] : answer);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }
}
