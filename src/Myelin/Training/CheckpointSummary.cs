namespace Myelin;

/// <summary>What a file of <see cref="Checkpoints"/> says of its training.</summary>
/// <param name="Epoch">epochs that are done</param>
/// <param name="Step">steps that the next has made</param>
/// <param name="BestEpoch">the epoch whose parameters are the best so far; 0 for none</param>
/// <param name="BestMeasure">how good it is, small is better</param>
/// <param name="Steps">of the optimizer</param>
/// <param name="Ended">whether the training had come to its end</param>
/// <param name="Elapsed">time that it had taken</param>
internal sealed record CheckpointSummary(
    int Epoch, int Step, int BestEpoch, double BestMeasure, long Steps, bool Ended, TimeSpan Elapsed)
{
    /// <summary>Data, settings and program: all that must be the same to go on.</summary>
    public required IReadOnlyDictionary<string, string> Identity { get; init; }

    /// <summary>Null where the file is a model alone.</summary>
    /// <exception cref="InvalidFileException">It is of a newer version, or says something impossible.</exception>
    internal static CheckpointSummary? Of(SafetensorsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (CheckpointFile.Describe(file) is not { } json) return null;
        return new(json["epoch"].Integer(0, int.MaxValue), json["step"].Integer(0, int.MaxValue),
            json["best_epoch"].Integer(0, int.MaxValue), CheckpointFile.Number(json["best_measure"]),
            json["steps"]["made"].Count(), json.Find("end") is not null, TimeSpan.FromSeconds(json["seconds"].Number()))
        {
            Identity = CheckpointFile.Identity(json),
        };
    }

    /// <summary>The newest whole file of a folder, or of the folders in it; null where there is none.</summary>
    /// <param name="damaged">is told of those that are not whole</param>
    /// <exception cref="InvalidFileException">There are states, and none is whole.</exception>
    public static string? Newest(string folder, Action<InvalidFileException>? damaged = null)
    {
        using SafetensorsFile? file = new CheckpointFolder(folder).OpenNewest(damaged);
        return file?.Path ??
            Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(part => Newest(part, damaged))
                .FirstOrDefault(path => path is not null);
    }

    /// <summary>The newest whole file beside a damaged one, to take in its place; null where there is none.</summary>
    public static string? Beside(string damaged)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(damaged)) is { } folder && CheckpointFolder.IsName(damaged) &&
                Directory.Exists(folder)
                ? Newest(Path.GetDirectoryName(damaged) is { Length: > 0 } given ? given : ".")
                : null;
        }
        catch (Exception e) when (e is InvalidFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
