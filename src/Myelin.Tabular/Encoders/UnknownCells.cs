namespace Myelin.Tabular;

/// <summary>Finds the cells of a table that are unlike the training rows'. Where there is none, nothing is allocated.</summary>
static class UnknownCells
{
    /// <summary>Of each row its unknown cells, or null; null where no row has any.</summary>
    /// <param name="complete">the columns that had no missing cell in training</param>
    /// <exception cref="InvalidFileException">A cell is of another kind than the column's categories, such as a
    /// number among words.</exception>
    public static List<UnknownCell>?[]? Of(Table table, TableEncoder encoder, HashSet<string> complete)
    {
        List<UnknownCell>?[]? found = null;
        foreach (ColumnEncoder column in encoder.Columns.AsSpan())
        {
            if (complete.Contains(column.Column)) AddMissing(table[column.Column], ref found);
            if (column.Categories is null) AddOutside(table[column.Column], column, ref found);
            else AddUnseen(table, column, ref found);
        }
        return found;
    }

    /// <summary>What a table of one cell, which is not missing, is unlike.</summary>
    /// <exception cref="InvalidFileException">The cell is of another kind than the column's categories.</exception>
    public static IReadOnlyList<UnknownCell> OfCell(Table table, ColumnEncoder encoder)
    {
        List<UnknownCell>?[]? found = null;
        if (encoder.Categories is null) AddOutside(table[encoder.Column], encoder, ref found);
        else AddUnseen(table, encoder, ref found);
        return found?[0] ?? (IReadOnlyList<UnknownCell>)[];
    }

    static void AddMissing(Column column, ref List<UnknownCell>?[]? found)
    {
        for (int row = 0; row < column.Count; row++)
            if (column.IsMissing(row)) Add(row, column.Count, new(column.Name, UnknownKind.Missing, ""), ref found);
    }

    static void AddOutside(Column column, ColumnEncoder encoder, ref List<UnknownCell>?[]? found)
    {
        if (encoder.Range is not { } range) return;
        for (int row = 0; row < column.Count; row++)
        {
            double value = column.Number(row);
            if (value < range.Low)
                Add(row, column.Count, new(encoder.Column, UnknownKind.BelowRange, column.Text(row)!, range.IsFar(value)), ref found);
            else if (value > range.High)
                Add(row, column.Count, new(encoder.Column, UnknownKind.AboveRange, column.Text(row)!, range.IsFar(value)), ref found);
        }
    }

    static void AddUnseen(Table table, ColumnEncoder encoder, ref List<UnknownCell>?[]? found)
    {
        Column column = table[encoder.Column];
        // a word is looked up once, not in every row
        if (column is CategoryColumn words && AllKnown(words, encoder)) return;
        for (int row = 0; row < column.Count; row++)
        {
            if (column.Text(row) is not { } text || encoder.Knows(text)) continue;
            if (column is not CategoryColumn && OtherKind.Objection(column.Type, text, encoder) is { } problem)
                throw table.Invalid(row, encoder.Column, problem);
            Add(row, column.Count, new(encoder.Column, UnknownKind.Unseen, text), ref found);
        }
    }

    static bool AllKnown(CategoryColumn column, ColumnEncoder encoder)
    {
        for (int i = 0; i < column.Words.Count; i++)
            if (!encoder.Knows(column.Words[i])) return false;
        return true;
    }

    static void Add(int row, int rows, UnknownCell cell, ref List<UnknownCell>?[]? found)
    {
        found ??= new List<UnknownCell>?[rows];
        (found[row] ??= []).Add(cell);
    }
}
