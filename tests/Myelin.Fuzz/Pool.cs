using System.Text.RegularExpressions;

namespace Myelin.Fuzz;

/// <summary>
/// Inputs to mutate: the seeds, and every input whose outcome was new. Outcomes differ in words, not in numbers or quoted texts.
/// </summary>
public sealed partial class Pool
{
    const int MostInputs = 4000;

    readonly List<byte[]> _inputs;
    readonly HashSet<string> _outcomes = [];

    public Pool(IEnumerable<byte[]> seeds) => _inputs = [.. seeds];

    public IReadOnlyList<byte[]> Inputs => _inputs;

    public int Outcomes => _outcomes.Count;

    /// <summary>Keeps an input if nothing like its outcome was seen before.</summary>
    public bool Add(byte[] input, string outcome)
    {
        if (_inputs.Count >= MostInputs || !_outcomes.Add(Kind(outcome))) return false;
        _inputs.Add(input);
        return true;
    }

    static string Kind(string outcome)
    {
        string kind = Details().Replace(outcome, "#");
        return kind.Length <= 160 ? kind : kind[..160];
    }

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|[0-9]+|(?<=network\\.)[^ ]*")]
    private static partial Regex Details();
}
