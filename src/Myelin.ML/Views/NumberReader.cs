using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Numbers, divided by a unit.</summary>
sealed class NumberReader(IReadOnlyList<string> names, Func<double[]> next) : CellReader
{
    readonly List<double>[] _cells = [.. names.Select(_ => new List<double>())];

    public double Unit { get; init; } = 1;

    public override void Read()
    {
        double[] numbers = next();
        for (int i = 0; i < _cells.Length; i++) _cells[i].Add(numbers[i] / Unit);
    }

    public override IEnumerable<Column> Columns() => names.Select((name, i) => Column.Of(name, [.. _cells[i]]));
}
