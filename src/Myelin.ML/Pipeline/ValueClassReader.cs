using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Reads a label of values; the predicted key has those that occur, in the model's order.</summary>
/// <param name="text">the class of a value; null for a missing one</param>
sealed class ValueClassReader<T>(string name, Func<T> next, Func<T, string?> text) : ClassReader
{
    readonly Dictionary<string, T> _values = [];
    readonly List<string?> _cells = [];

    public override void Read()
    {
        T value = next();
        string? word = text(value);
        if (word is not null) _values.TryAdd(word, value);
        _cells.Add(word);
    }

    public override IEnumerable<Column> Columns() => [CategoryColumn.Of(name, ColumnType.Category, _cells)];

    public override LabelClasses Classes(IReadOnlyList<string> names) =>
        new(new ClassValues<T>([.. names.Select(name => _values[name])]), [.. Enumerable.Range(0, names.Count)]);
}
