using System.Globalization;

namespace Myelin.Tabular;

/// <summary>How the cells of a column are written: reads numbers and dates by it.</summary>
/// <param name="isNamed">whether the notation is of this column, and not of whichever column fits</param>
sealed class CellForm(char decimalSign, char? thousands, Notation notation, bool isNamed = false)
{
    static readonly string[] Times =
    [
        "", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", "'T'H:mm", "'T'H:mm:ss", "'T'H:mm:ss.FFFFFFF", " h:mm tt", " h:mm:ss tt",
        ", H:mm", ", H:mm:ss", ", h:mm tt", ", h:mm:ss tt",
    ];

    readonly string[] _dates = DatesOf(notation.DateFormat);

    public char DecimalSign => decimalSign;

    public char? Thousands => thousands;

    public Notation Notation => notation;

    public bool IsNamed => isNamed;

    /// <summary>The formats of its dates; none where a date says itself which number is which.</summary>
    public IReadOnlyList<string> DateFormats => _dates;

    /// <summary>The same signs with another notation, which is the column's own.</summary>
    public CellForm With(Notation own) => new(decimalSign, thousands, own, true);

    public static CellForm Of(TableOptions options, string column) => options.Notations.TryGetValue(column, out Notation? named)
        ? new(options.DecimalSign, options.Thousands, named, true)
        : new(options.DecimalSign, options.Thousands, options.Notation);

    /// <summary>What a column of this notation is asked to be; null where the notation does not say.</summary>
    public ColumnType? Asked => !IsNamed ? null
        : Notation.DateFormat is not null ? ColumnType.Date
        : HasWritten ? ColumnType.Number : null;

    /// <summary>A number, plain or in this notation.</summary>
    public bool TryNumber(ReadOnlySpan<char> cell, out double number) =>
        NumberText.TryParse(cell, DecimalSign, out number) ? IsPlainTaken : TryOther(cell, out number);

    /// <summary>Whether numbers may have a unit or a suffix.</summary>
    public bool HasWritten => Notation.Unit is not null || Notation.Suffixes;

    bool IsPlainTaken => !IsNamed || Notation.Unit is null || Notation.UnitOptional;

    // what is no plain number is looked at more slowly
    bool TryOther(ReadOnlySpan<char> cell, out double number)
    {
        number = 0;
        if (Thousands is not null && NumberText.TryParse(cell, DecimalSign, Thousands, out number)) return IsPlainTaken;
        return HasWritten && TryWritten(cell, out number);
    }

    /// <summary>A number with this notation's unit or with a suffix.</summary>
    public bool TryWritten(ReadOnlySpan<char> cell, out double number)
    {
        number = 0;
        if (!WrittenNumber.TrySplit(cell, out WrittenNumber written)) return false;
        int power = Notation.Suffixes ? Suffix.Power(written.After) : 0;
        ReadOnlySpan<char> after = power > 0 ? default : written.After;
        if (!written.Before.IsEmpty && !after.IsEmpty) return false;
        ReadOnlySpan<char> unit = written.Before.IsEmpty ? after : written.Before;
        return (unit.IsEmpty ? IsPlainTaken : unit.SequenceEqual(Notation.Unit)) && written.TryValue(this, power, out number);
    }

    /// <summary>What later files of the column are read by; null where plain numbers and dates say all.</summary>
    public Notation? ToRemember => Notation.IsPlain ? null : IsNamed ? Notation : Notation with { UnitOptional = true };

    /// <summary>A date in this notation's format; without one, a date that says itself which number is which.</summary>
    public bool TryDate(ReadOnlySpan<char> cell, out DateTime date) => _dates.Length == 0
        ? DateText.TryParse(cell, out date)
        : DateTime.TryParseExact(DateText.Bare(cell), _dates, CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal | DateTimeStyles.NoCurrentDateDefault, out date);

    static string[] DatesOf(string? format)
    {
        if (format is null) return [];
        string loose = DateFormat.Loose(format);
        return loose.ContainsAny(['H', 'h']) ? [loose] : [.. Times.Select(time => loose + time)];
    }
}
