using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Dates in ticks.</summary>
sealed class DateReader(IReadOnlyList<string> names, Func<long[]> next) : CellReader
{
    readonly List<DateTime?>[] _cells = [.. names.Select(_ => new List<DateTime?>())];

    public override void Read()
    {
        long[] ticks = next();
        for (int i = 0; i < _cells.Length; i++) _cells[i].Add(ticks[i] == 0 ? null : new DateTime(ticks[i]));
    }

    public override IEnumerable<Column> Columns() => names.Select((name, i) => Column.Of(name, [.. _cells[i]]));
}
