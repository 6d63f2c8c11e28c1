namespace Myelin.Tabular;

/// <summary>Numbers written with leading zeros, as codes are: 00501 is a postal code, and as a number the same as 501.</summary>
sealed class LeadingZeros
{
    /// <summary>Numbers that are compared with each other.</summary>
    const int Most = 1024;

    readonly Dictionary<double, string> _texts = [];

    /// <summary>The first such cell; null where there is none.</summary>
    public string? First { get; private set; }

    /// <summary>The first two such cells that differ and are the same number; null where none were seen.</summary>
    public (string First, string Second)? Merged { get; private set; }

    /// <summary>Whether a number's text begins with a 0 that another digit follows.</summary>
    public static bool Has(ReadOnlySpan<char> cell) => cell.Length > 1 && cell[0] == '0' && char.IsAsciiDigit(cell[1]);

    public void Add(ReadOnlySpan<char> cell, double number)
    {
        if (Merged is not null) return;
        if (_texts.TryGetValue(number, out string? known))
        {
            if (!cell.SequenceEqual(known) && !IsAnotherForm(cell, known)) Merged = (known, cell.ToString());
        }
        else if (_texts.Count < Most)
        {
            string text = cell.ToString();
            First ??= text;
            _texts.Add(number, text);
        }
    }

    // 01.5 and 01.50 differ behind the zeros
    static bool IsAnotherForm(ReadOnlySpan<char> cell, ReadOnlySpan<char> known) =>
        !cell.TrimStart('0').SequenceEqual(known.TrimStart('0'));
}
