using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Words, each kept once. Empty cells and the words of <see cref="TableOptions.AlwaysMissing"/> are missing.</summary>
sealed class WordReader(IReadOnlyList<string> names, Func<ReadOnlyMemory<char>[]> next) : CellReader
{
    static readonly HashSet<string> s_missing = [.. TableOptions.AlwaysMissing];

    readonly Words[] _columns = [.. names.Select(_ => new Words())];

    public override void Read()
    {
        ReadOnlyMemory<char>[] words = next();
        for (int i = 0; i < _columns.Length; i++) _columns[i].Add(words[i].Span);
    }

    public override IEnumerable<Column> Columns() => names.Select((name, i) => _columns[i].Column(name));

    sealed class Words
    {
        readonly Dictionary<string, int> _places = [];
        readonly List<string> _words = [];
        readonly List<int> _codes = [];

        public void Add(ReadOnlySpan<char> word)
        {
            var places = _places.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!places.TryGetValue(word, out int code))
            {
                if (s_missing.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)) code = CategoryColumn.MissingCode;
                else
                {
                    code = _words.Count;
                    _words.Add(word.ToString());
                    _places.Add(_words[code], code);
                }
            }
            _codes.Add(code);
        }

        // free text, by the rule that files are read by: more distinct values than half of the cells
        public CategoryColumn Column(string name)
        {
            int present = _codes.Count(code => code >= 0);
            ColumnType type = 2L * _words.Count > present && _words.Count > 1 ? ColumnType.Text : ColumnType.Category;
            return new(name, type, [.. _codes], _words);
        }
    }
}
