namespace Myelin.Tabular;

/// <summary>Dates in 8 bytes a cell.</summary>
public sealed class DateColumn : Column
{
    internal const long MissingTicks = long.MinValue;

    readonly long[] _ticks;
    int _distinct = -1;

    internal DateColumn(string name, long[] ticks) : base(name, ColumnType.Date) => _ticks = ticks;

    public DateTime? this[int row] => IsMissing(row) ? null : new DateTime(_ticks[row]);

    public override int Count => _ticks.Length;

    public override int Distinct =>
        _distinct >= 0 ? _distinct : _distinct = _ticks.Where(ticks => ticks != MissingTicks).Distinct().Count();

    public override bool IsMissing(int row) => _ticks[row] == MissingTicks;

    public override string? Text(int row) => this[row] is { } date ? DateText.Format(date) : null;

    /// <summary>Days since 1970-01-01, with the time as a fraction.</summary>
    public override double Number(int row) =>
        IsMissing(row) ? double.NaN : Days(_ticks[row]);

    internal static double Days(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerDay;

    internal override Column Join(IReadOnlyList<Column> parts) =>
        new DateColumn(Name, [.. parts.SelectMany(part => ((DateColumn)part)._ticks)]);

    public override Column Take(ReadOnlySpan<int> rows) => new DateColumn(Name, Take<long>(_ticks, rows));
}
