using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Reads a key; 0 is missing. The predicted key has the same values, those that no row has among them.</summary>
sealed class KeyClassReader(string name, Func<ulong> next, KeyTexts texts) : ClassReader
{
    readonly List<int> _codes = [];

    public override void Read()
    {
        ulong key = next();
        _codes.Add(key == 0 || key > (ulong)texts.Texts.Count ? CategoryColumn.MissingCode : (int)(key - 1));
    }

    public override IEnumerable<Column> Columns() => [new CategoryColumn(name, ColumnType.Category, [.. _codes], texts.Texts)];

    public override LabelClasses Classes(IReadOnlyList<string> names)
    {
        Dictionary<string, int> places = texts.Texts.Select((text, place) => (text, place)).ToDictionary(one => one.text, one => one.place);
        return new(texts.Values, [.. names.Select(name => places[name])]);
    }
}
