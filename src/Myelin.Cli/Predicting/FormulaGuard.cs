using System.Globalization;

namespace Myelin.Cli.Predicting;

/// <summary>Cells that a spreadsheet would take for a formula, and run.</summary>
static class FormulaGuard
{
    /// <summary>Whether it begins with =, +, -, @, a tab or a carriage return, also after blanks, and is no number such as -5.</summary>
    public static bool IsFormula(string text)
    {
        if (text.Length == 0) return false;
        string start = text.TrimStart(' ', '\u00A0');
        return start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'
            && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
