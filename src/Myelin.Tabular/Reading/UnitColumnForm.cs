namespace Myelin.Tabular;

/// <summary>Whether a column of words is one of numbers with a unit, such as $5, 3.2% or 12 km.</summary>
/// <remarks>
/// A currency or per cent is read where all cells have the same one. Another unit is asked for, as only the column's owner knows whether
/// 5 km is an amount or a name; so is a suffix, as M may be a million or a meter. Units that are mixed are refused: 5 km is not 5 mi.
/// </remarks>
static class UnitColumnForm
{
    /// <summary>Nine cells of ten with one unit are no names by chance.</summary>
    const int Share = 10, MostUnits = 50;

    static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "mm", "cm", "m", "km", "mi", "in", "ft", "yd", "mg", "g", "kg", "t", "lb", "lbs", "oz", "ml", "cl", "l", "gal", "ms", "s", "sec",
        "min", "h", "hr", "hrs", "d", "day", "days",
        "week", "weeks", "month", "months", "year", "years", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "hz", "khz", "mhz", "ghz", "mw",
        "kw", "kwh", "mwh", "wh", "kj", "kcal",
        "cal", "°c", "°f", "km/h", "kmh", "mph", "m/s", "bar", "psi", "hpa", "m²", "m2", "km²", "ft²", "sqft", "sqm", "m³", "m3", "%", "‰",
    };

    /// <summary>How the numbers are written; null where the column is none of numbers with a unit.</summary>
    /// <exception cref="Exception">It is one, but cannot be read without being told more.</exception>
    public static CellForm? Of(WordColumn column)
    {
        List<Unit> units = UnitsOf(column, out long plain);
        if (units.Count == 0) return null;
        Unit most = units.MaxBy(unit => unit.Cells)!;
        long others = column.Present - most.Cells, none = column.Present - units.Sum(unit => unit.Cells) - plain;
        bool few = Share * none <= column.Present;
        if (few && !column.Form.Notation.Suffixes && NeedSuffixes(units, plain)) throw Suffixed(column, units);
        bool readsItself = most.Name.Length == 0 || Currency.IsRead(most.Name) || most.Name == column.Form.Notation.Unit;
        if (readsItself && others == 0) return With(column.Form, most.Name);
        if (readsItself && (column.AreSlips(others) || (few && units.Count == 1))) throw WithoutUnit(column, most);
        if (!few && readsItself && most.Name.Length > 0 && 2 * most.Cells >= column.Present) throw WithoutUnit(column, most);
        if (!few)
            return Known.Contains(most.Name) && most.Values > 1 &&
                column.Filler(word => HasUnit(word, column.Form, most.Name)) is { } filler
                ? throw Filled(column, most, filler) : null;
        if (units.Count == 1 || Share * (others - plain) <= column.Present)
            return most.Values < 2 ? null : throw Asked(column, most, units);
        Unit second = units.Where(unit => unit != most).MaxBy(unit => unit.Cells)!;
        return units.TrueForAll(unit => Currency.IsRead(unit.Name) || Known.Contains(unit.Name)) ? throw Mixed(column, most, second) : null;
    }

    /// <summary>Whether a column of which at least half of the cells are plain numbers has a unit or a suffix in the others.</summary>
    /// <param name="plain">cells that are plain numbers, whether or not their words were kept</param>
    /// <exception cref="Exception">It has.</exception>
    public static void Check(WordColumn column, long plain)
    {
        List<Unit> units = UnitsOf(column, out _);
        if (units.Count == 0 || Share * (column.Present - plain - units.Sum(unit => unit.Cells)) > column.Present) return;
        if (!column.Form.Notation.Suffixes && NeedSuffixes(units, plain)) throw Suffixed(column, units);
        // 12A beside 12 is a house
        if (!units.TrueForAll(unit => Currency.IsRead(unit.Name) || Known.Contains(unit.Name))) return;
        Unit most = units.MaxBy(unit => unit.Cells)!;
        throw units.Find(unit => unit != most) is { } second ? Mixed(column, most, second) : Partly(column, most, plain);
    }

    // 5M alone may be meters; $5M, or 5M beside 5K or 5, is a suffix
    static bool NeedSuffixes(List<Unit> units, long plain) =>
        units.Exists(unit => unit.Suffixed > 0) && units.TrueForAll(unit => unit.Suffixed == unit.Cells || Currency.Is(unit.Name)) &&
        (units.Count > 1 || plain > 0 || Currency.Is(units[0].Name));

    /// <summary>The form that reads all of these words, where all have the same currency or per cent; null where there is none.</summary>
    public static CellForm? OfAll(WordColumn column) =>
        UnitsOf(column, out _) is [{ Suffixed: 0 } unit] && Currency.IsRead(unit.Name) && unit.Values == column.Words.Count
            ? With(column.Form, unit.Name)
            : null;

    static CellForm With(CellForm form, string unit) =>
        form.With(new() { Unit = unit.Length == 0 ? null : unit, Suffixes = form.Notation.Suffixes, UnitOptional = unit.Length == 0 });

    /// <summary>A unit: cells that have it, how many of them end in a suffix, how many numbers there are, and its first word.</summary>
    sealed record Unit(string Name, KnownWord First)
    {
        public long Cells { get; set; }

        public long Suffixed { get; set; }

        public int Values { get; set; }
    }

    // of most columns no word is a number with a unit, or few are
    static List<Unit> UnitsOf(WordColumn column, out long plain)
    {
        var units = new List<Unit>();
        long others = 0;
        plain = 0;
        foreach (KnownWord word in column.Words)
        {
            if (TryUnit(word.Text, column.Form, out string name, out bool hasSuffix))
            {
                if (units.Find(unit => unit.Name == name) is not { } unit) units.Add(unit = new(name, word));
                (unit.Cells, unit.Values) = (unit.Cells + word.Count, unit.Values + 1);
                if (hasSuffix) unit.Suffixed += word.Count;
            }
            else if (column.Form.TryNumber(word.Text, out _)) plain += word.Count;
            else others += word.Count;
            if (2 * others > column.Present || units.Count > MostUnits) return [];
        }
        return units;
    }

    static bool TryUnit(string word, CellForm form, out string unit, out bool hasSuffix)
    {
        (unit, hasSuffix) = ("", false);
        if (!WrittenNumber.TrySplit(word, out WrittenNumber written)) return form.Notation.Suffixes && form.TryNumber(word, out _);
        hasSuffix = Suffix.Power(written.After) > 0;
        ReadOnlySpan<char> after = hasSuffix && (form.Notation.Suffixes || !written.Before.IsEmpty) ? default : written.After;
        if (!written.Before.IsEmpty && !after.IsEmpty) return false;
        unit = (written.Before.IsEmpty ? after : written.Before).ToString();
        return written.TryValue(form, 0, out _);
    }

    static Exception WithoutUnit(WordColumn column, Unit most)
    {
        KnownWord other = column.Words.Where(word => !HasUnit(word.Text, column.Form, most.Name)).MaxBy(word => word.Count);
        bool isPlain = column.Form.TryNumber(other.Text, out _);
        string what = TryUnit(other.Text, column.Form, out string its, out _) && its.Length > 0 ? $"is in {its}"
            : isPlain ? $"has no {most.Name}" : $"is not a number with {most.Name}";
        if (most.Name.Length == 0) what = "is not a number";
        var advice = new Advice(
            $"{Cell.Quote(other.Text)} {what}, but {most.Cells} of the column's {column.Present} cells are numbers {With(most.Name)}");
        advice = most.Name.Length == 0 ? advice.Or("fix the cell")
            : isPlain ? advice.Or($"write it with {most.Name}").OrInUnit("read both", column.Name, most.Name)
            : advice.Or("fix the cell").OrAsMissing(other.Text, "take it as missing");
        return column.Error(other, advice.OrAsWords(column.Name));
    }

    static bool HasUnit(string word, CellForm form, string unit) => TryUnit(word, form, out string its, out _) && its == unit;

    static Exception Filled(WordColumn column, Unit most, KnownWord filler) =>
        column.Error(filler,
            new Advice(
                $"{Cell.Quote(filler.Text)} is not a number with {most.Name}, but {most.Cells} of the column's {column.Present} cells are")
                .OrInUnit("read them as numbers", column.Name, most.Name)
                .And("and such cells as missing", SettingNames.Missing, ColumnAdvice.Short(filler.Text)).OrAsWords(column.Name));

    static Exception Partly(WordColumn column, Unit most, long plain) =>
        column.Error(most.First, new Advice(
            $"{Cell.Quote(most.First.Text)} is a number with the unit {most.Name}, " +
            $"as are {most.Cells} of the column's {column.Present} cells; {plain} have no unit")
            .OrInUnit("read both as numbers", column.Name, most.Name).OrAsWords(column.Name));

    static string With(string unit) => unit.Length == 0 ? "with a suffix" : $"with {unit}";

    static Exception Asked(WordColumn column, Unit most, List<Unit> units)
    {
        if (units.Find(unit => unit != most) is { } second) return Mixed(column, most, second);
        bool IsOdd(KnownWord word) => !HasUnit(word.Text, column.Form, most.Name) && !column.Form.TryNumber(word.Text, out _);
        KnownWord[] odd = [.. column.Words.Where(IsOdd).Take(2)];
        string cells = $"{most.Cells} of the column's {column.Present} cells";
        if (odd.Length == 2)
            return column.Error(odd[0], new Advice($"{Cell.Quote(odd[0].Text)} is not a number with {most.Name}, but {cells} are")
                .Or("fix the cells without it").OrAsWords(column.Name));
        Advice advice = new Advice($"{Cell.Quote(most.First.Text)} is a number with the unit {most.Name}, as are {cells}")
            .OrInUnit("read them as numbers", column.Name, most.Name);
        if (odd is [{ Text: var filler }])
            advice = advice.And($"and {Cell.Quote(filler)} as missing", SettingNames.Missing, ColumnAdvice.Short(filler));
        if (Suffix.Power(most.Name) is var power && power > 0)
            advice = advice.Or($"if {most.Name} is a suffix for {Named(power)}, read it so", SettingNames.Suffixes, "true");
        return column.Error(most.First, advice.OrAsWords(column.Name));
    }

    static string Named(int power) => power switch { 3 => "thousands", 6 => "millions", 9 => "billions", _ => "trillions" };

    static Exception Suffixed(WordColumn column, List<Unit> units)
    {
        KnownWord first = units.First(unit => unit.Suffixed > 0).First;
        return column.Error(first, new Advice(
            $"{Cell.Quote(first.Text)} ends in a suffix, as do {units.Sum(unit => unit.Suffixed)} of the column's {column.Present} cells")
            .Or("read K, M, B and T as thousands, millions, billions and trillions", SettingNames.Suffixes, "true").OrAsWords(column.Name));
    }

    static Exception Mixed(WordColumn column, Unit most, Unit second) =>
        column.Error(second.First, new Advice(
            $"{Cell.Quote(second.First.Text)} is in {second.Name}, but {Cell.Quote(most.First.Text)} is in {most.Name}. " +
            "Numbers of one column need one unit")
            .Or("convert them").OrAsWords(column.Name));
}
