namespace Myelin.Tabular;

/// <summary>How a text is divided into records and fields.</summary>
/// <param name="Delimiter">stands between two fields; a blank is a run of blanks and tabs</param>
/// <param name="Quote">encloses a field that holds a delimiter, a quote (written twice) or a new line</param>
/// <param name="Comment">begins a line that is no record; null where all lines are records</param>
sealed record CsvFormat(char Delimiter, char Quote, string? Comment)
{
    /// <summary>Whether fields stand between runs of blanks, so that none is empty without quotes.</summary>
    public bool Blanks => Delimiter == ' ';

    /// <summary>What the options say; where they leave the delimiter open, what the text says or has most of.</summary>
    public static CsvFormat Of(TableOptions options, TextStart start) =>
        new(options.Delimiter ?? start.Delimiter ?? Tabular.Delimiter.Find(start.Head.Span, options.Quote, options.Comment),
            options.Quote, options.Comment);
}
