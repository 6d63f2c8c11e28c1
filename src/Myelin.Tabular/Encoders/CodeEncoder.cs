using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// The place of the cell's word among the known ones, from 1 on; 0 where it is missing, unseen, or was too
/// rare to be known. To be embedded.
/// </summary>
/// <remarks>In ONNX: LabelEncoder, and Gather for the embedding. A float32 holds every code exactly.</remarks>
/// <param name="Words">in ordinal order</param>
public sealed record CodeEncoder(string Column, ColumnType Type, EquatableArray<string> Words) : ColumnEncoder(Column, Type)
{
    internal static readonly EncoderKind OfFiles = new("code", ["words"], entry => ReadFields(entry.Json));

    public override EncoderKind Kind => OfFiles;

    /// <summary>Float32 holds whole numbers up to here.</summary>
    const int Most = (1 << 24) - 1;

    readonly Dictionary<string, int> _places = WordCounts.Places(Words);

    public override int Codes => Words.Count + 1;

    internal override IReadOnlyList<string> Categories => Words;

    internal override bool Knows(string category) => _places.ContainsKey(category);

    /// <summary>The code of a word.</summary>
    /// <param name="word">null for a missing cell</param>
    public int Code(string? word) => word is not null && _places.TryGetValue(word, out int place) ? place + 1 : 0;

    internal override void Apply(Table table, Column column, EncodedRows rows)
    {
        int[] codes = WordCounts.Rows(column, Code);
        for (int row = 0; row < codes.Length; row++) rows.Code(row) = codes[row];
    }

    internal override IEnumerable<CellRule> Rules(int number, int plain, int code) =>
        [new WordRule(Column, code, Words, [.. Words.Select((_, place) => place + 1f)], [0])];

    internal override string? Note(Column training) => (training.Distinct - Words.Count) switch
    {
        <= 0 => null,
        1 => $"{Column} has {training.Distinct} distinct categories; the rarest is treated as an unseen category",
        var rare => $"{Column} has {training.Distinct} distinct categories; the {rare} rarest are treated as unseen categories",
    };

    private protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteStrings("words", Words);
    }

    static CodeEncoder ReadFields(StrictJson json)
    {
        string[] words = JsonText.Words(json["words"]);
        if (words.Length > Most) throw json["words"].Invalid($"are more than {Most}");
        return new(json["column"].Text(), ColumnTypeName.Read(json["type"]), words);
    }

    public bool Equals(CodeEncoder? other) => base.Equals(other) && Words.Equals(other.Words);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Words);
}
