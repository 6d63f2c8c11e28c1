namespace Myelin.Tabular;

/// <summary>What of a date a network is told.</summary>
public enum DatePart
{
    /// <summary>Days since 1970-01-01, with the time as a fraction: what grows or falls with time.</summary>
    Time,

    /// <summary>The year: what changed from one to the next.</summary>
    Year,

    /// <summary>The month's place on a circle of twelve, as sine and cosine: December is beside January.</summary>
    Month,

    /// <summary>The day of the month, 1 to 31.</summary>
    Day,

    /// <summary>The weekday's place on a circle of seven, Sunday first.</summary>
    Weekday,

    /// <summary>The time's place on a circle of 24 hours: 23:59 is beside 0:00.</summary>
    Hour,
}
