using System.Text.Json;
using Myelin.Files;

namespace Myelin.Tabular;

/// <summary>
/// A number, a boolean (0 or 1) or a date (in days): a missing cell becomes the training rows' median, all are scaled, and where
/// training rows had missing cells a second number is 1 for a missing cell and 0 for others.
/// </summary>
/// <remarks>In ONNX: IsNaN, Where, and the scaling's two operators; Clip to ±<see cref="Limit"/>.</remarks>
/// <param name="Median">what takes a missing cell's place</param>
/// <param name="WasMissing">whether there is the second number</param>
public sealed record NumberEncoder(string Column, ColumnType Type, double Median, bool WasMissing, Scaling Scaling)
    : ColumnEncoder(Column, Type)
{
    /// <summary>What a network is fed at most: sums of such numbers are far from the largest float.</summary>
    public const double Limit = 1e15;

    public override IReadOnlyList<string> Outputs => WasMissing ? [Column, $"{Column} missing"] : [Column];

    /// <exception cref="ArgumentException">All cells are missing.</exception>
    public static NumberEncoder Fit(Column column, ScalingKind scaling = ScalingKind.Standard)
    {
        ArgumentNullException.ThrowIfNull(column);
        var cells = new double[column.Count];
        for (int row = 0; row < cells.Length; row++) cells[row] = column.Number(row);
        double[] sorted = [.. cells.Where(cell => !double.IsNaN(cell))];
        if (sorted.Length == 0) throw new ArgumentException($"Column {column.Name} has no cell that is not missing.", nameof(column));
        Array.Sort(sorted);
        double median = Quantiles.Median(sorted);
        bool wasMissing = sorted.Length < cells.Length;
        // the scale is that of what is scaled: of the column with its medians
        for (int row = 0; row < cells.Length; row++)
            if (double.IsNaN(cells[row])) cells[row] = median;
        return new(column.Name, column.Type, median, wasMissing, Scaling.Fit(scaling, cells));
    }

    /// <summary>The number that a cell becomes.</summary>
    /// <param name="cell">NaN where it is missing</param>
    public float Apply(double cell) => (float)Math.Clamp(Scaling.Apply(double.IsNaN(cell) ? Median : cell), -Limit, Limit);

    internal override void Apply(Table table, Column column, Span<float> matrix, int width, int first)
    {
        for (int row = 0; row < column.Count; row++)
        {
            double cell = column.Number(row);
            bool missing = column.IsMissing(row);
            if (double.IsNaN(cell) && !missing)
                throw table.Invalid(row, Column, $"{Reading.Cell.Quote(column.Text(row))} is not a number, as the model was trained on");
            matrix[row * width + first] = Apply(cell);
            if (WasMissing) matrix[row * width + first + 1] = missing ? 1 : 0;
        }
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("encoder", "number");
        json.WriteString("column", Column);
        json.WriteString("type", Type.ToString().ToLowerInvariant());
        json.WriteNumber("median", Median);
        json.WriteBoolean("was_missing", WasMissing);
        json.WritePropertyName("scaling");
        Scaling.Write(json);
        json.WriteEndObject();
    }

    internal static NumberEncoder ReadFields(StrictJson json)
    {
        json.OnlyKeys("encoder", "column", "type", "median", "was_missing", "scaling");
        return new(json["column"].Text(), JsonText.Type(json["type"]), json["median"].Number(), json["was_missing"].Boolean(),
            Scaling.Read(json["scaling"]));
    }
}
