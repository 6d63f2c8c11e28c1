using System.Text.Json;
using Myelin.Files;

namespace Myelin.Tabular;

/// <summary>Turns the rows of a table into a matrix of numbers, each column by its encoder.</summary>
public sealed record TableEncoder(EquatableArray<ColumnEncoder> Columns)
{
    /// <summary>The names of the matrix's columns.</summary>
    public IReadOnlyList<string> Outputs { get; } = [.. Columns.SelectMany(column => column.Outputs)];

    /// <summary>Columns of the matrix.</summary>
    public int Width => Outputs.Count;

    /// <summary>Numbers, booleans and dates become scaled numbers, categories one-hot; fitted to these rows.</summary>
    /// <param name="columns">the columns to encode, in this order</param>
    public static TableEncoder Fit(
        Table table, IEnumerable<string> columns, ScalingKind scaling = ScalingKind.Standard, int mostWords = OneHotEncoder.MostWords)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(
        [
            .. columns.Select(name => table[name]).Select<Column, ColumnEncoder>(column => column.Type is ColumnType.Category or ColumnType.Text
                ? OneHotEncoder.Fit(column, mostWords)
                : NumberEncoder.Fit(column, scaling)),
        ]);
    }

    /// <summary>The matrix [rows × width], row after row.</summary>
    /// <remarks>Columns are found by name: their order does not matter, and others are not looked at.</remarks>
    /// <exception cref="InvalidFileException">A column is not there, or a cell is not a number where one was trained on.</exception>
    public float[] Apply(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column[] columns = Find(table);
        var matrix = new float[checked(table.Rows * Width)];
        int first = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            Columns[i].Apply(table, columns[i], matrix, Width, first);
            first += Columns[i].Outputs.Count;
        }
        return matrix;
    }

    Column[] Find(Table table)
    {
        string[] absent = [.. Columns.Select(column => column.Column).Where(name => table.Find(name) is null)];
        if (absent.Length > 0) throw table.Invalid(table.Absent(absent) + ". The model was trained with what is missing");
        return [.. Columns.Select(column => table[column.Column])];
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (ColumnEncoder column in Columns) column.Write(json);
        json.WriteEndArray();
    }

    public string ToJson() => JsonText.Write(Write);

    public static TableEncoder FromJson(string json, string source = "encoders") => Read(StrictJson.Parse(json, source, "encoders"));

    internal static TableEncoder Read(StrictJson json)
    {
        ColumnEncoder[] columns = [.. json.Items().Select(ColumnEncoder.Read)];
        if (columns.DistinctBy(column => column.Column).Count() < columns.Length) throw json.Invalid("has a column twice");
        return new(columns);
    }

    public bool Equals(TableEncoder? other) => other is not null && Columns.Equals(other.Columns);

    public override int GetHashCode() => Columns.GetHashCode();
}
