using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>
/// An encoder of your own: a few numbers from each cell, which go into the network's first layer as they are.
/// Its <see cref="EncoderKind"/>, registered, says how files name it and how it is read back.
/// </summary>
/// <remarks>What it was fitted to are its properties. It may be applied on many threads at once, and is not to be changed.</remarks>
/// <param name="Column">the column's name</param>
/// <param name="Type">the column's type</param>
public abstract record CellEncoder(string Column, ColumnType Type) : ColumnEncoder(Column, Type)
{
    public sealed override IReadOnlyList<string> Numbers => [];

    public sealed override int Codes => 0;

    /// <summary>The names of the numbers that a cell becomes, one at least, always as many: "hour sin", "hour cos".</summary>
    public abstract override IReadOnlyList<string> Plain { get; }

    /// <summary>Turns a cell into its numbers, by nothing but the cell and this encoder's properties.</summary>
    /// <param name="cell">of the training rows or of any others; it may be missing, whether one of the training rows' is or not</param>
    /// <param name="numbers">to be written, each of them: finite, about as large as 1, in the order of their names</param>
    public abstract void Encode(ColumnCell cell, Span<float> numbers);

    /// <summary>Says what it was fitted to and what its settings are, each by a name that its kind has; without any, nothing.</summary>
    public virtual void Describe(EncoderDescription to)
    {
    }

    internal sealed override void Apply(Table table, Column column, EncodedRows rows)
    {
        IReadOnlyList<string> names = Plain;
        for (int row = 0; row < column.Count; row++)
        {
            var cell = new ColumnCell(column, row);
            if (Unlike(column, cell) is { } kind)
                throw table.Invalid(row, Column, $"{cell.ToString()} is not {kind}, as the model was trained on");
            Span<float> numbers = rows.Plain(row, 0, names.Count);
            // so that one that is not written is found
            numbers.Fill(float.NaN);
            Encode(cell, numbers, names);
            for (int i = 0; i < numbers.Length; i++)
            {
                if (!float.IsFinite(numbers[i]))
                    throw table.Invalid(
                        row, Column, $"the encoder {Kind.Name} has no finite number {Cell.Quote(names[i])} for {cell.ToString()}");
                numbers[i] = (float)Math.Clamp(numbers[i], -NumberEncoder.Limit, NumberEncoder.Limit);
            }
        }
    }

    internal sealed override IEnumerable<CellRule> Rules(int number, int plain, int code) => throw new NotSupportedException(
        $"Column {Column} is encoded by code of your own ({Kind.Name}), which cannot be written down as a formula.");

    void Encode(ColumnCell cell, Span<float> numbers, IReadOnlyList<string> names)
    {
        try
        {
            Encode(cell, numbers);
        }
        // of indices and of copying
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"The encoder {Kind.Name} of column {Column} failed at {cell.ToString()}: {Refusal.Text(e).TrimEnd('.')}. " +
                $"A cell of it becomes {names.Count} numbers: {string.Join(", ", names)}.", e);
        }
    }

    // what a cell is not that all cells of the training rows are
    string? Unlike(Column column, ColumnCell cell) => Type switch
    {
        ColumnType.Number when double.IsNaN(cell.Number) && !cell.IsMissing => "a number",
        ColumnType.Date when column is not DateColumn && !cell.IsMissing => "a date",
        _ => null,
    };

    private protected sealed override void WriteFields(Utf8JsonWriter json) => Describe(new(json, Kind));
}
