namespace Myelin.Tabular;

/// <summary>How the cells of a column are written, where that is not a plain number or an ISO date.</summary>
/// <remarks>A model remembers the notation of each of its columns, so that later files are read alike.</remarks>
public sealed record Notation
{
    /// <summary>The format of dates, such as dd/MM/yyyy; null for dates that say themselves which number is which.</summary>
    /// <remarks>
    /// Letters as in .NET: d day, M month, y year, H hour, m minute, s second, tt AM or PM. A time after the
    /// date is read without being named.
    /// </remarks>
    public string? DateFormat { get; init; }

    /// <summary>
    /// The unit or currency beside each number, before or after it: km, $, EUR, %. It is taken off, and the
    /// number stays as it is: 3.2% is 3.2.
    /// </summary>
    public string? Unit { get; init; }

    /// <summary>Whether cells may be without the unit.</summary>
    public bool UnitOptional { get; init; }

    /// <summary>Whether numbers may end in K, M, B or T: thousands, millions, billions (10⁹) and trillions (10¹²).</summary>
    public bool Suffixes { get; init; }

    /// <summary>Why a text is no date format, and what is meant perhaps; null where it is one.</summary>
    public static string? DateFormatObjection(string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Tabular.DateFormat.Objection(format);
    }

    /// <summary>Whether it says nothing.</summary>
    internal bool IsPlain => DateFormat is null && Unit is null && !Suffixes;
}
