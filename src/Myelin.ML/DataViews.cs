using Microsoft.Data.Analysis;
using Microsoft.ML;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Tables of Myelin and data views of ML.NET, each from the other.</summary>
public static class DataViews
{
    /// <summary>The rows as a table.</summary>
    /// <remarks>
    /// Numbers of any type become numbers, text and keys become categories, Boolean truth values; dates and times with an offset become
    /// dates in UTC, spans of time seconds. Each slot of a vector becomes a column: slot Age of Features is Features.Age, and Features.0
    /// where slots have no names. NaN, an empty text, a key without a value and the date 0001-01-01 are missing, and so are the words of
    /// <see cref="TableOptions.AlwaysMissing"/>. A text column is free text where more than half of its cells are distinct.
    /// </remarks>
    /// <param name="columns">the columns to take, in this order; none for all</param>
    /// <exception cref="ArgumentException">A column is not there, or is of a type that no table holds.</exception>
    public static Table ToTable(this IDataView view, params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(columns);
        // a data frame as a view has 0 for a null
        if (view is DataFrame frame) return Chosen(frame.ToMyelinTable(), columns);
        ViewColumn[] chosen = columns.Count > 0
            ? [.. columns.Select(name => ViewColumn.Of(view.Schema.Find(name, "table")))]
            : [.. view.Schema.Where(column => !column.IsHidden).Select(ViewColumn.Of)];
        if (chosen.Length == 0) throw new ArgumentException("The data has no columns.", nameof(view));
        return ViewTable.Read(ViewTable.Prepare(new MLContext(), view, chosen).View, chosen, [], default);
    }

    /// <summary>The table as a data view that may be read any number of times.</summary>
    /// <remarks>
    /// Numbers become Double, categories and text String, truth values Boolean, dates DateTime. A missing number is NaN, a missing text
    /// empty, a missing date 0001-01-01. Boolean has no missing value: a column of truth values with missing cells becomes String.
    /// </remarks>
    /// <param name="context">the context that the view is used with</param>
    public static IDataView ToDataView(this Table table, MLContext context)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(context);
        return new TableView(table);
    }

    static Table Chosen(Table table, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0) return table;
        foreach (string name in columns)
            if (table.Find(name) is null) throw ViewTypes.Absent(name, "table", table.Columns.Select(column => column.Name));
        return Table.Of([.. columns.Select(name => table[name])]);
    }
}
