using System.Globalization;
using System.Text;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>The functions of a program's formulas, each written once however often it is used.</summary>
/// <param name="singles">takes those in float</param>
/// <param name="doubles">takes those in double</param>
sealed class Formulas(FormulaSource singles, FormulaSource doubles)
{
    readonly Dictionary<string, string> _names = [];

    /// <summary>The name of a function of numbers in float.</summary>
    public string Single(IReadOnlyList<string> letters, Expression formula) => Add(singles, "f_formula", letters, formula);

    /// <summary>The name of a function of one number x in double.</summary>
    public string Double(Expression formula) => Add(doubles, "d_formula", ["x"], formula);

    /// <summary>The name of a function of rows in float.</summary>
    public string Rows(IReadOnlyList<string> letters, Expression formula, int length) =>
        AddRows(singles, "f_rows", letters, formula, length);

    /// <summary>The name of a function of a row in double.</summary>
    public string DoubleRows(string letter, Expression formula, int length) => AddRows(doubles, "d_rows", [letter], formula, length);

    public override string ToString() => FormulaSource.Join(singles, doubles);

    string Add(FormulaSource source, string prefix, IReadOnlyList<string> letters, Expression formula) =>
        Once($"{prefix} {string.Join(' ', letters)} {Signature(formula.Node)}", prefix, name => source.Add(name, letters, formula));

    string AddRows(FormulaSource source, string prefix, IReadOnlyList<string> letters, Expression formula, int length) =>
        Once($"{prefix} {length} {string.Join(' ', letters)} {Signature(formula.Node)}", prefix,
            name => source.AddRows(name, letters, [], [("row", formula)], length));

    string Once(string key, string prefix, Action<string> add)
    {
        if (_names.TryGetValue(key, out string? known)) return known;
        string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{_names.Count}");
        add(name);
        return _names[key] = name;
    }

    // what it computes: equal for equal formulas
    static string Signature(Node node)
    {
        (var text, var known) = (new StringBuilder(), new Dictionary<Node, int>(ReferenceEqualityComparer.Instance));
        Write(node);
        return text.ToString();

        void Write(Node part)
        {
            if (known.TryGetValue(part, out int number))
            {
                text.Append(CultureInfo.InvariantCulture, $"#{number}");
                return;
            }
            text.Append(CultureInfo.InvariantCulture, $"{part.Operation}:{part.Name}:{BitConverter.DoubleToInt64Bits(part.Number):x}(");
            if (part.Numbers is { } numbers) text.AppendJoin(',', numbers.Select(BitConverter.DoubleToInt64Bits));
            foreach (Node argument in part.Arguments) Write(argument);
            text.Append(')');
            known[part] = known.Count;
        }
    }
}
