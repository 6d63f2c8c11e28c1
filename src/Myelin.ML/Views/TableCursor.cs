using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>The rows of a table, one after the other.</summary>
sealed class TableCursor(TableView view, IEnumerable<DataViewSchema.Column> needed) : DataViewRowCursor
{
    readonly HashSet<int> _needed = [.. needed.Select(column => column.Index)];
    int _row = -1;

    public override long Position => _row < view.Table.Rows ? _row : -1;

    public override long Batch => 0;

    public override DataViewSchema Schema => view.Schema;

    public override bool MoveNext() => _row < view.Table.Rows && ++_row < view.Table.Rows;

    public override bool IsColumnActive(DataViewSchema.Column column) => _needed.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)Row, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column)) throw new ArgumentException($"Column {column.Name} was not asked for.", nameof(column));
        Delegate getter = view.Table.Columns[column.Index] switch
        {
            NumberColumn numbers => (ValueGetter<double>)((ref double cell) => cell = numbers.Cells[Row]),
            BooleanColumn { Missing: 0 } truths => (ValueGetter<bool>)((ref bool cell) => cell = truths[Row] == true),
            DateColumn dates => (ValueGetter<DateTime>)((ref DateTime cell) => cell = dates[Row] ?? default),
            var words => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> cell) => cell = words.Text(Row).AsMemory()),
        };
        return getter as ValueGetter<TValue> ?? throw new ArgumentException(
            $"Column {column.Name} is {column.Type}, not {typeof(TValue).Name}.", nameof(column));
    }

    int Row => (uint)_row < (uint)view.Table.Rows ? _row : throw new InvalidOperationException("The cursor is at no row.");
}
