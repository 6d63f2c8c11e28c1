using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// One number for each word, 1 at the cell's word and 0 elsewhere, each scaled on its own. Where the cell is missing or its word was not
/// among the training rows' (or was too rare to have a number of its own) all are 0, or one more number is 1.
/// </summary>
/// <remarks>In ONNX: OneHot, or LabelEncoder and OneHot for words, and the scalings' operators over all columns at once.</remarks>
/// <param name="Words">in ordinal order</param>
/// <param name="HasOther">whether there is the last number; without it such a cell is all zeros</param>
/// <param name="Scalings">of each number; null where they stay 0 and 1</param>
public sealed record OneHotEncoder(
    string Column, ColumnType Type, EquatableArray<string> Words, bool HasOther = true, EquatableArray<Scaling>? Scalings = null)
    : ColumnEncoder(Column, Type)
{
    internal static readonly EncoderKind OfFiles = new("one-hot", ["words", "other", "scalings"], entry => ReadFields(entry.Json));

    public override EncoderKind Kind => OfFiles;

    /// <summary>Words with numbers of their own unless said otherwise: the most frequent.</summary>
    public const int MostWords = 100;

    readonly Dictionary<string, int> _slots = WordCounts.Places(Words);

    public override IReadOnlyList<string> Plain =>
        [.. Words.Select(word => $"{Column} = {word}"), .. HasOther ? [$"{Column} other"] : Array.Empty<string>()];

    internal override IReadOnlyList<string> Categories => Words;

    internal override bool Knows(string category) => _slots.ContainsKey(category);

    /// <param name="most">words with numbers of their own; of equally frequent ones, the first in ordinal order</param>
    public static OneHotEncoder Fit(Column column, int most = MostWords, bool hasOther = true, ScalingKind scaling = ScalingKind.None)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        string[] words = [.. WordCounts.Of(column).Take(most).Select(count => count.Word).Order(StringComparer.Ordinal)];
        var encoder = new OneHotEncoder(column.Name, column.Type, words, hasOther);
        return scaling == ScalingKind.None ? encoder : encoder.Scaled(column, scaling);
    }

    OneHotEncoder Scaled(Column column, ScalingKind scaling)
    {
        int[] slots = WordCounts.Rows(column, Slot);
        var cells = new double[slots.Length];
        var scalings = new Scaling[Plain.Count];
        for (int i = 0; i < scalings.Length; i++)
        {
            for (int row = 0; row < cells.Length; row++) cells[row] = slots[row] == i ? 1 : 0;
            scalings[i] = Scaling.Fit(scaling, cells);
        }
        return this with { Scalings = scalings };
    }

    /// <summary>The place of a word among the outputs, or −1 where a cell is all zeros.</summary>
    /// <param name="word">null for a missing cell</param>
    public int Slot(string? word) => word is not null && _slots.TryGetValue(word, out int slot) ? slot : HasOther ? Words.Count : -1;

    internal override void Apply(Table table, Column column, EncodedRows rows)
    {
        int count = Words.Count + (HasOther ? 1 : 0);
        float[] zeros = new float[count], ones = new float[count];
        for (int i = 0; i < count; i++)
            (zeros[i], ones[i]) = Scalings is null ? (0, 1) : ((float)Scalings[i].Apply(0), (float)Scalings[i].Apply(1));
        int[] slots = WordCounts.Rows(column, Slot);
        for (int row = 0; row < slots.Length; row++)
        {
            Span<float> cell = rows.Plain(row, 0, count);
            zeros.CopyTo(cell);
            if (slots[row] >= 0) cell[slots[row]] = ones[slots[row]];
        }
    }

    internal override IEnumerable<CellRule> Rules(int number, int plain, int code)
    {
        int count = Plain.Count;
        var table = new float[(Words.Count + 1) * count];
        for (int i = 0; i < table.Length; i++)
            table[i] = Scalings is null ? i / count == i % count ? 1 : 0 : (float)Scalings[i % count].Apply(i / count == i % count ? 1 : 0);
        // the row after the last word's is that of others
        return [new WordRule(Column, plain, Words, table[..(Words.Count * count)], table[(Words.Count * count)..])];
    }

    internal override string? Note(Column training) => training.Distinct > Words.Count
        ? $"{Column} has {training.Distinct} distinct categories; the {Words.Count} most frequent have inputs of their own"
        : null;

    private protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteStrings("words", Words);
        json.WriteBoolean("other", HasOther);
        if (Scalings is null) return;
        json.WriteStartArray("scalings");
        foreach (Scaling scaling in Scalings) scaling.Write(json);
        json.WriteEndArray();
    }

    static OneHotEncoder ReadFields(StrictJson json)
    {
        ColumnType type = ColumnTypeName.Read(json["type"]);
        var encoder = new OneHotEncoder(json["column"].Text(), type, JsonText.Words(json["words"]), json["other"].Boolean());
        if (json.Find("scalings") is not { } found) return encoder;
        Scaling[] scalings = [.. found.Items().Select(Scaling.Read)];
        return scalings.Length == encoder.Plain.Count ? encoder with { Scalings = scalings }
            : throw found.Invalid($"are {scalings.Length}, but there are {encoder.Plain.Count} numbers");
    }

    public bool Equals(OneHotEncoder? other) =>
        base.Equals(other) && Words.Equals(other.Words) && HasOther == other.HasOther && Equals(Scalings, other.Scalings);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Words, HasOther, Scalings);
}
