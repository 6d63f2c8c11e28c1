using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Myelin.Tables;

/// <summary>scikit-learn on one set, by a script of its own process.</summary>
/// <param name="Name">as it is printed, and as recorded.json calls it</param>
/// <param name="Word">as the script calls it</param>
public sealed record Rival(string Name, string Word)
{
    // the system's Python, which its packages belong to
    const string Python = "/usr/bin/python3";

    public static IReadOnlyList<Rival> All { get; } = [new("scikit-learn MLP", "mlp"), new("HistGradientBoosting", "boosting")];

    /// <summary>The boosted trees that defaults are measured against.</summary>
    public static Rival Boosting => All[1];

    /// <summary>What is installed, "scikit-learn 1.2.1, NumPy 1.24.2"; null where nothing is.</summary>
    public static string? Version(string script) => File.Exists(Python) ? Ask([script, "--version"]) : null;

    /// <summary>The outcome, or null where the script failed; it has said why on the standard error.</summary>
    public Outcome? Run(string script, TableSet set, string folder, int seed)
    {
        string[] arguments =
            [script, Word, Path.Combine(folder, set.File), set.Name, set.Task, set.Target, string.Join(',', set.Ignore),
                seed.ToString(CultureInfo.InvariantCulture)];
        return Ask(arguments) is { } answer ? JsonSerializer.Deserialize<Outcome>(answer, JsonSerializerOptions.Web) : null;
    }

    static string? Ask(string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 && answer.Length > 0 ? answer : null;
    }
}
