using System.Text.RegularExpressions;

namespace Myelin.Comparison;

/// <summary>What this machine calls its processor.</summary>
public static partial class Processor
{
    public static string Name =>
        Field("model name") is { } name ? $"{name}, family {Field("cpu family")}, model {Field("model")}" : "unknown processor";

    /// <summary>The name as a folder's name.</summary>
    public static string Folder => NotWord().Replace(Name.ToLowerInvariant(), "-").Trim('-');

    static string? Field(string name) => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").Select(line => line.Split(':', 2)).FirstOrDefault(parts => parts[0].Trim() == name)?[1].Trim()
        : null;

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
