using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Myelin.Files;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The options that say how a file is read; every one of them is found out where it is not given.</summary>
sealed class DataOptions
{
    public Option<string?> Delimiter { get; } = Given.Value("--delimiter", "SIGN", "What separates the fields: , ; | or tab. Default: what the first line has most of.", ReadDelimiter);

    public Option<string?> Decimal { get; } = Given.Value("--decimal", "SIGN", "The decimal sign of numbers: . or ,. Default: a point.",
        sign => sign is "." or "," ? sign : throw new FormatException($"must be . or , but is '{sign}'."));

    public Option<string[]> MissingWords { get; } = Given.Many("--missing", "WORD",
        "A cell that stands for a missing value, beside the empty one, NA, N/A, NaN, nan, null and ?. Repeatable.");

    public Option<Encoding?> Encoding { get; } = Given.Value("--encoding", "NAME", "utf-8, utf-16, latin1. Default: what the file's first bytes say, or utf-8.", ReadEncoding);

    public Option<bool> NoHeader { get; } = Given.Flag("--no-header", "The first line is data; columns are called column1, column2, …");

    public Option<string[]> Columns { get; } = Given.Many("--column", "NAME:TYPE",
        "Takes a column for what it is: number, category, boolean, date, or text. Repeatable.");

    /// <summary>Those that say how a file is written, for a command's help.</summary>
    public IReadOnlyList<Option> OfFile => [Delimiter, Decimal, MissingWords, NoHeader, Encoding];

    public TableOptions Read(ParseResult line, bool columns = false) => new()
    {
        Delimiter = line.GetValue(Delimiter)?[0],
        DecimalSign = line.GetValue(Decimal)?[0] ?? '.',
        Missing = line.GetValue(MissingWords) ?? [],
        Encoding = line.GetValue(Encoding),
        HasHeader = !line.GetValue(NoHeader),
        Columns = columns ? (line.GetValue(Columns) ?? []).Select(ReadColumn).ToDictionary() : new Dictionary<string, ColumnType>(),
    };

    static string ReadDelimiter(string text) => text switch
    {
        "tab" or "\\t" => "\t",
        "comma" => ",",
        "semicolon" => ";",
        [not ('"' or '\r' or '\n')] => text,
        _ => throw new FormatException($"must be one sign, such as , ; | or tab, but is '{text}'."),
    };

    static Encoding ReadEncoding(string name)
    {
        try
        {
            return System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new FormatException($"There is no encoding '{name}'. Known are utf-8, utf-16, utf-32, latin1, ascii.");
        }
    }

    static (string, ColumnType) ReadColumn(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon <= 0) throw CommandException.WrongUse($"--column takes NAME:TYPE, such as zip:category, but is '{text}'.");
        string name = text[..colon], type = text[(colon + 1)..];
        string[] known = [.. Enum.GetNames<ColumnType>().Select(known => known.ToLowerInvariant())];
        return known.Contains(type)
            ? (name, Enum.Parse<ColumnType>(type, ignoreCase: true))
            : throw CommandException.WrongUse($"--column {name}: there is no type '{type}'.{NearMiss.Hint(type, known)}");
    }
}
