namespace Myelin.Export;

/// <summary>The rows on which a program is compared with its model: at most 2,000 of the given ones, or made ones.</summary>
/// <param name="Table">the rows</param>
/// <param name="Given">how many were given; null where they are made</param>
/// <param name="AbsentCategories">categories that occur in no made row</param>
sealed record ComparedRows(Table Table, int? Given, int AbsentCategories)
{
    const int Most = 2000;

    /// <param name="rows">given ones; null for made ones</param>
    public static ComparedRows Of(TabularModel model, Table? rows)
    {
        if (rows is not null) return new(rows.Rows <= Most ? rows : rows.Take(Even(rows.Rows)), rows.Rows, 0);
        Table made = MadeRows.Of(model, MadeRows.Needed(model), 1);
        return new(made, null, MadeRows.AbsentCategories(model, made));
    }

    static int[] Even(int rows) => [.. Enumerable.Range(0, Most).Select(i => (int)((long)i * rows / Most))];
}
