namespace Myelin.Comparison;

/// <summary>Who takes part, and how its program is started.</summary>
/// <param name="Command">the program and what comes before the data's folder and the number of threads</param>
/// <param name="Variables">of the environment, beside the numbers of threads</param>
public sealed record Entrant(string Name, IReadOnlyList<string> Command, IReadOnlyList<(string Name, string Value)>? Variables = null)
{
    /// <summary>Who is missing, and why.</summary>
    public const string Absent =
        "TorchSharp is not among them: the native library of version 0.107 wants GLIBCXX_3.4.32, which Debian 12 does not have.";

    /// <summary>Takes part with two threads only: a setting that changes nothing with one.</summary>
    public bool NeedsThreads { get; init; }

    /// <summary>A network that is measured in place of one that the program cannot have, and what is different.</summary>
    public (string Network, string Substitute, string Remark)? Instead { get; init; }

    /// <summary>Its Adam adds ε before the correction of the moments, so its numbers are compared with Myelin's that do so too.</summary>
    public bool EpsilonHat { get; init; }

    /// <summary>Myelin first, then whoever's program is in the folder that the script fills.</summary>
    public static IReadOnlyList<Entrant> Present(string scripts, string programs) =>
        [.. Known(scripts, programs).Where(entrant => entrant.Command.All(part => !part.Contains('/') || File.Exists(part)))];

    /// <summary>What a reader of the results should know.</summary>
    public string? Remark => Instead is { } other ? $"{Name} on ({other.Network}): {other.Remark}." : null;

    public string NetworkFor(string network) => Instead is { } other && other.Network == network ? other.Substitute : network;

    static IEnumerable<Entrant> Known(string scripts, string programs)
    {
        // the system's Python, which its packages belong to
        const string Python = "/usr/bin/python3";
        string torch = Path.Combine(scripts, "pytorch.py"), learn = Path.Combine(scripts, "scikit_learn.py");
        yield return new("Myelin", [Environment.ProcessPath!, "--contestant"]);
        yield return new("PyTorch", [Python, torch]);
        yield return new("PyTorch, passive wait", [Python, torch], [("OMP_WAIT_POLICY", "passive")]) { NeedsThreads = true };
        yield return new("scikit-learn", [Python, learn])
        {
            Instead = ("a", "a-linear", "its output is linear, which is less work"),
            EpsilonHat = true,
        };
        yield return new("FANN", [Path.Combine(programs, "fann")]);
        yield return new("dlib", [Path.Combine(programs, "dlib")]) { EpsilonHat = true };
        yield return new("ONNX Runtime", [Path.Combine(programs, "onnx/onnx_runtime")]);
    }
}
