using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// A number, scaled; a missing cell becomes the training rows' median, and where training rows had missing cells a mark tells them from
/// others. A number whose quartiles are equal and that has more different values than a code has pieces, as amounts that are mostly 0,
/// has such a piecewise-linear code beside itself.
/// </summary>
/// <remarks>
/// In ONNX: IsNaN, Where, Clip to ±<see cref="Limit"/>, and the operators of the scaling and of the code.
/// With equal quartiles the scaled numbers lie in a sliver that no network resolves: with the code, the area under the curve of a table
/// with such columns goes from 0.919 to 0.924 (docs/decisions/columns.md).
/// </remarks>
/// <param name="Median">what takes a missing cell's place</param>
/// <param name="Mark">scales the mark, which is 1 for a missing cell and 0 for others; null where there is none</param>
/// <param name="Pieces">null where there is no code</param>
public sealed record NumberEncoder(string Column, ColumnType Type, double Median, Scaling Scaling, Scaling? Mark = null,
    PiecewiseLinear? Pieces = null)
    : ColumnEncoder(Column, Type)
{
    internal static readonly EncoderKind OfFiles = new("number", ["median", "scaling", "mark", "pieces"], entry => ReadFields(entry.Json));

    public override EncoderKind Kind => OfFiles;

    /// <summary>What a network is fed at most: sums of such numbers are far from the largest float.</summary>
    public const double Limit = 1e15;

    public bool WasMissing => Mark is not null;

    public override IReadOnlyList<string> Numbers => [Column];

    public override IReadOnlyList<string> Plain =>
    [
        .. WasMissing ? [$"{Column} missing"] : Array.Empty<string>(),
        .. Enumerable.Range(1, Pieces?.Count ?? 0).Select(t => FormattableString.Invariant($"{Column} to {Pieces!.Bounds[t]}")),
    ];

    /// <exception cref="ArgumentException">All cells are missing.</exception>
    public static NumberEncoder Fit(Column column, EncoderSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        settings ??= new();
        var cells = new double[column.Count];
        for (int row = 0; row < cells.Length; row++) cells[row] = column.Number(row);
        double[] sorted = [.. cells.Where(cell => !double.IsNaN(cell))];
        if (sorted.Length == 0) throw new ArgumentException($"Column {column.Name} has no cell that is not missing.", nameof(column));
        Array.Sort(sorted);
        double median = Quantiles.Median(sorted);
        Scaling? mark = sorted.Length == cells.Length ? null : MarkOf(cells, settings);
        return new(column.Name, column.Type, median, ScalingOf(settings.Scaling, cells, sorted, median), mark,
            PiecesOf(sorted, settings.PiecewiseLinearBins))
        {
            Range = new(sorted[0], sorted[^1]),
        };
    }

    static Scaling ScalingOf(ScalingKind kind, double[] cells, double[] sorted, double median)
    {
        // quartiles are those of what is there: with medians in place of many missing cells they would be equal
        if (kind == ScalingKind.SmoothClip) return SmoothClipScaling.OfSorted(sorted);
        // other scales are those of what is scaled: of the column with its medians
        return Scaling.Fit(kind, [.. cells.Select(cell => double.IsNaN(cell) ? median : cell)]);
    }

    static Scaling MarkOf(double[] cells, EncoderSettings settings) => settings.ScaleOneHot
        ? Scaling.Fit(settings.Scaling, [.. cells.Select(cell => double.IsNaN(cell) ? 1.0 : 0)])
        : new NoScaling();

    // a count of a few different values is resolved without a code, whose pieces would be learned from a handful of rows each: such a
    // column cost 0.014 of an area under the curve (docs/decisions/columns.md)
    static PiecewiseLinear? PiecesOf(double[] sorted, int most) =>
        most > 0 && Quantiles.Of(sorted, 0.75) == Quantiles.Of(sorted, 0.25) && MoreThan(most, sorted)
            ? PiecewiseLinear.Fit(sorted, most)
            : null;

    static bool MoreThan(int most, double[] sorted)
    {
        int different = 1;
        for (int i = 1; i < sorted.Length && different <= most; i++)
            if (sorted[i] != sorted[i - 1]) different++;
        return different > most;
    }

    /// <summary>The number that a cell becomes.</summary>
    /// <param name="cell">NaN where it is missing</param>
    public float Apply(double cell) => (float)Math.Clamp(Scaling.Apply(double.IsNaN(cell) ? Median : cell), -Limit, Limit);

    internal override void Apply(Table table, Column column, EncodedRows rows)
    {
        int marks = WasMissing ? 1 : 0;
        float there = (float)(Mark?.Apply(0) ?? 0), missing = (float)(Mark?.Apply(1) ?? 0);
        for (int row = 0; row < column.Count; row++)
        {
            double cell = column.Number(row);
            if (double.IsNaN(cell) && !column.IsMissing(row))
                throw table.Invalid(row, Column, $"{Cell.Quote(column.Text(row))} is not a number, as the model was trained on");
            rows.Number(row) = Apply(cell);
            if (WasMissing) rows.Plain(row, 0, 1)[0] = double.IsNaN(cell) ? missing : there;
            Pieces?.Apply(double.IsNaN(cell) ? Median : cell, rows.Plain(row, marks, Pieces.Count));
        }
    }

    internal override IEnumerable<CellRule> Rules(int number, int plain, int code)
    {
        yield return new NumberRule(Column, number, null, Median, Bounded(Scaling));
        if (Mark is not null) yield return MarkOf(Column, plain++, Mark);
        if (Pieces is not null) yield return new PiecesRule(Column, plain, Median, Pieces.Bounds);
    }

    /// <summary>A scaled number within ±<see cref="Limit"/>.</summary>
    internal static Expression Bounded(Scaling scaling) =>
        Expression.Clamp(scaling.Formula(Expression.Letter(NumberRule.Letter)), -Limit, Limit);

    internal static MarkRule MarkOf(string column, int plain, Scaling mark) =>
        new(column, plain, (float)mark.Apply(0), (float)mark.Apply(1));

    private protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteNumber("median", Median);
        json.WritePropertyName("scaling");
        Scaling.Write(json);
        if (Mark is not null)
        {
            json.WritePropertyName("mark");
            Mark.Write(json);
        }
        if (Pieces is null) return;
        json.WritePropertyName("pieces");
        Pieces.Write(json);
    }

    static NumberEncoder ReadFields(StrictJson json)
    {
        return new(json["column"].Text(), ColumnTypeName.Read(json["type"]), json["median"].Number(), Scaling.Read(json["scaling"]),
            json.Find("mark") is { } mark ? Scaling.Read(mark) : null,
            json.Find("pieces") is { } pieces ? PiecewiseLinear.Read(pieces) : null);
    }
}
