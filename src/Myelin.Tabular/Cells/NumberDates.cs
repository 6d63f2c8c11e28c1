using System.Globalization;

namespace Myelin.Tabular;

/// <summary>
/// Whether all numbers of a column may be months or days, such as 03.2024, 2024.03, 202403 and 20240315: read as numbers, and said.
/// </summary>
sealed class NumberDates
{
    static readonly string[] s_formats = ["MM.yyyy", "yyyy.MM", "yyyyMM", "yyyyMMdd"];

    /// <summary>Fewer distinct ones look like dates by chance.</summary>
    const int Fewest = 3;

    readonly HashSet<string> _seen = [];
    string? _format;
    bool _isNone;

    /// <summary>The format that reads all of them; null where there is none.</summary>
    public string? Format => _isNone || _seen.Count < Fewest ? null : _format;

    public string First { get; private set; } = "";

    public void Add(ReadOnlySpan<char> cell)
    {
        if (_isNone) return;
        _format ??= FormatOf(cell);
        if (_format is null || !Fits(cell, _format)) _isNone = true;
        else if (_seen.Count < Fewest)
        {
            if (_seen.Count == 0) First = cell.ToString();
            _ = _seen.Add(cell.ToString());
        }
    }

    /// <summary>There is a number that was none of text.</summary>
    public void AddOther() => _isNone = true;

    static string? FormatOf(ReadOnlySpan<char> cell)
    {
        foreach (string format in s_formats)
            if (Fits(cell, format)) return format;
        return null;
    }

    static bool Fits(ReadOnlySpan<char> cell, string format) => cell.Length == format.Length &&
        DateTime.TryParseExact(cell, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) &&
        date.Year is >= 1900 and < 2100;
}
