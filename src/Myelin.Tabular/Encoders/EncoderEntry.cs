namespace Myelin.Tabular;

/// <summary>What a file says of an encoder, asked for by name. What is missing or of another type is refused with its place.</summary>
/// <remarks>All of its members throw <see cref="InvalidFileException"/>.</remarks>
public sealed class EncoderEntry
{
    internal EncoderEntry(StrictJson json) => Json = json;

    internal StrictJson Json { get; }

    /// <summary>The column's name.</summary>
    public string Column => Json["column"].Text();

    public ColumnType Type => ColumnTypeName.Read(Json["type"]);

    /// <summary>A finite number.</summary>
    public double Number(string name) => Json[name].Number();

    public IReadOnlyList<double> Numbers(string name) => [.. Json[name].Items().Select(item => item.Number())];

    public string Text(string name) => Json[name].Text();

    public IReadOnlyList<string> Texts(string name) => Json[name].Texts();

    public bool Flag(string name) => Json[name].Boolean();
}
