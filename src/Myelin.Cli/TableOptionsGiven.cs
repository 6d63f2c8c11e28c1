using System.CommandLine;
using Myelin.Tabular;

namespace Myelin.Cli;

/// <summary>The options that say how a table is read.</summary>
sealed class TableOptionsGiven
{
    public Option<string[]> Column { get; } = Given.Many("--column", "NAME:TYPE", "The type of a column: number, category, boolean, date or text. May be given several times.");

    public Option<string[]> Ignore { get; } = Given.Many("--ignore", "NAME", "A column to leave out. May be given several times.");

    public Option<string[]> Missing { get; } = Given.Many("--missing", "TEXT", "A text that stands for a missing cell, beside empty, NA, N/A, NaN, null and ?.");

    public Option<string?> Delimiter { get; } = Given.Text("--delimiter", "C", "The character between cells, or tab. Default: found in the first line.");

    public TableOptions Read(ParseResult line) => new()
    {
        Delimiter = line.GetValue(Delimiter) switch
        {
            null => null,
            "tab" or "\\t" or "\t" => '\t',
            [char c] => c,
            string other => throw CommandException.WrongUse($"--delimiter must be one character or tab, but is '{other}'."),
        },
        Missing = line.GetValue(Missing) ?? [],
        Ignore = line.GetValue(Ignore) ?? [],
        Columns = (line.GetValue(Column) ?? []).Select(Typed).ToDictionary(pair => pair.Name, pair => pair.Type),
    };

    static (string Name, ColumnType Type) Typed(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon > 0 && Enum.TryParse(text[(colon + 1)..], ignoreCase: true, out ColumnType type) && Enum.IsDefined(type)) return (text[..colon], type);
        throw CommandException.WrongUse($"--column takes NAME:TYPE with a type of number, category, boolean, date or text, but is '{text}'.");
    }
}
