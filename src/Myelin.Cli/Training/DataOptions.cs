using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Myelin.Basis;
using Myelin.Cli.Output;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The options that say how a file is read; every one of them is found out where it is not given.</summary>
sealed class DataOptions
{
    public Option<string?> Delimiter { get; } = Given.Value("--delimiter", "SIGN",
        "Sets the field separator: , ; | tab, or space for runs of blanks. Default: detected from the first line.", ReadDelimiter);

    public Option<string?> Decimal { get; } = Given.Value("--decimal", "SIGN", "The decimal sign of numbers: . or ,. Default: a point.",
        sign => sign is "." or "," ? sign : throw new FormatException($"must be . or , but is '{sign}'."));

    public Option<string?> Thousands { get; } = Given.Value("--thousands", "SIGN",
        "Sets the sign that groups thousands: , . space or apostrophe. Default: none, as 1,234 may be 1.234.", ReadThousands);

    public Option<string[]> Dates { get; } = Given.Many("--date-format", "[NAME=]FORMAT",
        "Sets how dates are written, such as dd/MM/yyyy: of column NAME, or of all columns that fit. " +
        "Default: inferred, where some day is over 12. Repeatable.");

    public Option<string[]> Units { get; } = Given.Many("--unit", "[NAME=]UNIT",
        "Reads numbers with this unit, such as km: of column NAME, or of all columns that fit. " +
        "Default: % and currencies, where all cells of a column have the same. Repeatable.");

    public Option<bool> Suffixes { get; } =
        Given.Flag("--suffixes", "Reads numbers that end in K, M, B or T as thousands, millions, billions or trillions.");

    public Option<string[]> KeptWords { get; } = Given.Many("--keep-word", "WORD",
        "Keeps a word that is otherwise a missing value, such as NA where it is a country. Repeatable.");

    public Option<string[]> MissingWords { get; } = Given.Many("--missing", "WORD",
        "A cell that stands for a missing value, beside the empty one, NA, N/A, NaN, nan, null and ?. Repeatable.");

    public Option<Encoding?> Encoding { get; } = Given.Value("--encoding", "NAME",
        "Sets the text encoding: utf-8, utf-16, windows-1252, latin1. Default: the byte order mark's, or utf-8.", ReadEncoding);

    public Option<int?> SkipLines { get; } = Given.Whole("--skip-lines", "N",
        "Skips lines at the beginning of the file, such as a title. Default: 0.", 0);

    public Option<string?> Comment { get; } = Given.Value("--comment", "PREFIX",
        "Skips lines that begin with this text, such as '#'. Default: every line is a row.", ReadComment);

    public Option<bool> NoHeader { get; } = Given.Flag("--no-header", "The first line is data; columns are called column1, column2, …");

    public Option<string[]> Columns { get; } = Given.Many("--column", "NAME:TYPE",
        "Takes a column for what it is: number, category, boolean, date, or text. Repeatable.");

    public Option<bool> DropMissingTarget { get; } =
        Given.Flag("--drop-missing-target", "Leave out rows whose target is missing. Default: such rows are an error.");

    public Option<string?> Weight { get; } = Given.Text("--weight", "COLUMN",
        "Set how much each row counts: a column of numbers of 0 or more, which is no feature. Default: all rows count alike.");

    /// <summary>The options for a table with the column of row weights, which is of numbers.</summary>
    public TableOptions Weighted(ParseResult line, string target, TableOptions options)
    {
        if (line.GetValue(Weight) is not { } weight) return options;
        if (weight == target)
            throw CommandException.WrongUse($"{weight} is both the target and the row weight. Give --weight another column.");
        if (options.Ignore.Contains(weight))
            throw CommandException.WrongUse(
                $"{weight} is both ignored and the row weight. The row weight is no feature, so leave --ignore {weight} out.");
        var types = new Dictionary<string, ColumnType>(options.Columns);
        _ = types.TryAdd(weight, ColumnType.Number);
        return options with { Columns = types, Only = options.Only is null ? null : [.. options.Only.Union([weight])] };
    }

    /// <summary>Rows that were left out.</summary>
    public int Dropped { get; private set; }

    public void SayDropped(Screen screen, int dropped, int rows, string target)
    {
        Dropped = dropped;
        if (dropped > 0) screen.Fact("dropped", $"{Reports.Count(dropped)} of {Reports.Count(rows)} rows, as {target} is missing");
    }

    /// <summary>The rows, or of them those that have a target where that is asked for, which is said.</summary>
    public Table WithTarget(ParseResult line, Screen screen, Table table, string target)
    {
        if (!line.GetValue(DropMissingTarget)) return table;
        Table known = table.WhereKnown(target);
        SayDropped(screen, table.Rows - known.Rows, table.Rows, target);
        return known;
    }

    /// <summary>Those that say how a file is written, for a command's help.</summary>
    public IReadOnlyList<Option> OfFile =>
        [Delimiter, Decimal, Thousands, Dates, Units, Suffixes, MissingWords, KeptWords, SkipLines, Comment, NoHeader, Encoding];

    public TableOptions Read(ParseResult line, bool columns = false)
    {
        TableOptions options = WithoutSign(line, columns);
        // a model's own sign holds where none is given
        return line.GetValue(Decimal) is { } sign ? options with { DecimalSign = sign[0] } : options;
    }

    TableOptions WithoutSign(ParseResult line, bool columns) => new()
    {
        Delimiter = line.GetValue(Delimiter)?[0],
        Missing = line.GetValue(MissingWords) ?? [],
        Thousands = ThousandsOf(line),
        KeepWords = KeptOf(line),
        Notation = NotationChoice.OfAll(line, this),
        Notations = NotationChoice.ByColumn(line, this),
        Encoding = line.GetValue(Encoding),
        SkipLines = line.GetValue(SkipLines) ?? 0,
        Comment = line.GetValue(Comment),
        HasHeader = !line.GetValue(NoHeader),
        Columns = columns ? (line.GetValue(Columns) ?? []).Select(ReadColumn).ToDictionary() : new Dictionary<string, ColumnType>(),
    };

    char? ThousandsOf(ParseResult line)
    {
        if (line.GetValue(Thousands) is not { } thousands) return null;
        if (thousands == (line.GetValue(Decimal) ?? "."))
            throw CommandException.WrongUse(thousands == "."
                ? "--thousands . needs another decimal sign: give --decimal , too."
                : "--thousands and --decimal are the same sign.");
        return thousands[0];
    }

    string[] KeptOf(ParseResult line)
    {
        string[] kept = line.GetValue(KeptWords) ?? [];
        return (line.GetValue(MissingWords) ?? []).FirstOrDefault(kept.Contains) is { } both
            ? throw CommandException.WrongUse($"--missing {both} and --keep-word {both} exclude each other.") : kept;
    }

    static string ReadThousands(string text) => text switch
    {
        "," or "." or " " or "'" => text,
        "comma" => ",",
        "point" => ".",
        "space" or "blank" or "\u00A0" or "\u202F" => " ",
        "apostrophe" or "’" => "'",
        _ => throw new FormatException($"must be , . space or apostrophe, but is '{text}'."),
    };

    static string ReadDelimiter(string text) => text switch
    {
        "tab" or "\\t" => "\t",
        "comma" => ",",
        "semicolon" => ";",
        "space" or "blank" or "whitespace" => " ",
        "bar" or "pipe" => "|",
        [not ('"' or '\r' or '\n' or '\0')] => text,
        _ => throw new FormatException($"must be one character, such as , ; or |, or tab or space, but is '{text}'."),
    };

    static string ReadComment(string text) => text.AsSpan().Trim().IsEmpty || text[0] == '"' || text.AsSpan().ContainsAny('\r', '\n')
        ? throw new FormatException($"must be what comments begin with, such as '#', but is '{text}'.")
        : text;

    static Encoding ReadEncoding(string name) => TextEncoding.Find(name) ?? throw new FormatException(
        $"there is no encoding '{name}'.{(NearMiss.Of(name, TextEncoding.Names) is { } near ? $" Did you mean {near}?" : "")} Known are " +
        $"{string.Join(", ", TextEncoding.Names)}, and other code pages by name.");

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
