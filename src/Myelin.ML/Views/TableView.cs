using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>A table as a data view.</summary>
sealed class TableView : IDataView
{
    public TableView(Table table)
    {
        Table = table;
        var schema = new DataViewSchema.Builder();
        foreach (Column column in table.Columns) schema.AddColumn(column.Name, TypeOf(column));
        Schema = schema.ToSchema();
    }

    public Table Table { get; }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => Table.Rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new TableCursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    static DataViewType TypeOf(Column column) => column switch
    {
        NumberColumn => NumberDataViewType.Double,
        BooleanColumn { Missing: 0 } => BooleanDataViewType.Instance,
        DateColumn => DateTimeDataViewType.Instance,
        _ => TextDataViewType.Instance,
    };
}
