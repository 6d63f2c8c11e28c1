using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>Carries the rules of cells out as a program does, without the encoders that they are of.</summary>
sealed class CellRun : ICellTarget
{
    readonly TabularProgram _program;
    readonly Dictionary<WordRule, Dictionary<string, int>> _places = new(ReferenceEqualityComparer.Instance);
    Table _table;
    int _row;
    float[] _x = [];

    public CellRun(TabularProgram program, Table table) => (_program, _table) = (program, table);

    /// <summary>The networks' input row of a row of the table.</summary>
    public float[] Of(int row)
    {
        (_row, _x) = (row, new float[_program.Model.Encoder.Width]);
        foreach (CellRule rule in _program.Rules) rule.Write(this);
        return _x;
    }

    void ICellTarget.Words(WordRule rule)
    {
        if (!_places.TryGetValue(rule, out Dictionary<string, int>? places))
            _places[rule] = places = rule.Words.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i);
        string? word = _table[rule.Column].Text(_row);
        ReadOnlySpan<float> numbers = word is not null && places.TryGetValue(word, out int place)
            ? rule.Table.AsSpan(place * rule.Count, rule.Count)
            : rule.Unknown;
        numbers.CopyTo(_x.AsSpan(rule.First));
    }

    void ICellTarget.Number(NumberRule rule) => _x[rule.First] = (float)Value(rule.Formula, Cell(rule.Column, rule.Part, rule.Missing));

    void ICellTarget.Mark(MarkRule rule) => _x[rule.First] = _table[rule.Column].IsMissing(_row) ? rule.Missing : rule.Present;

    void ICellTarget.Pieces(PiecesRule rule)
    {
        var v = new Scalar<double>(Cell(rule.Column, null, rule.Missing));
        for (int t = 0; t < rule.Count; t++)
            _x[rule.First + t] = (float)PiecewiseLinear.Place<Scalar<double>>(v, new(rule.Bounds[t]), new(rule.Bounds[t + 1])).Value;
    }

    void ICellTarget.Circle(CircleRule rule)
    {
        if ((_table[rule.Column] as DateColumn)?[_row] is not { } date) return;
        if (rule.Places is { } places)
        {
            int place = rule.Part == DatePart.Month ? date.Month - 1 : (int)date.DayOfWeek;
            (_x[rule.First], _x[rule.First + 1]) = (places[2 * place], places[2 * place + 1]);
            return;
        }
        double share = date.TimeOfDay.Ticks / (double)TimeSpan.TicksPerDay;
        _x[rule.First] = (float)Value(CircleFormulas.Sine, share);
        _x[rule.First + 1] = (float)Value(CircleFormulas.Cosine, share);
    }

    double Cell(string column, DatePart? part, double missing)
    {
        Column cells = _table[column];
        if (cells.IsMissing(_row)) return missing;
        return part switch
        {
            DatePart.Year => ((DateColumn)cells)[_row]!.Value.Year,
            DatePart.Day => ((DateColumn)cells)[_row]!.Value.Day,
            _ => cells.Number(_row),
        };
    }

    static double Value(Expression formula, double x) =>
        FormulaValue.Of(formula.Node, node => node.Name == NumberRule.Letter ? x : node.Number);
}
