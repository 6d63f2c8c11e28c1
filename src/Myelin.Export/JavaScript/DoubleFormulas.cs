using System.Globalization;
using System.Text;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>Formulas of numbers in double precision as functions of JavaScript.</summary>
sealed class DoubleFormulas
{
    const string Letter = "x";

    readonly FormulaSource _source = FormulaSource.JavaScript(FormulaPrecision.Double);
    readonly HashSet<string> _named = [];
    int _rules;

    /// <summary>Adds the formula of a rule, and gives its place in the list FORMULAS.</summary>
    public int Rule(Expression formula)
    {
        _source.Add(string.Create(CultureInfo.InvariantCulture, $"rule_{_rules}"), [Letter], formula);
        return _rules++;
    }

    /// <summary>Adds a function that the runtime calls by this name, once.</summary>
    public void Named(string name, Func<Expression, Expression> formula)
    {
        if (_named.Add(name)) _source.Add(name, [Letter], formula(Expression.Letter(Letter)));
    }

    public override string ToString()
    {
        var text = new StringBuilder(_source.ToString());
        text.Append("\nconst FORMULAS = [");
        for (int rule = 0; rule < _rules; rule++) text.Append(CultureInfo.InvariantCulture, $"{(rule > 0 ? ", " : "")}rule_{rule}");
        return text.Append("];\n").ToString();
    }
}
