using System.Globalization;

namespace Myelin.Tabular;

/// <summary>Numbers in 8 bytes a cell; a missing one is NaN.</summary>
public sealed class NumberColumn : Column
{
    readonly double[] _cells;
    int _distinct = -1;

    /// <exception cref="ArgumentException">A cell is infinite.</exception>
    public NumberColumn(string name, double[] cells) : base(name, ColumnType.Number)
    {
        ArgumentNullException.ThrowIfNull(cells);
        int infinite = Array.FindIndex(cells, double.IsInfinity);
        if (infinite >= 0)
            throw new ArgumentException($"Column {name} is infinite in row {infinite + 1}. A missing cell is NaN.", nameof(cells));
        _cells = cells;
    }

    public ReadOnlySpan<double> Cells => _cells;

    public override int Count => _cells.Length;

    public override int Distinct => _distinct >= 0 ? _distinct : _distinct = DifferentCells();

    public override bool IsMissing(int row) => double.IsNaN(_cells[row]);

    public override string? Text(int row) => IsMissing(row) ? null : Format(_cells[row]);

    public override double Number(int row) => _cells[row];

    internal override Column Join(IReadOnlyList<Column> parts) =>
        new NumberColumn(Name, [.. parts.SelectMany(part => ((NumberColumn)part)._cells)]);

    public override Column Take(ReadOnlySpan<int> rows) => new NumberColumn(Name, Take<double>(_cells, rows));

    /// <summary>The shortest text that reads back as the same number; −0 is 0.</summary>
    internal static string Format(double number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);

    int DifferentCells()
    {
        var different = new HashSet<double>();
        foreach (double cell in _cells)
            if (!double.IsNaN(cell)) different.Add(cell);
        return different.Count;
    }
}
