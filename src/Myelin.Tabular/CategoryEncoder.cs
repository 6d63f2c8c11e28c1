namespace Myelin.Tabular;

/// <summary>A category as one column for each known text, 1 where it is that text and 0 elsewhere, and a last one for missing and unseen texts.</summary>
public sealed record CategoryEncoder(string Column, EquatableArray<string> Values) : ColumnEncoder(Column)
{
    public override IReadOnlyList<string> Outputs => [.. Values.Select(value => $"{Column} = {value}"), $"{Column} missing or other"];

    /// <summary>The texts of the training rows, most frequent first, at most so many.</summary>
    public static CategoryEncoder Fit(Column column, int most)
    {
        var counts = new int[column.Values.Count];
        for (int row = 0; row < column.Rows; row++)
            if (column.Code(row) is >= 0 and int code) counts[code]++;
        return new(column.Name, (string[])[.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code]).ThenBy(code => column.Values[code], StringComparer.Ordinal).Take(most).Select(code => column.Values[code])]);
    }

    public override void Apply(Table table, Span<float> destination, int stride)
    {
        Column column = table[Column];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int place = 0; place < Values.Count; place++) places.Add(Values[place], place);
        int[] placeOf = [.. column.Values.Select(value => places.GetValueOrDefault(value, Values.Count))];
        for (int row = 0; row < column.Rows; row++)
        {
            Span<float> cells = destination.Slice(row * stride, Values.Count + 1);
            cells.Clear();
            cells[column.Code(row) is >= 0 and int code ? placeOf[code] : Values.Count] = 1;
        }
    }
}
