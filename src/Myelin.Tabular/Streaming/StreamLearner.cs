using System.Runtime.InteropServices;

namespace Myelin.Tabular;

/// <summary>
/// The first pass: takes rows to the cache, block after block, and learns what the columns are, by the rules of tables in memory.
/// </summary>
sealed class StreamLearner : IDisposable
{
    /// <summary>Cells of a block, where there are so many columns that its rows are fewer.</summary>
    const int BlockCells = 1 << 20;

    readonly RowSource _rows;
    readonly TableOptions _options;
    readonly Dictionary<string, ColumnType> _types;
    readonly ColumnBuilder?[] _builders;
    readonly DistinctCount[] _numbers;
    readonly ValueRange?[] _ranges;
    readonly (long Low, long High)[] _moments;
    readonly int _blockRows;
    readonly List<int> _places = [];
    int _count;

    public StreamLearner(RowSource rows, Dictionary<string, ColumnType> types, TableOptions options, StreamOptions streaming)
    {
        (_rows, _types, _options) = (rows, types, options);
        _builders = TableShape.Builders(rows.Columns, types, options, rows.Name, canReread: true,
            WordBound.Of(rows.Columns.Count, streaming.Words));
        _numbers = [.. _builders.Select(_ => DistinctCount.Of(rows.Columns.Count))];
        _ranges = new ValueRange?[_builders.Length];
        _moments = [.. _builders.Select(_ => (long.MaxValue, long.MinValue))];
        _blockRows = Math.Clamp(BlockCells / rows.Columns.Count, 1, streaming.BlockRows);
        Cache = new RowCache(streaming.Cache ?? Path.GetTempPath());
    }

    public RowCache Cache { get; }

    public int Rows => _count;

    /// <summary>Reads a block.</summary>
    /// <returns>false where there was none left</returns>
    public bool ReadBlock()
    {
        while (_places.Count < _blockRows && _rows.Read())
        {
            for (int i = 0; i < _builders.Length; i++)
                if (_builders[i] is { } builder) _rows.AddTo(builder, i, _rows.Place);
            _places.Add(_rows.Place);
        }
        if (_places.Count == 0) return false;
        for (int i = 0; i < _builders.Length; i++)
            if (_builders[i] is { } builder)
            {
                _numbers[i].Add(builder.Numbers);
                _ranges[i] = ValueRange.Of(builder.Numbers, _ranges[i]);
                foreach (long ticks in builder.Ticks)
                    if (ticks != DateColumn.MissingTicks)
                        _moments[i] = (Math.Min(_moments[i].Low, ticks), Math.Max(_moments[i].High, ticks));
            }
        Cache.Append(_builders, CollectionsMarshal.AsSpan(_places));
        _count = checked(_count + _places.Count);
        _places.Clear();
        return true;
    }

    /// <summary>
    /// What the columns are; null if the cells of some have to be read again as what they turned out to be, which the types then say.
    /// </summary>
    /// <param name="misread">columns that have to be read again</param>
    public IReadOnlyList<ColumnForm>? Forms(out IReadOnlyList<string> misread)
    {
        if (_count == 0) throw new InvalidFileException(_rows.Name, _rows.Empty);
        var (forms, again) = (new List<ColumnForm>(), new List<string>());
        foreach (ColumnBuilder builder in _builders.OfType<ColumnBuilder>())
        {
            Exception Invalid(int place, Advice problem) => _rows.Invalid(place, builder.Name, problem);
            if (builder.Form(Invalid) is { } form)
            {
                forms.Add(form);
                continue;
            }
            _types[builder.Name] = builder.Verdict(Invalid);
            again.Add(builder.Name);
        }
        misread = again;
        return again.Count == 0 ? forms : null;
    }

    /// <summary>How the columns turned out to be written.</summary>
    public ColumnsRead Read(IReadOnlyList<ColumnForm> forms)
    {
        var read = new ColumnsRead();
        foreach ((ColumnForm form, ColumnBuilder builder) in forms.Zip(_builders.OfType<ColumnBuilder>()))
            read.Add(form, builder, TableShape.IsAsked(_options, form.Name), place => $"{_rows.Unit} {place}");
        return read;
    }

    /// <summary>What is known of each column but its cells.</summary>
    /// <param name="examples">the first cell of each that is not missing</param>
    public Dictionary<string, ColumnFacts> Facts(IReadOnlyList<ColumnForm> forms, IReadOnlyDictionary<string, string> examples)
    {
        var facts = new Dictionary<string, ColumnFacts>();
        for (int i = 0; i < _builders.Length; i++)
        {
            if (_builders[i] is not { } builder) continue;
            ColumnType type = forms[facts.Count].Type;
            int distinct = type switch
            {
                // those with a unit may have been words at first
                ColumnType.Number => Math.Max(_numbers[i].Estimate, forms[facts.Count].Words.Count > 0 ? builder.DifferentWords : 0),
                ColumnType.Boolean => forms[facts.Count].Words.Select(BooleanColumn.CodeOf).Distinct().Count(),
                _ => builder.DifferentWords,
            };
            facts.Add(builder.Name,
                new(builder.Name, type, _count, _count - builder.Present, distinct, examples.GetValueOrDefault(builder.Name))
                {
                    Values = () => null,
                    Bounds = BoundsOf(forms[facts.Count], i),
                });
        }
        return facts;
    }

    Func<(double, double)> BoundsOf(ColumnForm form, int i)
    {
        ValueRange? range = form.Type switch
        {
            ColumnType.Number when form.Words.Count > 0 => ValueRange.Of(ColumnForm.NumbersOf(form.Words, form.Written!), _ranges[i]),
            ColumnType.Number => _ranges[i],
            // those that were kept as words, and those that were too many for that
            ColumnType.Date =>
                ValueRange.Of([.. ColumnForm.TicksOf(form.Words, form.Written).Append(_moments[i].Low).Append(_moments[i].High)
                    .Where(ticks => ticks is not (long.MaxValue or long.MinValue)).Select(DateColumn.Days)]),
            _ => null,
        };
        return () => range is { } known ? (known.Low, known.High) : (double.NaN, double.NaN);
    }

    public void Dispose() => _rows.Dispose();
}
