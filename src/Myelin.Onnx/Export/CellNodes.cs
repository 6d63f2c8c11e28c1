using Myelin.Numerics;
using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>Cells as the networks' input row: an input for each column, and nodes that encode all columns of a kind at once.</summary>
/// <remarks>Numbers are doubles until their scaling is done; a missing one is NaN. Words are strings; any word that is none of the
/// categories is a missing one.</remarks>
sealed class CellNodes : ICellTarget
{
    readonly GraphBuilder _graph;
    readonly List<(int First, int Count, string Value)> _parts = [];
    readonly List<(NumberRule Rule, string Value)> _numbers = [];
    readonly Dictionary<string, string> _inputs = [], _words = [];
    readonly DateNodes _dates;

    CellNodes(GraphBuilder graph, TableEncoder encoder)
    {
        _graph = graph;
        foreach (ColumnEncoder column in encoder.Columns)
            _inputs.Add(column.Column, graph.Input(column.Column, TypeOf(column), "N", 1));
        _dates = new(graph, [.. encoder.Columns.Where(column => column.Type == ColumnType.Date).Select(column => column.Column)]);
        Booleans = [.. encoder.Columns.Where(column => column.Type == ColumnType.Boolean).Select(column => column.Column)];
    }

    HashSet<string> Booleans { get; }

    /// <summary>Writes the rules, and says where the encoded row is: float [N × width].</summary>
    public static string Write(GraphBuilder graph, TabularProgram program)
    {
        var nodes = new CellNodes(graph, program.Model.Encoder);
        using IDisposable scope = graph.Scope("encoded row");
        foreach (CellRule rule in program.Rules) rule.Write(nodes);
        nodes.WriteNumbers();
        return nodes.Row();
    }

    /// <summary>What a column's cells are in the file: double, or string.</summary>
    public static OnnxType TypeOf(ColumnEncoder column) => column.Categories is null ? OnnxType.Double : OnnxType.String;

    public void Words(WordRule rule)
    {
        (string[] words, float[] table) = (Spelled(rule), rule.Table);
        int[] rows = [.. words.Select(word => IndexOf(rule.Words, word))];
        string cells = _inputs[rule.Column];
        if (rule.Count == 1 && words.Length > 0)
        {
            Add(rule, _graph.Node("LabelEncoder",
            [
                ("keys_strings", words), ("values_floats", Array.ConvertAll(rows, row => table[row])), ("default_float", rule.Unknown[0]),
            ], cells));
            return;
        }
        // a list of words cannot be empty; "" is a missing cell like any other unknown word
        if (words.Length == 0) (words, rows) = ([""], [-1]);
        string row = _graph.Node("LabelEncoder",
            [("keys_strings", words), ("values_int64s", Array.ConvertAll(rows, row => row + 1L)), ("default_int64", 0L)],
            _graph.Reshape(cells, -1));
        float[] all = [.. rule.Unknown, .. table];
        Add(rule, _graph.Node("Gather", [("axis", 0L)],
            _graph.Constant([rule.Words.Count + 1, rule.Count], all, $"{rule.Column} table"), row));
    }

    public void Number(NumberRule rule) => _numbers.Add((rule, rule.Part is { } part
        ? _dates.Part(rule.Column, part, rule.Missing)
        : Present(rule.Column, rule.Missing)));

    public void Mark(MarkRule rule) =>
        Add(rule, _graph.Node("Where", IsMissing(rule.Column), _graph.Number(rule.Missing), _graph.Number(rule.Present)));

    public void Pieces(PiecesRule rule)
    {
        string x = Present(rule.Column, rule.Missing);
        Expression[] places = [.. Enumerable.Range(1, rule.Bounds.Count - 1).Select(t => PiecewiseLinear.Place(
            s_letter, Expression.Exactly(rule.Bounds[t - 1]), Expression.Exactly(rule.Bounds[t])))];
        Add(rule, _graph.Cast(Of(x, places), OnnxType.Float));
    }

    public void Circle(CircleRule rule) => Add(rule, _dates.Circle(rule));

    static readonly Expression s_letter = Expression.Letter(NumberRule.Letter);

    string IsMissing(string column) => _graph.Node("IsNaN", _inputs[column]);

    string Present(string column, double missing) =>
        _graph.Node("Where", IsMissing(column), _graph.Number(missing), _inputs[column]);

    // all numbers whose formulas differ in their constants alone, side by side
    void WriteNumbers()
    {
        foreach (var alike in _numbers.GroupBy(number => Shape(number.Rule.Formula.Node)))
        {
            (NumberRule Rule, string Value)[] group = [.. alike];
            string x = _graph.Concat([.. group.Select(number => number.Value)]);
            string rows = _graph.Cast(Of(x, [.. group.Select(number => number.Rule.Formula)]), OnnxType.Float);
            for (int i = 0, from = 0; i < group.Length; from = ++i)
            {
                while (i + 1 < group.Length && group[i + 1].Rule.First == group[i].Rule.First + 1) i++;
                int count = i - from + 1;
                _parts.Add((group[from].Rule.First, count, count == group.Length ? rows : _graph.Columns(rows, from, count)));
            }
        }
    }

    // formulas of the same x, or each of a column of it
    string Of(string x, Expression[] formulas) =>
        new FormulaNodes(_graph, OnnxType.Double, letters => letters.All(letter => letter.Name == NumberRule.Letter) ? x : null)
            .Write(formulas);

    // a formula without its numbers
    static string Shape(Node node) => node.Operation is Operation.Constant or Operation.Letter && !double.IsNaN(node.Number)
        ? "0"
        : $"{node.Operation}({string.Join(',', node.Arguments.Select(Shape))})";

    string Row() => _graph.Concat([.. _parts.OrderBy(part => part.First).Select(part => part.Value)]);

    void Add(CellRule rule, string value) => _parts.Add((rule.First, rule.Count, value));

    // truth values in the spellings that programs have
    string[] Spelled(WordRule rule) => !Booleans.Contains(rule.Column) ? [.. rule.Words]
        : [.. rule.Words.SelectMany(word => (string[])[word, $"{char.ToUpperInvariant(word[0])}{word[1..]}", word.ToUpperInvariant()])
            .Distinct()];

    static int IndexOf(IReadOnlyList<string> words, string word)
    {
        for (int i = 0; i < words.Count; i++)
            if (words[i] == word) return i;
        for (int i = 0; i < words.Count; i++)
            if (words[i].Equals(word, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}
