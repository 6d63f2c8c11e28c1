using System.Data.Common;
using System.Globalization;

namespace Myelin.Tabular.Reading;

/// <summary>Makes a table of the rows of a query.</summary>
static class DatabaseTable
{
    public static Table Read(DbDataReader reader, string name, TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(options);
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (columns.Length == 0) throw new InvalidFileException(name, "gives no columns. Is it a query?");
        foreach (IGrouping<string, string> same in columns.GroupBy(column => column).Where(same => same.Count() > 1))
            throw new InvalidFileException(name, $"has {same.Count()} columns {Cell.Quote(same.Key)}. Give each its own name (… AS name)");
        var types = new Dictionary<string, ColumnType>(options.Columns);
        ColumnBuilder?[] builders = TableShape.Builders(columns, types, options, name, canReread: false);
        HashSet<string> missing = TableShape.Missing(options);
        int row = 0;
        for (; reader.Read(); row++)
            for (int i = 0; i < builders.Length; i++)
                if (builders[i] is { } builder) Add(builder, reader.GetValue(i), row, missing, name);
        if (row == 0) throw new InvalidFileException(name, "gives no rows");
        return TableShape.Build(name, builders, RowPlaces.OfRows(), types, options)!;
    }

    static void Add(ColumnBuilder builder, object value, int row, HashSet<string> missing, string name)
    {
        switch (value)
        {
            case DBNull or null or double.NaN or float.NaN:
                builder.AddMissing();
                break;
            case double or float or decimal or long or int or short or sbyte or ulong or uint or ushort or byte:
                double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (!double.IsFinite(number)) throw Invalid("is infinite. Filter such rows out");
                builder.AddNumber(number);
                break;
            case bool boolean:
                builder.AddText(boolean ? "true" : "false", row);
                break;
            case DateTime date:
                builder.AddText(DateText.Format(date), row);
                break;
            case DateTimeOffset moment:
                builder.AddText(DateText.Format(moment.UtcDateTime), row);
                break;
            case DateOnly day:
                builder.AddText(DateText.Format(day.ToDateTime(TimeOnly.MinValue)), row);
                break;
            case TimeSpan span:
                builder.AddNumber(span.TotalSeconds);
                break;
            case TimeOnly time:
                builder.AddNumber(time.ToTimeSpan().TotalSeconds);
                break;
            case string or char or Guid:
                string text = value.ToString()!.Trim(' ', '\t');
                if (missing.Contains(text)) builder.AddMissing();
                else builder.AddText(text, row);
                break;
            default:
                throw Invalid($"is {(value is byte[] bytes ? $"a blob of {bytes.Length} bytes" : $"of type {value.GetType().Name}")}, " +
                    "which cannot be learned from. Leave the column out of the query, or ignore it");
        }

        InvalidFileException Invalid(string problem) => new(name, $"row {row + 1}, column {builder.Name}: the value {problem}");
    }
}
