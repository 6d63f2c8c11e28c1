namespace Myelin.Tabular;

/// <summary>The columns that a model learns from, those that it does not and why, and what each row counts.</summary>
/// <param name="Weights">null for all alike</param>
sealed record FeatureChoice(IReadOnlyList<string> Used, IReadOnlyList<DroppedColumn> Dropped, double[]? Weights)
{
    /// <exception cref="ArgumentException">The weight is the target, or a column that is not learned from has an encoder.</exception>
    /// <exception cref="InvalidFileException">A column is not there, none can be learned from, or a row's weight is none.</exception>
    public static FeatureChoice Of(Table table, string target, TabularOptions options)
    {
        IReadOnlyCollection<string> excluded = Excluded(options);
        if (options.Encoders.Keys.FirstOrDefault(name => name == target || excluded.Contains(name)) is { } idle)
            throw Refusal.Argument(
                $"{idle} has an encoder, but it is {(idle == target ? "the target" : "left out")}. Leave the encoder out.",
                nameof(options.Encoders));
        (string[] used, DroppedColumn[] dropped) = ColumnChoice.Of(table, target, excluded, [.. options.Encoders.Keys]);
        if (options.Weight is not { } weight) return new(used, dropped, null);
        if (weight == target)
            throw Refusal.Argument($"{target} is both the target and the row weight. Choose another column.", nameof(options.Weight));
        double[] weights = RowWeights.Of(table, weight);
        DroppedColumn Named(DroppedColumn column) => column.Name == weight ? column with { Reason = RowWeights.Reason } : column;
        return new(used, Array.ConvertAll(dropped, Named), weights);
    }

    /// <summary>Columns of the table that are not learned from, as asked.</summary>
    public static IReadOnlyCollection<string> Excluded(TabularOptions options) =>
        options.Weight is { } weight ? [.. options.Ignore.Union([weight])] : options.Ignore;
}
