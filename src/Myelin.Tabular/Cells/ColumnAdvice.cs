namespace Myelin.Tabular;

/// <summary>Remedies that many columns have.</summary>
static class ColumnAdvice
{
    const int Longest = 40;

    public static Advice OrAsWords(this Advice advice, string column) =>
        advice.Or("read the column as words", SettingNames.Columns, $"{column}:category");

    /// <param name="how">what is done with the cell, in words</param>
    public static Advice OrAsMissing(this Advice advice, string cell, string how = "take such cells as missing") =>
        advice.Or(how, SettingNames.Missing, Short(cell));

    public static Advice OrInUnit(this Advice advice, string how, string column, string unit) =>
        advice.Or(how, SettingNames.Unit, $"{column}={unit}");

    /// <summary>A cell as the value of a setting; a long one is left out.</summary>
    public static string Short(string cell) => cell.Length > Longest ? "…" : cell;
}
