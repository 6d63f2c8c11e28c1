using System.Globalization;
using System.Text;

namespace Myelin.Numerics;

/// <summary>
/// Formulas as functions of another language, operation by operation, so that they compute the same bits in single or double precision:
/// C (compiled without contraction of products and sums), JavaScript, or members of a class of C#.
/// </summary>
/// <remarks>Elementary functions are written out from the same C#, and only those that are used.</remarks>
public sealed class FormulaSource
{
    readonly SourceLanguage _language;
    readonly List<string> _functions = [];
    readonly HashSet<Operation> _written = [];
    bool _hasRows;

    FormulaSource(SourceLanguage language) => _language = language;

    public static FormulaSource C(FormulaPrecision precision = FormulaPrecision.Single) =>
        new(new SourceLanguage.InC(SourceFormat.Of(precision)));

    public static FormulaSource JavaScript(FormulaPrecision precision = FormulaPrecision.Single) =>
        new(new SourceLanguage.InJavaScript(SourceFormat.Of(precision)));

    /// <remarks>Functions of several results give a tuple back, those of rows fill spans.</remarks>
    public static FormulaSource CSharp(FormulaPrecision precision = FormulaPrecision.Single) =>
        new(new SourceLanguage.InCSharp(SourceFormat.Of(precision)));

    /// <summary>Adds a function of one result.</summary>
    /// <param name="name">as an identifier</param>
    /// <param name="parameters">the letters of the formula that are passed in</param>
    public FormulaSource Add(string name, IReadOnlyList<string> parameters, Expression formula) => Add(name, parameters, [("", formula)]);

    /// <summary>
    /// Adds a function of several results: in C written to pointers that follow the parameters, in JavaScript given back as an array.
    /// </summary>
    /// <exception cref="ArgumentException">A letter of a formula is no parameter and has no number, or a part of it is not written: powers
    /// other than squares, erfc.</exception>
    public FormulaSource Add(string name, IReadOnlyList<string> parameters, IReadOnlyList<(string Name, Expression Formula)> results)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(results);
        (var body, var places) = (new StringBuilder(), new Dictionary<Node, string>(ReferenceEqualityComparer.Instance));
        string[] identifiers = [.. parameters.Select(Identifier)], given = [.. results.Select(result => Place(result.Formula.Node))];
        _functions.Add(_language.Function(name, identifiers, body.ToString(),
            [.. results.Select((result, i) => (Identifier(result.Name), given[i]))]));
        return this;

        // each operation once, in the order in which it is needed
        string Place(Node node)
        {
            if (places.TryGetValue(node, out string? place)) return place;
            return places[node] = node.Operation switch
            {
                Operation.Constant => _language.Number(node.Number),
                Operation.Letter when parameters.Contains(node.Name) => Identifier(node.Name),
                Operation.Letter when double.IsNaN(node.Number) =>
                    throw new ArgumentException($"{name}: the letter {node.Name} is no parameter and has no number.", nameof(results)),
                Operation.Letter => _language.Number(node.Number),
                Operation.Named => Place(node.Arguments[0]),
                Operation.Sum => Place(node.Arguments.Aggregate((a, b) => new Node(Operation.Add, a, b))),
                Operation.Power when node.Arguments[1].IsConstant(2) =>
                    Place(new Node(Operation.Multiply, node.Arguments[0], node.Arguments[0])),
                Operation.Power or Operation.Erfc =>
                    throw new ArgumentException($"{name}: {node} is not written as source.", nameof(results)),
                _ => Computed(node),
            };
        }

        string Computed(Node node)
        {
            string[] arguments = [.. node.Arguments.Select(Place)];
            Write(node.Operation);
            string place = string.Create(CultureInfo.InvariantCulture, $"t{places.Count}");
            body.Append(_language.Statement(place, _language.Operation(node.Operation, arguments)));
            return place;
        }
    }

    /// <summary>Adds a function of whole rows of n numbers each, or of half as many where the formula has halves.</summary>
    /// <remarks>
    /// In C void name(int n, const float *z, float y, float *new_a), rows before numbers before results, which are arrays where they are
    /// rows; a row may be written over an argument. In JavaScript the results are given back as an array.
    /// </remarks>
    /// <param name="rows">letters of rows that are passed in</param>
    /// <param name="numbers">letters of numbers that are passed in, such as a class index</param>
    /// <exception cref="ArgumentException">A letter of a formula is no parameter and has no number, or a part of it is not
    /// written: powers, erfc.</exception>
    public FormulaSource AddRows(
        string name, IReadOnlyList<string> rows, IReadOnlyList<string> numbers,
        params IReadOnlyList<(string Name, Expression Formula)> results)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentNullException.ThrowIfNull(results);
        return AddRows(name, rows, numbers, results, length: 0);
    }

    /// <param name="length">n, where it is always the same: then it is no parameter; 0 where it is one</param>
    internal FormulaSource AddRows(string name, IReadOnlyList<string> rows, IReadOnlyList<string> numbers,
        IReadOnlyList<(string Name, Expression Formula)> results, int length)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(rows);
        string body = new RowSource(_language, name, rows, numbers, Write).Body(results);
        _functions.Add(_language.RowFunction(name, length, [.. rows.Select(Identifier)], [.. numbers.Select(Identifier)], body,
            [.. results.Select(result => (Identifier(result.Name), result.Formula.Node.IsRow))]));
        _hasRows = true;
        return this;
    }

    /// <summary>All that was added, whole.</summary>
    public override string ToString() => Join(this);

    /// <summary>All that was added to some of one language, in precisions of their own, as one file.</summary>
    internal static string Join(params IReadOnlyList<FormulaSource> sources) =>
        sources[0]._language.Shared + string.Concat(sources.Select(source => source.Own));

    string Own => _language.Prelude + (_hasRows ? _language.RowPrelude : "") + string.Concat(_functions);

    // an elementary function, once, before the first that calls it
    void Write(Operation operation)
    {
        var body = Expression.InPrecision(_language.Format.Fraction + 1, () => Definition(operation));
        if (body is { } found && _written.Add(operation)) Add(_language.NameOf(operation), found.Letters, found.Formula);
    }

    /// <summary>An elementary function as a formula of its letters; null where the operation is none.</summary>
    internal static (Expression Formula, string[] Letters)? Definition(Operation operation)
    {
        (Expression x, Expression t) = (Expression.Letter("x"), Expression.Letter("t"));
        return operation switch
        {
            Operation.Exp => OfOne(Elementary.Exp(x)),
            Operation.ExpMinusOne => OfOne(Elementary.ExpMinusOne(x)),
            Operation.Log => OfOne(Elementary.Log(x)),
            Operation.LogOnePlus => OfOne(Elementary.LogOnePlus(x)),
            Operation.Tanh => OfOne(Elementary.Tanh(x)),
            Operation.Erf => OfOne(Elementary.Erf(x)),
            Operation.Sin => OfOne(Elementary.Sin(x)),
            Operation.Cos => OfOne(Elementary.Cos(x)),
            Operation.Sign => OfOne(Stable.Sign(x)),
            Operation.Sigmoid => OfTwo(Stable.Sigmoid(x, t)),
            Operation.Softplus => OfTwo(Stable.Softplus(x, t)),
            Operation.LogSigmoid => OfTwo(Stable.LogSigmoid(x, t)),
            Operation.NormalDistribution => OfTwo(Stable.NormalDistribution(x, t)),
            _ => null,
        };

        static (Expression, string[])? OfOne(Expression formula) => (formula, ["x"]);

        static (Expression, string[])? OfTwo(Expression formula) => (formula, ["x", "t"]);
    }

    // letters of formulas are no identifiers of C
    internal static string Identifier(string letter) => letter switch { "θ" => "theta", "ŷ" => "prediction", "δ" => "delta", _ => letter };
}
