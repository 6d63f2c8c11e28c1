using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Truth values.</summary>
sealed class TruthReader(IReadOnlyList<string> names, Func<bool[]> next) : CellReader
{
    readonly List<bool?>[] _cells = [.. names.Select(_ => new List<bool?>())];

    public override void Read()
    {
        bool[] truths = next();
        for (int i = 0; i < _cells.Length; i++) _cells[i].Add(truths[i]);
    }

    public override IEnumerable<Column> Columns() => names.Select((name, i) => Column.Of(name, [.. _cells[i]]));
}
