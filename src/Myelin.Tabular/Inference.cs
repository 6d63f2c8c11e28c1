using System.Text.RegularExpressions;

namespace Myelin.Tabular;

/// <summary>What the cells of one column have in common, seen one after the other.</summary>
sealed partial class Inference(string column)
{
    readonly HashSet<string> _distinct = new(StringComparer.Ordinal);
    int _numbers, _almost, _dates, _booleans;
    (int Line, string Text)? _notNumber;

    public int Present { get; private set; }

    public int Missing { get; private set; }

    public void AddMissing() => Missing++;

    public void Add(string text, int line)
    {
        Present++;
        if (_distinct.Count <= MostDistinct) _distinct.Add(text);
        if (Cells.TryNumber(text, out _)) _numbers++;
        else
        {
            _notNumber ??= (line, text);
            if (AlmostNumber().IsMatch(text.Trim())) _almost++;
            if (Cells.TryDate(text, out _)) _dates++;
            if (Cells.TryBoolean(text, out _)) _booleans++;
        }
    }

    /// <summary>More distinct values than this are not counted further.</summary>
    const int MostDistinct = 1_000_000;

    /// <summary>Up to this many distinct values a column is never free text, however few its rows.</summary>
    const int FewDistinct = 10;

    public ColumnType Type(string source)
    {
        if (Present == 0) return ColumnType.Text;
        if (_numbers == Present) return ColumnType.Number;
        if (2 * (_numbers + _almost) >= Present)
        {
            (int line, string text) = _notNumber!.Value;
            throw new TableException($"{source}, line {line}, column {column}: \"{Shortened(text)}\" is not a number, but {_numbers} of {Present} cells of the column are. " +
                $"Correct the cell, or say --column \"{column}:text\", or --missing \"{Shortened(text)}\".");
        }
        if (_dates == Present) return ColumnType.Date;
        if (_booleans == Present) return ColumnType.Boolean;
        return _distinct.Count > FewDistinct && 2 * _distinct.Count > Present ? ColumnType.Text : ColumnType.Category;
    }

    public static string Shortened(string text) => text.Length <= 40 ? text.ReplaceLineEndings(" ") : text[..40].ReplaceLineEndings(" ") + "…";

    // what a person would take for a number, and a strict reader does not: 1,000  1,5  (5)  $5  5%  0x10  1_000  1d  1e400  inf  −5  ５
    [GeneratedRegex(@"^(?:[(+\-\u2212$€£]*\p{Nd}[\p{Nd},'_ ]*(?:\.\p{Nd}*)?(?:[eE][+\-]?\d+)?[%)dfmDFM]?|0[xX][0-9a-fA-F]+|[+\-]?(?:inf|infinity|∞))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AlmostNumber();
}
