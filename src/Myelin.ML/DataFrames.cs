using System.Globalization;
using Microsoft.Data.Analysis;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Tables of Myelin and data frames of Microsoft.Data.Analysis, each from the other.</summary>
public static class DataFrames
{
    /// <summary>The frame as a table; null is a missing cell in a column of any type.</summary>
    /// <remarks><c>DataFrame.ToTable()</c> is a method of its own and gives a <see cref="System.Data.DataTable"/>.</remarks>
    /// <exception cref="ArgumentException">A column is of a type that no table holds.</exception>
    public static Table ToMyelinTable(this DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Columns.Count == 0) throw new ArgumentException("The data frame has no columns.", nameof(frame));
        return Table.Of([.. frame.Columns.Select(Cells)]);
    }

    /// <summary>The table as a data frame; a missing cell is null.</summary>
    public static DataFrame ToDataFrame(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(table.Columns.Select(Cells));
    }

    static Column Cells(DataFrameColumn column)
    {
        Type type = column.DataType;
        if (type == typeof(string)) return Words(column, Rows(column, cell => (string?)cell));
        if (type == typeof(char)) return Words(column, Rows(column, cell => cell?.ToString()));
        if (type == typeof(bool)) return Column.Of(column.Name, Rows(column, cell => (bool?)cell));
        if (type == typeof(DateTime)) return Column.Of(column.Name, Rows(column, cell => (DateTime?)cell));
        return Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal
            ? Column.Of(column.Name,
                Rows(column, cell => cell is null ? double.NaN : Convert.ToDouble(cell, CultureInfo.InvariantCulture)))
            : throw new ArgumentException($"Column {column.Name} of the data frame holds {type.Name}, which a table cannot. " +
                "Choose numbers, text, Boolean or DateTime.");
    }

    static CategoryColumn Words(DataFrameColumn column, string?[] cells)
    {
        int row = 0;
        var reader = new WordReader([column.Name], () => [cells[row++].AsMemory()]);
        foreach (string? _ in cells) reader.Read();
        return (CategoryColumn)reader.Columns().Single();
    }

    static T[] Rows<T>(DataFrameColumn column, Func<object?, T> cell)
    {
        var cells = new T[checked((int)column.Length)];
        for (int row = 0; row < cells.Length; row++) cells[row] = cell(column[row]);
        return cells;
    }

    static DataFrameColumn Cells(Column column)
    {
        IEnumerable<int> rows = Enumerable.Range(0, column.Count);
        return column switch
        {
            NumberColumn numbers => new DoubleDataFrameColumn(column.Name,
                rows.Select(row => numbers.IsMissing(row) ? (double?)null : numbers.Cells[row])),
            BooleanColumn truths => new BooleanDataFrameColumn(column.Name, rows.Select(row => truths[row])),
            DateColumn dates => new DateTimeDataFrameColumn(column.Name, rows.Select(row => dates[row])),
            _ => new StringDataFrameColumn(column.Name, rows.Select(row => column.Text(row)!)),
        };
    }
}
