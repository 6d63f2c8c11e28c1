namespace Myelin.Tabular;

/// <summary>
/// What a column is, and the words that its codes stand for: makes columns of cells as <see cref="ColumnBuilder"/> keeps them.
/// </summary>
/// <param name="Written">how its cells are written; null where that says itself</param>
sealed record ColumnForm(string Name, ColumnType Type, IReadOnlyList<string> Words, CellForm? Written = null)
{
    // what each word means, where it is a truth value, a date or a number with a unit
    readonly sbyte[] _truths = Type == ColumnType.Boolean ? [.. Words.Select(word => BooleanColumn.Code(BooleanColumn.CodeOf(word)))] : [];
    readonly long[] _ticks = Type == ColumnType.Date ? TicksOf(Words, Written) : [];
    readonly double[] _numbers = Type == ColumnType.Number && Words.Count > 0 ? NumbersOf(Words, Written!) : [];

    /// <summary>A column of these cells, of which those are looked at that the type asks for.</summary>
    /// <param name="ticks">empty where the dates stand among the codes</param>
    public Column Column(ReadOnlySpan<double> numbers, ReadOnlySpan<int> codes, ReadOnlySpan<long> ticks) => Type switch
    {
        ColumnType.Number =>
            new NumberColumn(Name, _numbers.Length > 0 && !codes.IsEmpty ? Each(codes, _numbers, double.NaN) : numbers.ToArray()),
        ColumnType.Boolean => new BooleanColumn(Name, Each(codes, _truths, BooleanColumn.Code(null))),
        ColumnType.Date => new DateColumn(Name, ticks.IsEmpty ? Each(codes, _ticks, DateColumn.MissingTicks) : ticks.ToArray()),
        _ => new CategoryColumn(Name, Type, codes.ToArray(), Words),
    };

    internal static long[] TicksOf(IEnumerable<string> words, CellForm? form) =>
        [.. words.Select(word => (form is null ? DateText.TryParse(word, out DateTime date) : form.TryDate(word, out date)) ? date.Ticks
            : DateColumn.MissingTicks)];

    internal static double[] NumbersOf(IEnumerable<string> words, CellForm form) =>
        [.. words.Select(word => form.TryNumber(word, out double number) ? number : double.NaN)];

    static T[] Each<T>(ReadOnlySpan<int> codes, T[] meanings, T missing)
    {
        var cells = new T[codes.Length];
        for (int row = 0; row < cells.Length; row++) cells[row] = codes[row] < 0 ? missing : meanings[codes[row]];
        return cells;
    }
}
