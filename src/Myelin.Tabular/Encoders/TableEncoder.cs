using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>Turns the rows of a table into a matrix of numbers, each column by its encoder.</summary>
/// <remarks>
/// A row has three runs of columns: the scaled numbers of all columns, then their plain columns, then their codes; in each, column after
/// column. It may be applied on many threads at once.
/// </remarks>
public sealed record TableEncoder(EquatableArray<ColumnEncoder> Columns)
{
    /// <summary>The lengths of the three runs.</summary>
    public EncodedLayout Layout { get; } = new(Columns.Sum(column => column.Numbers.Count), Columns.Sum(column => column.Plain.Count),
        [.. Columns.Where(column => column.Codes > 0).Select(column => column.Codes)]);

    /// <summary>The names of the matrix's columns.</summary>
    public IReadOnlyList<string> Outputs { get; } =
    [
        .. Columns.SelectMany(column => column.Numbers), .. Columns.SelectMany(column => column.Plain),
        .. Columns.Where(column => column.Codes > 0).Select(column => column.Outputs[^1]),
    ];

    /// <summary>Columns of the matrix.</summary>
    public int Width => Outputs.Count;

    /// <summary>An encoder for each column, by its type and its values; fitted to these rows.</summary>
    /// <param name="columns">the columns to encode, in this order</param>
    /// <param name="settings">null is RealMLP's</param>
    /// <param name="encoders">of columns that have one of your own, by name: from the training column to its encoder</param>
    /// <exception cref="ArgumentException">An encoder of your own does not fit its column, or would not be
    /// read back from a file.</exception>
    public static TableEncoder Fit(Table table, IEnumerable<string> columns, EncoderSettings? settings = null,
        IReadOnlyDictionary<string, Func<Column, ColumnEncoder>>? encoders = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        settings ??= new();
        return new([.. columns.Select(name =>
            encoders?.GetValueOrDefault(name) is { } own ? OwnEncoder.Of(table[name], own) : EncoderChoice.Of(table[name], settings))]);
    }

    /// <summary>The matrix [rows × width], row after row.</summary>
    /// <remarks>Columns are found by name: their order does not matter, and others are not looked at.</remarks>
    /// <exception cref="InvalidFileException">A column is not there, or a cell is not a number where one was trained on.</exception>
    public float[] Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column[] columns = Find(table);
        var matrix = new float[checked(table.Rows * Width)];
        int number = 0, plain = Layout.Numbers, code = Layout.Numbers + Layout.Plain;
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnEncoder encoder = Columns[i];
            encoder.Apply(table, columns[i], new EncodedRows(matrix, Width, number, plain, code));
            (number, plain, code) = (number + encoder.Numbers.Count, plain + encoder.Plain.Count, code + (encoder.Codes > 0 ? 1 : 0));
        }
        return matrix;
    }

    /// <summary>The same as rules, column after column, for programs in other languages.</summary>
    /// <exception cref="NotSupportedException">A column is encoded by your own code.</exception>
    internal IReadOnlyList<CellRule> Rules()
    {
        var rules = new List<CellRule>();
        int number = 0, plain = Layout.Numbers, code = Layout.Numbers + Layout.Plain;
        foreach (ColumnEncoder column in Columns)
        {
            rules.AddRange(column.Rules(number, plain, code));
            (number, plain, code) = (number + column.Numbers.Count, plain + column.Plain.Count, code + (column.Codes > 0 ? 1 : 0));
        }
        return rules;
    }

    /// <summary>The same encoders with the ranges of more rows than they are fitted to, where those are known.</summary>
    /// <param name="range">of a column; not finite where it is not known</param>
    internal TableEncoder Ranged(Func<string, (double Low, double High)> range) => new([.. Columns.Select(column =>
        column.Range is { } own && range(column.Column) is { Low: var low, High: var high } && double.IsFinite(high - low)
            ? column with { Range = new(Math.Min(own.Low, low), Math.Max(own.High, high)) }
            : column)]);

    /// <summary>What of these training rows is not kept, in sentences.</summary>
    internal IEnumerable<Advice> Notes(Table training) =>
        Columns.Select(column => column.Note(training[column.Column])).OfType<string>().Select(note => new Advice(note));

    Column[] Find(Table table)
    {
        string[] absent = [.. Columns.Select(column => column.Column).Where(name => table.Find(name) is null)];
        if (absent.Length > 0) throw table.Invalid(table.Absent(absent).Also(". The model was trained with what is missing"));
        return [.. Columns.Select(column => table[column.Column])];
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (ColumnEncoder column in Columns) column.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public string ToJson() => JsonText.Write(Write);

    public static TableEncoder FromJson(string json, string source = "encoders") => Read(StrictJson.Parse(json, source, "encoders"));

    internal static TableEncoder Read(StrictJson json)
    {
        if (json.IsArray)
            throw json.Invalid("are of a model that an earlier version wrote, with its inputs in another order. Train it again");
        json.OnlyKeys("columns");
        ColumnEncoder[] columns = [.. json["columns"].Items().Select(EncoderKind.Encoder)];
        if (columns.DistinctBy(column => column.Column).Count() < columns.Length) throw json.Invalid("has a column twice");
        return new(columns);
    }

    public bool Equals(TableEncoder? other) => other is not null && Columns.Equals(other.Columns);

    public override int GetHashCode() => Columns.GetHashCode();
}
