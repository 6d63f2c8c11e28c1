using System.Buffers;

namespace Myelin.Tabular;

/// <summary>
/// What is wrong with cells that a person may take for numbers, and the setting that reads them: never one
/// that changes what they are worth.
/// </summary>
static class NumberHint
{
    static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,'’ \u00A0\u2009\u202F");

    /// <summary>What a sign between digits can be.</summary>
    [Flags]
    enum Signs
    {
        None = 0,

        /// <summary>1,234.50 or 1,234,567.</summary>
        CommaGroups = 1,

        /// <summary>1.234,50 or 1.234.567.</summary>
        PointGroups = 2,

        /// <summary>1,5 or 0,123.</summary>
        DecimalComma = 4,

        /// <summary>1.5 or 0.123.</summary>
        DecimalPoint = 8,

        /// <summary>1,234: a thousand or one and a bit.</summary>
        AnyComma = 16,

        /// <summary>1.234.</summary>
        AnyPoint = 32,

        Blanks = 64,
        Apostrophes = 128,
    }

    /// <summary>The reason, and the remedy where there is one; null for any other text.</summary>
    /// <param name="others">more cells of the column, which may tell what its signs are</param>
    /// <param name="pointed">whether plain numbers of the column have a decimal sign</param>
    /// <param name="name">the column's</param>
    public static Advice? Of(string cell, IEnumerable<string> others, CellForm form, bool pointed, string name)
    {
        Signs own = NumberText.TryParse(Digits(cell), form.DecimalSign, form.Thousands, out _) ? Signs.None : SignsOf(cell), all = own;
        if (own == Signs.None) return Unit(cell, form, name) ?? Mistaken(cell, form);
        if (form.Thousands is not null &&
            (all & (Signs.CommaGroups | Signs.PointGroups | Signs.Blanks | Signs.Apostrophes | Signs.AnyComma | Signs.AnyPoint)) == 0)
            return "thousands are grouped in threes";
        foreach (string other in others) all |= SignsOf(other);
        if (pointed) all |= form.DecimalSign == '.' ? Signs.DecimalPoint : Signs.DecimalComma;
        bool comma = (all & Signs.DecimalComma) != 0, point = (all & Signs.DecimalPoint) != 0;
        if ((all & (Signs.Blanks | Signs.Apostrophes)) is not 0 and var groups)
            return Grouped(groups == Signs.Blanks ? "blanks" : "apostrophes", groups == Signs.Blanks ? " " : "'", comma ? ',' : '.', form);
        bool commaGroups = (all & Signs.CommaGroups) != 0, pointGroups = (all & Signs.PointGroups) != 0;
        if ((commaGroups || point) && (pointGroups || comma)) return "commas and points are not the same in all cells of the column";
        if (commaGroups || (point && (all & Signs.AnyComma) != 0)) return Grouped("commas", ",", '.', form);
        if (pointGroups || (comma && (all & Signs.AnyPoint) != 0)) return Grouped("points", ".", ',', form);
        if (comma) return new Advice("its comma is a decimal sign").Or("read it so", SettingNames.DecimalSign, ",");
        if (point) return new Advice("its decimal sign is a point, not a comma").Or("read it so", SettingNames.DecimalSign, ".");
        char sign = (own & Signs.AnyComma) != 0 ? ',' : '.', read = sign == ',' ? '.' : ',';
        if (sign == form.DecimalSign) return Mistaken(cell, form);
        (string whole, string part) =
            (Digits(cell).Replace(sign.ToString(), "", StringComparison.Ordinal), Digits(cell).Replace(sign, '.'));
        var either = new Advice(
            $"it is {whole} if its {(sign == ',' ? "comma groups" : "point groups")} thousands, and {part} if that is a decimal sign");
        return Decimal(either.Or($"read it as {whole}", SettingNames.Thousands, $"{sign}"), read, form)
            .Or($"as {part}", SettingNames.DecimalSign, $"{sign}");
    }

    static Advice? Mistaken(string cell, CellForm form) =>
        NumberText.Mistaken(cell, form.DecimalSign) is { } reason ? new Advice(reason) : null;

    static Advice Grouped(string signs, string sign, char decimalSign, CellForm form) =>
        Decimal(new Advice($"{signs} group its thousands").Or("read them so", SettingNames.Thousands, sign), decimalSign, form);

    static Advice Decimal(Advice advice, char sign, CellForm form) => sign == form.DecimalSign ? advice
        : advice.And($"with a decimal {(sign == ',' ? "comma" : "point")}", SettingNames.DecimalSign, $"{sign}");

    // 5 mi where the column is in km
    static Advice? Unit(string cell, CellForm form, string name)
    {
        if (WrittenNumber.TrySplit(cell, out WrittenNumber written))
            return form.Notation.Unit is { } unit && !written.Unit.SequenceEqual(unit) ? $"it is in {written.Unit}, not in {unit}"
                : NumberText.Mistaken(cell, form.DecimalSign) is null ? null
                : Suffix.Power(written.Unit) > 0
                ? new Advice("its suffix is read only if asked for").Or("read suffixes", SettingNames.Suffixes, "true")
                : new Advice($"not every cell has {written.Unit}").OrInUnit("read both", name, written.Unit.ToString());
        if (form.Notation.Unit is not { } its || !NumberText.TryParse(cell, form.DecimalSign, form.Thousands, out _)) return null;
        return new Advice($"it has no {its}, as the column's numbers have").OrInUnit("read both", name, its);
    }

    static string Digits(string cell) =>
        WrittenNumber.TrySplit(cell, out WrittenNumber written) ? written.Digits.ToString() : cell.TrimStart('-', '+');

    static Signs SignsOf(string cell)
    {
        string digits = cell.Length > 64 ? "" : Digits(cell);
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1])) return Signs.None;
        int commas = digits.Count(sign => sign == ','), points = digits.Count(sign => sign == '.');
        if (digits.AsSpan().ContainsAnyExcept(OfNumbers)) return Signs.None;
        foreach ((char sign, Signs what) in new[] { (' ', Signs.Blanks), ('\'', Signs.Apostrophes) })
            if (digits.AsSpan().ContainsAny(sign == ' ' ? " \u00A0\u2009\u202F" : "'’"))
                return Groups(digits, '.', sign) ? what | (points > 0 ? Signs.DecimalPoint : 0)
                    : Groups(digits, ',', sign) ? what | Signs.DecimalComma : Signs.None;
        if (commas + points == 0) return Signs.None;
        if (commas + points == 1)
        {
            bool three = digits.Length - 1 - digits.IndexOfAny([',', '.']) == 3 && digits.IndexOfAny([',', '.']) <= 3 && digits[0] != '0';
            return commas == 1 ? three ? Signs.AnyComma : Signs.DecimalComma : three ? Signs.AnyPoint : Signs.DecimalPoint;
        }
        return Groups(digits, '.', ',') ? Signs.CommaGroups : Groups(digits, ',', '.') ? Signs.PointGroups : Signs.None;
    }

    static bool Groups(string digits, char decimalSign, char thousands) => NumberText.TryParse(digits, decimalSign, thousands, out _);
}
