using System.Data.Common;
using System.Globalization;
using System.Numerics;

namespace Myelin.Tabular;

/// <summary>A cell of a database, by its own type, as a CSV file with the same cell would have it. docs/data.md has the list.</summary>
static class DatabaseCell
{
    /// <summary>Whole numbers up to this are exact as doubles, and their text is their double's.</summary>
    const long MostExact = 1L << 53;

    /// <summary>Stands in a message where the database's name of the type belongs, which is asked for only then.</summary>
    const string TypeName = "<type>";

    /// <summary>Gives the cell to its column; what makes it unfit is returned, as words that follow "the value".</summary>
    public static string? Add(ColumnBuilder builder, DbDataReader reader, int column, int row, HashSet<string> missing)
    {
        object value;
        try
        {
            value = reader.GetValue(column);
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or ArgumentException or
            InvalidOperationException or NotSupportedException)
        {
            return $"({reader.GetDataTypeName(column)}) is none that a table can hold: {e.Message}";
        }
        return Add(builder, PlainValue.Of(value), row, missing) is { } problem
            ? problem.Replace(TypeName, reader.GetDataTypeName(column), StringComparison.Ordinal)
            : null;
    }

    /// <summary>The cell as text with all its digits, empty for none; null where it is a blob or another value without a text.</summary>
    public static string? Text(DbDataReader reader, int column) => PlainValue.Of(reader.GetValue(column)) switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => ExactNumber.Text(number),
        DateTime date => DateText.Format(date),
        DateTimeOffset moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly day => DateText.Format(day.ToDateTime(TimeOnly.MinValue)),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Gives a value to its column, as that of a cell.</summary>
    /// <param name="value">as <see cref="PlainValue.Of"/> gives it</param>
    public static string? Add(ColumnBuilder builder, object? value, int row, HashSet<string> missing)
    {
        switch (value)
        {
            case null:
                builder.AddMissing();
                return null;
            case double or float or int or short or sbyte or uint or ushort or byte or (>= -MostExact and <= MostExact):
                return Number(Convert.ToDouble(value, CultureInfo.InvariantCulture), null);
            case long or ulong or decimal or BigInteger or Int128 or UInt128:
                // read as text is: the nearest double, which a conversion from decimal is not always
                string digits =
                    ((IFormattable)(value is decimal whole && whole == decimal.Truncate(whole) ? decimal.Truncate(whole) : value)).ToString(
                        null, CultureInfo.InvariantCulture);
                double nearest = double.Parse(digits, CultureInfo.InvariantCulture);
                if (value is not decimal small || (Math.Abs(small) > MostExact && !digits.Contains('.'))) return Number(nearest, digits);
                if (digits.Length > LostDigits.Digits) builder.Compare(digits, nearest);
                return Number(nearest, null);
            case bool boolean:
                return Text(boolean ? "true" : "false");
            case DateTime date:
                return Moment(date);
            case DateTimeOffset moment:
                return Moment(moment.UtcDateTime);
            case DateOnly day:
                return Moment(day.ToDateTime(TimeOnly.MinValue));
            case TimeOnly time:
                return Text(time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
            case TimeSpan span:
                return Number(span.TotalSeconds, null);
            case string text:
                return Text(text);
            case byte[] or Stream:
                long length = value is Stream stream ? stream.Length : ((byte[])value).Length;
                return $"is a blob of {length} bytes, which cannot be learned from. Leave the column out of the query, or ignore it";
            default:
                return $"is of type {TypeName}, which cannot be learned from. Take its parts in the query, or leave it out";
        }

        string? Number(double number, string? word)
        {
            if (!double.IsFinite(number)) return "is infinite. Filter such rows out";
            builder.AddNumber(number, row, word);
            return null;
        }

        string? Moment(DateTime date)
        {
            string plain = DateText.Format(date);
            return Text(missing.Contains(plain) ? plain : builder.TextOf(date));
        }

        string? Text(string content)
        {
            ReadOnlySpan<char> text = content.AsSpan().Trim(" \t");
            if (text.Length > CsvRecords.LongestField) return $"is longer than {CsvRecords.LongestField} characters";
            if (text.Contains('\0')) return "holds a NUL character, which no text has";
            if (missing.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text)) builder.AddMissing(text);
            else builder.AddText(text, row);
            return null;
        }
    }
}
