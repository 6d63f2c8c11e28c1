using System.Globalization;
using System.Text;

namespace Myelin.Numerics;

/// <summary>
/// The body of a function of rows in another language: what has a number for each place in loops over k, sums and maxima between them.
/// </summary>
/// <param name="rows">letters of rows that are passed in</param>
/// <param name="numbers">letters of numbers that are passed in</param>
/// <param name="write">adds an elementary function, where it is not yet there</param>
sealed class RowSource(SourceLanguage language, string name, IReadOnlyList<string> rows, IReadOnlyList<string> numbers,
    Action<Operation> write)
{
    readonly Dictionary<Node, string> _places = new(ReferenceEqualityComparer.Instance);
    readonly StringBuilder _body = new(), _loop = new();
    string _length = "";

    /// <summary>What leads to the results, which are written to arrays and pointers, or given back.</summary>
    public string Body(IReadOnlyList<(string Name, Expression Formula)> results)
    {
        foreach ((string result, Expression formula) in results)
        {
            string length = Length(formula.Node), value = Place(formula.Node);
            string place = string.Create(CultureInfo.InvariantCulture, $"r{_places.Count}_{result}");
            Statement(formula.Node.IsRow, place, length, value);
            _given.Add((FormulaSource.Identifier(result), place, formula.Node.IsRow));
        }
        Close();
        return _body + language.Results(_given);
    }

    readonly List<(string Name, string Place, bool IsRow)> _given = [];

    // halves of rows have loops of their own
    static string Length(Node node) =>
        node.Operation is Operation.FirstHalf or Operation.SecondHalf || node.Operation is not (Operation.Row or Operation.Join)
            && node.IsRow && node.Arguments.Any(argument => argument.IsRow && Length(argument) != "n") ? "n / 2" : "n";

    static string PlacesOf(Node node) => node.Numbers is { } settings ? $"{settings.Count}" : Length(node);

    // a number, or where it is in the place k of a loop
    string Place(Node node)
    {
        if (_places.TryGetValue(node, out string? place)) return place;
        return _places[node] = node.Operation switch
        {
            Operation.Constant => language.Number(node.Number),
            Operation.Letter when numbers.Contains(node.Name) => FormulaSource.Identifier(node.Name),
            Operation.Letter when double.IsNaN(node.Number) =>
                throw new ArgumentException($"{name}: the letter {node.Name} is no parameter and has no number."),
            Operation.Letter => language.Number(node.Number),
            Operation.Row => $"{Array(node)}[k]",
            Operation.Place => language.Place,
            Operation.Named => Place(node[0]),
            Operation.MinusLog => Place(node[1]),
            Operation.FirstHalf => $"{Array(node[0])}[k]",
            Operation.SecondHalf => $"{Array(node[0])}[n / 2 + k]",
            Operation.RowSum or Operation.RowSumInOrder or Operation.RowMax when !node[0].IsRow => Place(node[0]),
            Operation.RowSum or Operation.RowSumInOrder or Operation.RowMax => Reduced(node, Array(node[0]), Length(node[0])),
            Operation.RowDot => Reduced(node, $"{Array(node[0])}, {Array(node[1])}", Length(node[0])),
            Operation.RowRest => Reduced(node, $"{Array(node[0])}, {Array(node[1])}", Length(node[0])),
            Operation.At => Number(node,
                $"{language.NameOf(Operation.At)}({Array(node[0])}, {PlacesOf(node[0])}, {Place(node[1])})"),
            Operation.Join => Joined(node),
            Operation.Sum or Operation.Power or Operation.Erfc => throw new ArgumentException($"{name}: {node} is not written as source."),
            _ => Computed(node),
        };
    }

    // the array that a row is in
    string Array(Node node)
    {
        if (node.Operation is Operation.Row && rows.Contains(node.Name)) return FormulaSource.Identifier(node.Name);
        if (node.Operation is Operation.Row)
        {
            string settings = $"{FormulaSource.Identifier(node.Name)}_of";
            if (!_places.ContainsValue($"{settings}[k]"))
                _body.Insert(0,
                    language.Settings(settings,
                        node.Numbers ?? throw new ArgumentException($"{name}: the row {node.Name} is no parameter and has no numbers.")));
            return settings;
        }
        string place = Place(node), array = place.Split('[')[0];
        Close();
        if (place.EndsWith("[k]", StringComparison.Ordinal) && !place.StartsWith('(')) return array;
        string copy = string.Create(CultureInfo.InvariantCulture, $"c{_body.Length}");
        Statement(isRow: true, copy, Length(node), place);
        Close();
        return copy;
    }

    string Reduced(Node node, string arrays, string length) => Number(node, $"{language.NameOf(node.Operation)}({arrays}, {length})");

    string Computed(Node node)
    {
        string[] arguments = [.. node.Arguments.Select(Place)];
        Operation operation = node.Operation is Operation.BelowMax ? Operation.Subtract : node.Operation;
        write(operation);
        string computed = language.Operation(operation, arguments);
        if (!node.IsRow) return Number(node, computed);
        string place = string.Create(CultureInfo.InvariantCulture, $"t{_places.Count}");
        Statement(isRow: true, place, Length(node), computed);
        return $"{place}[k]";
    }

    string Number(Node node, string computed)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"t{_places.Count}");
        Statement(isRow: false, place, "", computed);
        return place;
    }

    string Joined(Node node)
    {
        (string first, string second) = (Place(node[0]), Place(node[1]));
        string place = string.Create(CultureInfo.InvariantCulture, $"t{_places.Count}");
        Open("n / 2");
        _body.Append(language.Array(place, "n"));
        _loop.Append(CultureInfo.InvariantCulture, $"        {place}[k] = {first};\n        {place}[n / 2 + k] = {second};\n");
        Close();
        return $"{place}[k]";
    }

    void Statement(bool isRow, string place, string length, string computed)
    {
        if (!isRow)
        {
            Close();
            _body.Append(language.Statement(place, computed));
            return;
        }
        Open(length);
        _body.Append(language.Array(place, length));
        _loop.Append(CultureInfo.InvariantCulture, $"        {place}[k] = {computed};\n");
    }

    void Open(string length)
    {
        if (_length != length) Close();
        _length = length;
    }

    void Close()
    {
        if (_loop.Length > 0) _body.Append(language.Loop(_length, _loop.ToString()));
        _loop.Clear();
    }
}
