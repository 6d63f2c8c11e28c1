namespace Myelin.Tabular;

/// <summary>The encoder that a function of your own chooses for a column, checked before anything is trained with it.</summary>
static class OwnEncoder
{
    /// <exception cref="ArgumentException">It is not of this column, becomes no number, or would not be read back from a file.</exception>
    public static ColumnEncoder Of(Column training, Func<Column, ColumnEncoder> choice)
    {
        ColumnEncoder encoder = choice(training) ?? throw Refused(training, "is null");
        if ((encoder.Column, encoder.Type) != (training.Name, training.Type))
            throw Refused(training, $"is of {Shown(encoder.Column, encoder.Type)}; expected {Shown(training.Name, training.Type)}");
        if (encoder.Outputs.Count == 0) throw Refused(training, "names no number that a cell becomes");
        encoder = Ranged(encoder, training);
        if (EncoderKind.Find(encoder.Kind.Name) is not { } known || !ReferenceEquals(known, encoder.Kind))
            throw Refused(training, $"is of the kind {encoder.Kind.Name}, which is not registered (EncoderKind.Register)");
        CheckFile(encoder, training);
        return encoder;
    }

    // cells outside the training rows' range are noted as for others
    static ColumnEncoder Ranged(ColumnEncoder encoder, Column training) =>
        encoder is not CellEncoder || training.Type is not (ColumnType.Number or ColumnType.Date) ? encoder
            : encoder with { Range = ValueRange.Of([.. Enumerable.Range(0, training.Count).Select(training.Number)]) };

    // not hours later, when the model is saved
    static void CheckFile(ColumnEncoder encoder, Column training)
    {
        try
        {
            string text = encoder.ToJson(), again = ColumnEncoder.FromJson(text).ToJson();
            if (text != again) throw Refused(training, $"is another one when it is read back: {text} is read as {again}");
        }
        catch (InvalidFileException e)
        {
            throw Refused(training, $"cannot be read back: {e.Message}", e);
        }
    }

    static string Shown(string column, ColumnType type) => $"{column}, {ColumnTypeName.Of(type)}";

    static ArgumentException Refused(Column training, string problem, Exception? inner = null) =>
        Refusal.Argument($"The encoder of column {training.Name} {problem}.", "encoders", inner);
}
