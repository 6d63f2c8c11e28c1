using System.Text.Json;
using Myelin.Files;

namespace Myelin.Tabular;

/// <summary>
/// One number for each word, 1 at the cell's word and 0 elsewhere, and one more that is 1 where the cell is missing or its word was not
/// among the training rows' (or was too rare to have a number of its own).
/// </summary>
/// <remarks>In ONNX: OneHot, or LabelEncoder and OneHot for words.</remarks>
/// <param name="Words">in ordinal order</param>
/// <param name="HasOther">whether there is the last number; without it such a cell is all zeros</param>
public sealed record OneHotEncoder(string Column, ColumnType Type, EquatableArray<string> Words, bool HasOther = true)
    : ColumnEncoder(Column, Type)
{
    /// <summary>Words with numbers of their own unless said otherwise: the most frequent.</summary>
    public const int MostWords = 100;

    readonly Dictionary<string, int> _slots = Slots(Words);

    public override IReadOnlyList<string> Outputs =>
        [.. Words.Select(word => $"{Column} = {word}"), .. HasOther ? [$"{Column} other"] : Array.Empty<string>()];

    /// <param name="most">words with numbers of their own; of equally frequent ones, the first in ordinal order</param>
    public static OneHotEncoder Fit(Column column, int most = MostWords, bool hasOther = true)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var counts = new Dictionary<string, int>();
        for (int row = 0; row < column.Count; row++)
            if (column.Text(row) is string word) counts[word] = counts.GetValueOrDefault(word) + 1;
        string[] words = [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Take(most).Select(count => count.Key).Order(StringComparer.Ordinal)];
        return new(column.Name, column.Type, words, hasOther);
    }

    /// <summary>The place of a word among the outputs, or −1 where a cell is all zeros.</summary>
    /// <param name="word">null for a missing cell</param>
    public int Slot(string? word) => word is not null && _slots.TryGetValue(word, out int slot) ? slot : HasOther ? Words.Count : -1;

    internal override void Apply(Table table, Column column, Span<float> matrix, int width, int first)
    {
        // a word is looked up once, not in every row
        int[]? slots = column is CategoryColumn words ? [.. words.Words.Select(Slot)] : null;
        int other = Slot(null), count = Words.Count + (HasOther ? 1 : 0);
        for (int row = 0; row < column.Count; row++)
        {
            Span<float> cell = matrix.Slice(row * width + first, count);
            cell.Clear();
            int slot = slots is null ? Slot(column.Text(row)) : ((CategoryColumn)column).Codes[row] is >= 0 and int code ? slots[code] : other;
            if (slot >= 0) cell[slot] = 1;
        }
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("encoder", "one-hot");
        json.WriteString("column", Column);
        json.WriteString("type", Type.ToString().ToLowerInvariant());
        json.WriteStrings("words", Words);
        json.WriteBoolean("other", HasOther);
        json.WriteEndObject();
    }

    internal static OneHotEncoder ReadFields(StrictJson json)
    {
        json.OnlyKeys("encoder", "column", "type", "words", "other");
        string[] words = json["words"].Texts();
        if (words.Distinct().Count() < words.Length) throw json["words"].Invalid("has a word twice");
        return new(json["column"].Text(), JsonText.Type(json["type"]), words, json["other"].Boolean());
    }

    public bool Equals(OneHotEncoder? other) =>
        base.Equals(other) && Words.Equals(other.Words) && HasOther == other.HasOther;

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Words, HasOther);

    static Dictionary<string, int> Slots(EquatableArray<string> words) =>
        words.Select((word, slot) => (word, slot)).ToDictionary(pair => pair.word, pair => pair.slot);
}
