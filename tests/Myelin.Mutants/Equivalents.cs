namespace Myelin.Mutants;

/// <summary>
/// Mutants that compute the same, with the reason: <c>key :: reason</c>, one a line; lines that begin with # are remarks.
/// </summary>
static class Equivalents
{
    public static Dictionary<string, string> Read(string file) => File.ReadAllLines(file)
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(" :: ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);
}
