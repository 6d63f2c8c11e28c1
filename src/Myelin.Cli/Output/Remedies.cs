using System.Buffers;
using System.CommandLine;

namespace Myelin.Cli.Output;

/// <summary>
/// Which option of the running command makes a setting that a remedy of the libraries names; a remedy that the command has no option for is
/// left out.
/// </summary>
/// <param name="command">what is running; null where that is not known yet</param>
sealed class Remedies(Command? command)
{
    static readonly Dictionary<string, Way> Ways = new()
    {
        ["TableOptions.Columns"] = new("--column"),
        ["TableOptions.Ignore"] = new("--ignore"),
        ["TableOptions.Missing"] = new("--missing", IsQuoted: true),
        ["TableOptions.KeepWords"] = new("--keep-word"),
        ["TableOptions.Delimiter"] = new("--delimiter"),
        ["TableOptions.DecimalSign"] = new("--decimal"),
        ["TableOptions.Thousands"] = new("--thousands"),
        ["TableOptions.SkipLines"] = new("--skip-lines"),
        ["TableOptions.Comment"] = new("--comment", IsQuoted: true),
        ["TableOptions.HasHeader"] = new("--no-header"),
        ["TableOptions.Encoding"] = new("--encoding"),
        ["Notation.DateFormat"] = new("--date-format"),
        ["Notation.Unit"] = new("--unit"),
        ["Notation.Suffixes"] = new("--suffixes"),
        ["Table.WhereKnown"] = new("--drop-missing-target"),
        ["TabularOptions.Task"] = new("--task"),
        ["TabularOptions.Balanced"] = new("--balanced"),
        ["TabularOptions.Threshold"] = new("--threshold"),
        ["TabularOptions.TimeBy"] = new("--time"),
        ["TabularOptions.Quality"] = new("--quality"),
        ["PredictionOptions.Strict"] = new("--strict", IsLeftOut: true),
        ["PredictionOptions.Clamp"] = new("--no-clamp"),
        ["StreamOptions.Cache"] = new("--cache"),
        ["Journal.Open"] = new("--journal"),
        ["Checkpoints.Resume"] = new("--resume"),
        ["Checkpoints.ResumeAnyway"] = new("--resume-anyway"),
        ["Query.TimeLimit"] = new("--query-timeout"),
        ["Query.FilesWithin"] = new("--files-within"),
    };

    static readonly SearchValues<char> Plain = SearchValues.Create("_./:=,%+-");

    /// <summary>Those of the running command.</summary>
    public static Remedies Of(ParseResult line) => new(line.CommandResult.Command);

    /// <summary>The settings that are known.</summary>
    public static IReadOnlyCollection<string> Settings => Ways.Keys;

    /// <summary>What was found, and the remedies that this command has.</summary>
    public string Text(Advice advice) =>
        advice.Where(remedy => remedy.Steps.All(step => step.Setting is null || Option(step.Setting) is not null)).Text(Setting);

    /// <summary>The same of an error; of one without advice, its message.</summary>
    public string Text(Exception error) => Advice.Of(error) is { } advice ? Text(advice) : Failure.WithoutParameter(error.Message);

    /// <summary>A step's option and its values, as a command line takes them; null where this command has none.</summary>
    public string? Setting(Remedy step)
    {
        if (step.Setting is null || Option(step.Setting) is not { } option) return null;
        Way way = Ways[step.Setting];
        if (way.IsLeftOut) return $"leave {way.Name} out";
        if (option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)) return way.Name;
        return step.Values.Count == 0 ? $"{way.Name} {option.HelpName}" : string.Join(' ', step.Values.Select(value => Given(way, value)));
    }

    Option? Option(string setting) =>
        Ways.TryGetValue(setting, out Way? way) ? command?.Options.FirstOrDefault(option => option.Name == way.Name) : null;

    // --comment -- would end all options
    static string Given(Way way, string value) => $"{way.Name}{(value.StartsWith('-') ? '=' : ' ')}{Argument(value, way.IsQuoted)}";

    // in quotes where it has anything that a shell might take
    static string Argument(string value, bool quoted) => value switch
    {
        " " => "space",
        "'" => "apostrophe",
        _ when !quoted && value.Length > 0 && value.All(sign => char.IsLetterOrDigit(sign) || Plain.Contains(sign)) => value,
        _ => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'",
    };

    /// <param name="IsQuoted">whether its values are in quotes, whatever they are</param>
    /// <param name="IsLeftOut">whether the setting is made by not giving it</param>
    sealed record Way(string Name, bool IsQuoted = false, bool IsLeftOut = false);
}
