using System.CommandLine;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>How cells are written, by --date-format, --unit and --suffixes: of a column by its name, or of whichever columns fit.</summary>
static class NotationChoice
{
    public static Notation OfAll(ParseResult line, DataOptions options) => new()
    {
        DateFormat = One(line.GetValue(options.Dates), "--date-format") is { } format ? Checked(format) : null,
        Unit = One(line.GetValue(options.Units), "--unit"),
        UnitOptional = true,
        Suffixes = line.GetValue(options.Suffixes),
    };

    public static IReadOnlyDictionary<string, Notation> ByColumn(ParseResult line, DataOptions options)
    {
        var notations = new Dictionary<string, Notation>();
        foreach ((string name, string unit) in Named(line.GetValue(options.Units), "--unit"))
            notations[name] = new() { Unit = unit, UnitOptional = true, Suffixes = line.GetValue(options.Suffixes) };
        foreach ((string name, string format) in Named(line.GetValue(options.Dates), "--date-format"))
            if (!notations.TryAdd(name, new() { DateFormat = Checked(format) }))
                throw CommandException.WrongUse($"Column {name} cannot have both a unit (--unit) and a date format (--date-format).");
        return notations;
    }

    static string Checked(string format) =>
        Notation.DateFormatObjection(format) is { } objection ? throw CommandException.WrongUse($"--date-format: {objection}") : format;

    static string? One(string[]? given, string option)
    {
        string[] plain = [.. (given ?? []).Where(text => !text.Contains('=', StringComparison.Ordinal))];
        if (plain.Any(string.IsNullOrWhiteSpace)) throw CommandException.WrongUse($"{option} is empty.");
        return plain.Length <= 1 ? plain.FirstOrDefault()
            : throw CommandException.WrongUse(
                $"{option} was given twice, {plain[0]} and {plain[1]}: name the column of each ({option} NAME={plain[1]}).");
    }

    static IEnumerable<(string Name, string Value)> Named(string[]? given, string option)
    {
        var seen = new HashSet<string>();
        foreach (string text in given ?? [])
        {
            int equals = text.LastIndexOf('=');
            if (equals < 0) continue;
            (string name, string value) = (text[..equals], text[(equals + 1)..]);
            if (name.Length == 0 || value.Length == 0)
                throw CommandException.WrongUse($"{option} takes NAME=VALUE or a value alone, but is '{text}'.");
            if (!seen.Add(name)) throw CommandException.WrongUse($"{option} names column {name} twice.");
            yield return (name, value);
        }
    }
}
