using Microsoft.ML;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Rows of a data view as a table.</summary>
static class ViewTable
{
    /// <summary>What messages call such a table.</summary>
    public const string Name = "data view";

    /// <summary>Rows between two looks at the cancellation.</summary>
    const int Stretch = 1024;

    /// <summary>One transformer for each column that is not read as it is, and the view with these columns.</summary>
    public static (IReadOnlyList<ITransformer> Transformers, IDataView View) Prepare(
        MLContext context, IDataView view, IEnumerable<ViewColumn> columns)
    {
        var transformers = new List<ITransformer>();
        foreach (ViewColumn column in columns)
        {
            if (column.Preparation(context) is not { } estimator) continue;
            ITransformer transformer = estimator.Fit(view);
            transformers.Add(transformer);
            view = transformer.Transform(view);
        }
        return (transformers, view);
    }

    /// <summary>Reads prepared columns, in one pass.</summary>
    /// <param name="others">makes readers of further columns</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Table Read(IDataView view, IReadOnlyList<ViewColumn> columns, IReadOnlyList<ReaderOfColumn> others,
        CancellationToken cancellation)
    {
        IEnumerable<DataViewSchema.Column> needed =
            columns.Select(column => view.Schema[column.Name]).Concat(others.Select(other => view.Schema[other.Name]));
        using DataViewRowCursor cursor = view.GetRowCursor(needed.DistinctBy(column => column.Index));
        CellReader[] readers = [.. columns.Select(column => CellReader.Of(cursor, column)), .. others.Select(other => other.Make(cursor))];
        for (long row = 0; cursor.MoveNext(); row++)
        {
            if (row % Stretch == 0) cancellation.ThrowIfCancellationRequested();
            if (row == Array.MaxLength) throw new ArgumentException($"The data has more than {Array.MaxLength} rows.");
            foreach (CellReader reader in readers) reader.Read();
        }
        return new(Name, [.. readers.SelectMany(reader => reader.Columns())], RowPlaces.OfRows());
    }
}
