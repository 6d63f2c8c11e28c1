using System.Data.Common;
using System.Globalization;

namespace Myelin.Tabular.Reading;

/// <summary>The rows of a query.</summary>
sealed class DatabaseRows : RowSource
{
    readonly DbDataReader _reader;
    readonly HashSet<string> _missing;
    int _row;

    public DatabaseRows(DbDataReader reader, string name, TableOptions options) : base(name, "row")
    {
        (_reader, _missing) = (reader, TableShape.Missing(options));
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (Columns.Count == 0) throw new InvalidFileException(name, "gives no columns. Is it a query?");
        foreach (IGrouping<string, string> same in Columns.GroupBy(column => column).Where(same => same.Count() > 1))
            throw new InvalidFileException(name, $"has {same.Count()} columns {Cell.Quote(same.Key)}. Give each its own name (… AS name)");
    }

    public override IReadOnlyList<string> Columns { get; }

    public override int Place => _row;

    public override string Empty => "gives no rows";

    public override bool Read()
    {
        if (!_reader.Read()) return false;
        _row = checked(_row + 1);
        return true;
    }

    public override void AddTo(ColumnBuilder builder, int column, int row)
    {
        object value = _reader.GetValue(column);
        switch (value)
        {
            case DBNull or null or double.NaN or float.NaN:
                builder.AddMissing();
                break;
            case double or float or decimal or long or int or short or sbyte or ulong or uint or ushort or byte:
                double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (!double.IsFinite(number)) throw Invalid("is infinite. Filter such rows out");
                builder.AddNumber(number, row);
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
                builder.AddNumber(span.TotalSeconds, row);
                break;
            case TimeOnly time:
                builder.AddNumber(time.ToTimeSpan().TotalSeconds, row);
                break;
            case string or char or Guid:
                string text = value.ToString()!.Trim(' ', '\t');
                if (_missing.Contains(text)) builder.AddMissing();
                else builder.AddText(text, row);
                break;
            default:
                throw Invalid($"is {(value is byte[] bytes ? $"a blob of {bytes.Length} bytes" : $"of type {value.GetType().Name}")}, " +
                    "which cannot be learned from. Leave the column out of the query, or ignore it");
        }

        InvalidFileException Invalid(string problem) => this.Invalid(_row, builder.Name, $"the value {problem}");
    }

    // whoever opened the reader closes it
    public override void Dispose() { }
}
