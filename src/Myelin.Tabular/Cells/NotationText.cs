namespace Myelin.Tabular;

/// <summary>Writes numbers and dates as a column's own are written, so that what reads the column takes them.</summary>
static class NotationText
{
    /// <param name="number">with a decimal point</param>
    public static string Number(string number, char decimalSign, Notation notation)
    {
        string text = number.Replace('.', decimalSign);
        if (notation is not { Unit: { } unit, UnitOptional: false }) return text;
        // -$5, 12 km, 3.2%
        if (!Currency.Is(unit)) return char.IsLetter(unit[0]) ? $"{text} {unit}" : text + unit;
        return text[0] == '-' ? $"-{unit}{text[1..]}" : unit + text;
    }

    /// <summary>The date in the column's format, with the time where there is one and the format has none.</summary>
    public static string Date(DateTime date, Notation notation)
    {
        if (notation.DateFormat is not { } format) return DateText.Format(date);
        bool hasTime = format.ContainsAny(['H', 'h']) || date.TimeOfDay == TimeSpan.Zero;
        string literal = format.Replace("T", "'T'", StringComparison.Ordinal) + (hasTime ? "" : " HH:mm:ss.FFFFFFF");
        return date.ToString(literal, System.Globalization.CultureInfo.InvariantCulture);
    }
}
