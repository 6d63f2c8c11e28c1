using System.CommandLine;
using System.Globalization;

namespace Myelin.Cli.Training;

/// <summary>The options that say where a training's state is kept, and whether it goes on.</summary>
sealed class CheckpointChoice
{
    public Option<string?> Folder { get; } = Given.Text("--checkpoint", "DIR",
        "Keep the training's state in this folder, so that it goes on after whatever stops it, bit for bit. Default: none is kept.");

    public Option<string?> Every { get; } = Given.Value("--checkpoint-every", "N|30s",
        "Epochs, or seconds, between two states; seconds count within an epoch too. Default: 30s.", text =>
        {
            _ = Read(new Checkpoints("."), text);
            return text;
        });

    public Option<bool> Resume { get; } = Given.Flag("--resume", "Go on from the newest state in the folder; begin where there is none.");

    public Option<bool> ResumeAnyway { get; } = Given.Flag("--resume-anyway",
        "The same although data, settings or the program are others, such as more epochs; layers must be the same.");

    public Option[] All => [Folder, Every, Resume, ResumeAnyway];

    /// <summary>Null where none are kept.</summary>
    public Checkpoints? Read(ParseResult line)
    {
        if (line.GetValue(Folder) is not { } folder)
            return All.FirstOrDefault(option => option != Folder && line.GetResult(option) is { Implicit: false }) is { } without
                ? throw CommandException.WrongUse($"{without.Name} needs --checkpoint DIR, the folder of the training's states.")
                : null;
        var checkpoints = new Checkpoints(folder) { Resume = line.GetValue(Resume), ResumeAnyway = line.GetValue(ResumeAnyway) };
        return line.GetValue(Every) is { } every ? Read(checkpoints, every) : checkpoints;
    }

    /// <summary>What ends a training that was stopped, and can go on.</summary>
    public static CommandException Stopped(Checkpoints checkpoints) =>
        new(ExitCode.Interrupted, $"Stopped. The training is kept in {checkpoints.Folder}; go on with: {GoOn()}");

    /// <summary>The command line that goes on where this one stopped; a connection may hold a password, and is not repeated.</summary>
    public static string GoOn()
    {
        const string Connection = "--connection";
        string[] all = [.. Environment.GetCommandLineArgs().Skip(1)],
            words = [.. all.Where(word => word is not ("--resume" or "--resume-anyway"))];
        for (int i = 0; i < words.Length; i++)
            if (words[i].StartsWith($"{Connection}=", StringComparison.Ordinal) ||
                words[i].StartsWith($"{Connection}:", StringComparison.Ordinal)) words[i] = $"{Connection}=…";
            else if (i > 0 && words[i - 1] == Connection) words[i] = "…";
        return $"myelin {string.Join(' ', words.Select(Quoted))} {(all.Contains("--resume-anyway") ? "--resume-anyway" : "--resume")}";
    }

    /// <summary>The state that a training could go on from, in words; empty where there is none yet.</summary>
    public static string Kept(Checkpoints checkpoints)
    {
        try
        {
            return Directory.Exists(checkpoints.Folder) && CheckpointSummary.Newest(checkpoints.Folder) is not null
                ? $" The last good state is kept in {checkpoints.Folder}: --resume-anyway goes on from it with another rate."
                : "";
        }
        catch (Exception e) when (e is InvalidFileException or IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    static Checkpoints Read(Checkpoints checkpoints, string text)
    {
        if (text.EndsWith('s') &&
            double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) &&
            seconds is >= 0.01 and <= 1e6)
            return checkpoints with { Every = TimeSpan.FromSeconds(seconds), EveryEpochs = 0 };
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int epochs) && epochs > 0
            ? checkpoints with { EveryEpochs = epochs }
            : throw new FormatException($"must be a whole number of epochs, such as 5, or seconds, such as 30s, but is '{text}'.");
    }

    internal static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+%@".Contains(c, StringComparison.Ordinal)) ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
