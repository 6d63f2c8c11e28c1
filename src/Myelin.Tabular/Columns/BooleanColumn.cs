namespace Myelin.Tabular;

/// <summary>Truth values in 1 byte a cell.</summary>
public sealed class BooleanColumn : Column
{
    const sbyte MissingCode = -1;

    readonly sbyte[] _cells;

    internal BooleanColumn(string name, sbyte[] cells) : base(name, ColumnType.Boolean) => _cells = cells;

    public bool? this[int row] => IsMissing(row) ? null : _cells[row] == 1;

    public override int Count => _cells.Length;

    public override int Distinct => (_cells.Contains((sbyte)0) ? 1 : 0) + (_cells.Contains((sbyte)1) ? 1 : 0);

    public override bool IsMissing(int row) => _cells[row] == MissingCode;

    public override string? Text(int row) => this[row] switch { true => "true", false => "false", null => null };

    public override double Number(int row) => IsMissing(row) ? double.NaN : _cells[row];

    internal override Column Join(IReadOnlyList<Column> parts) =>
        new BooleanColumn(Name, [.. parts.SelectMany(part => ((BooleanColumn)part)._cells)]);

    public override Column Take(ReadOnlySpan<int> rows) => new BooleanColumn(Name, Take<sbyte>(_cells, rows));

    /// <summary>The same, where it is said that words are truth values: 1 and 0 too.</summary>
    internal static bool? CodeOf(string word) => Parse(word) ?? word switch { "1" => true, "0" => false, _ => null };

    internal static sbyte Code(bool? value) => value switch { true => 1, false => 0, null => MissingCode };

    /// <summary>true and false in any case; null for any other word.</summary>
    internal static bool? Parse(string word) => word.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : word.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : null;
}
