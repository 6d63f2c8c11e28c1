using System.Globalization;

namespace Myelin.Tabular;

/// <summary>
/// Counts, over any number of predictions, the rows whose cells are unlike the training rows', column by column, and the predictions that
/// were clamped; and says so in sentences.
/// </summary>
public sealed class UnknownCounts(TabularModel model)
{
    readonly TabularModel _model = Refusal.IfNull(model, nameof(model));

    /// <summary>Different unseen categories of a column that are kept, and those that are said.</summary>
    const int MostCategories = 1000, MostSaid = 5;

    readonly Dictionary<string, ColumnCounts> _columns = [];

    /// <summary>Rows in all.</summary>
    public long Rows { get; private set; }

    /// <summary>Predictions that were limited to the training targets' range.</summary>
    public long Clamped { get; private set; }

    /// <summary>Rows with a number or a date far outside the training range.</summary>
    public long Far { get; private set; }

    /// <summary>Whether no row has an unknown cell, and no prediction was clamped.</summary>
    public bool IsEmpty => _columns.Count == 0 && Clamped == 0;

    public void Add(IReadOnlyList<Prediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Rows += predictions.Count;
        foreach (Prediction prediction in predictions)
        {
            if (prediction.IsClamped) Clamped++;
            if (prediction.UnknownCells.Count == 0) continue;
            if (prediction.UnknownCells.Any(cell => cell.IsFar)) Far++;
            foreach (UnknownCell cell in prediction.UnknownCells)
            {
                if (!_columns.TryGetValue(cell.Column, out ColumnCounts? counts)) _columns.Add(cell.Column, counts = new());
                counts.Add(cell);
            }
        }
    }

    /// <summary>
    /// A sentence for each column with unknown cells, in the order of the model's columns, and one of clamped predictions.
    /// </summary>
    /// <param name="intervals">whether prediction intervals were asked for</param>
    public IEnumerable<Advice> Sentences(bool intervals = false)
    {
        foreach (ColumnEncoder encoder in _model.Encoder.Columns)
            if (_columns.TryGetValue(encoder.Column, out ColumnCounts? counts))
            {
                if (counts.Rows > 0)
                    yield return encoder.Categories is { } known ? OfCategories(encoder, known, counts) : OfRange(encoder, counts);
                if (counts.Missing > 0) yield return OfMissing(encoder, counts.Missing);
            }
        if (Clamped > 0 && _model.Bounds is { } bounds)
            yield return new Advice(
                $"{OfAll(Clamped, "prediction was", "predictions were")} limited to the range of the training targets, " +
                    new ValueRange(bounds.Low, bounds.High).Text(_model.Target.Type)).Or("to predict without limits, do not clamp",
                        SettingNames.Clamp, "false");
        if (intervals && Far > 0)
            yield return $"{OfAll(Far, "row is", "rows are")} far outside the training range: prediction intervals do not cover such rows";
    }

    string OfCategories(ColumnEncoder encoder, IReadOnlyList<string> known, ColumnCounts counts)
    {
        ColumnSchema? trained = _model.Schema.Columns.FirstOrDefault(column => column.Name == encoder.Column);
        string rare = trained?.Distinct > known.Count ? ", or was too rare there" : "";
        (string Text, long Rows)[] said =
            [.. counts.Categories.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(MostSaid).Select(pair => (pair.Key, pair.Value))];
        IEnumerable<string> each = said.Select(category =>
            $"'{Short(category.Text)}' " +
            $"({Count(category.Rows)}{(NearCategory.Of(category.Text, known) is { } near ? $"; did you mean '{Short(near)}'?" : "")})");
        string more = counts.Categories.Count > said.Length ? ", …" : "";
        return $"{encoder.Column}: {OfAll(counts.Rows, "row has", "rows have")} a category that was not in training{rare}: " +
            $"{string.Join(", ", each)}{more}";
    }

    string OfRange(ColumnEncoder encoder, ColumnCounts counts)
    {
        string[] sides =
        [
            .. counts.Below > 0 ? [$"{Count(counts.Below)} below it, such as {counts.BelowText}"] : Array.Empty<string>(),
            .. counts.Above > 0 ? [$"{Count(counts.Above)} above it, such as {counts.AboveText}"] : Array.Empty<string>(),
        ];
        return $"{encoder.Column}: {OfAll(counts.Rows, "row is", "rows are")} outside the training range " +
            $"{encoder.Range?.Text(encoder.Type)}: {string.Join("; ", sides)}";
    }

    string OfMissing(ColumnEncoder encoder, long rows)
    {
        string instead = encoder is NumberEncoder number ? $"the median of the training rows, {ExactNumber.Text(number.Median)}"
            : encoder is CellEncoder ? $"the encoder {encoder.Kind.Name} says"
            : encoder.Categories is null ? "a date near the middle of the training dates" : "an unseen category";
        return $"{encoder.Column}: {OfAll(rows, "row has", "rows have")} a missing value, and training had none: predicted as {instead}";
    }

    string OfAll(long rows, string one, string many) => $"{Count(rows)} of {Count(Rows)} {(rows == 1 && Rows == 1 ? one : many)}";

    /// <summary>The error of the first unknown cell, where such cells are not allowed.</summary>
    internal static InvalidFileException Refused(Table table, TableEncoder encoder, IReadOnlyList<List<UnknownCell>?> unknown)
    {
        int row = unknown.Index().First(cells => cells.Item is not null).Index;
        UnknownCell cell = unknown[row]![0];
        ColumnEncoder column = encoder.Columns.First(known => known.Column == cell.Column);
        if (cell.Kind == UnknownKind.Missing)
            return table.Invalid(row, cell.Column,
                Allowed("the value is missing, and training had no missing value in this column", "fill it in"));
        string text = Cell.Quote(cell.Text);
        if (column.Categories is not { } categories)
            return table.Invalid(row, cell.Column, Allowed($"{text} is outside the training range {column.Range?.Text(column.Type)}"));
        string hint = NearCategory.Of(cell.Text, categories) is { } near ? $" (did you mean {Cell.Quote(near)}?)"
            : $"; known are {string.Join(", ", categories.Take(10))}{(categories.Count > 10 ? ", …" : "")}";
        return table.Invalid(row, cell.Column, Allowed($"{text} is a category that was not in training{hint}"));
    }

    static Advice Allowed(string found, string remedy = "correct it") =>
        new Advice(found).Or(remedy).Or("allow such cells", SettingNames.Strict, "false");

    static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    sealed class ColumnCounts
    {
        public Dictionary<string, long> Categories { get; } = [];

        /// <summary>Rows with an unseen category or a value outside the range.</summary>
        public long Rows { get; private set; }

        public long Missing { get; private set; }

        public long Below { get; private set; }

        public long Above { get; private set; }

        public string BelowText { get; private set; } = "";

        public string AboveText { get; private set; } = "";

        public void Add(UnknownCell cell)
        {
            if (cell.Kind == UnknownKind.Missing)
            {
                Missing++;
                return;
            }
            Rows++;
            if (cell.Kind == UnknownKind.BelowRange && Below++ == 0) BelowText = cell.Text;
            if (cell.Kind == UnknownKind.AboveRange && Above++ == 0) AboveText = cell.Text;
            if (cell.Kind == UnknownKind.Unseen && (Categories.ContainsKey(cell.Text) || Categories.Count < MostCategories))
                Categories[cell.Text] = Categories.GetValueOrDefault(cell.Text) + 1;
        }
    }
}
