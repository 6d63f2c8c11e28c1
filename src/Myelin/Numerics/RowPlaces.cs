namespace Myelin.Numerics;

/// <summary>A formula of rows whose numbers are known, in one of their places: indices become places, and sums are written out.</summary>
/// <param name="most">terms of a sum that are shown</param>
sealed class RowPlaces(int most)
{
    readonly Dictionary<(Node Node, int Place, bool IsTerm), Node> _known = [];

    public Expression Of(Expression formula, int place) => new(At(formula.Node, place, isTerm: false));

    /// <summary>How many places it has; 0 where that is not known.</summary>
    public static int Count(Node node) => node.Operation switch
    {
        Operation.Row or Operation.Place => node.Places,
        Operation.FirstHalf or Operation.SecondHalf => Count(node[0]) / 2,
        Operation.Join => 2 * node.Arguments.Max(Count),
        _ => node.Arguments.Where(argument => argument.IsRow).Select(Count).FirstOrDefault(count => count > 0),
    };

    // a term of a sum is a number, whatever its letter
    Node At(Node node, int place, bool isTerm)
    {
        if (_known.TryGetValue((node, place, isTerm), out Node? known)) return known;
        return _known[(node, place, isTerm)] = node.Operation switch
        {
            Operation.Constant or Operation.Letter => node,
            Operation.Row => Number(node, place),
            Operation.Place => Expression.Of(place).Node,
            Operation.Named when isTerm && node.IsRow => Expression.Measured(ValueOf(node[0], place), Indexed(node.Name, place)).Node,
            Operation.Named =>
                new Node(Operation.Named, At(node[0], place, isTerm)) { Name = node.IsRow ? Indexed(node.Name, place) : node.Name },
            Operation.RowSum or Operation.RowSumInOrder => Sum(node[0], k => At(node[0], k, isTerm: true)),
            Operation.RowDot => Sum(node, k => new Node(Operation.Multiply, At(node[0], k, isTerm: true), At(node[1], k, isTerm: true))),
            Operation.RowRest => new Node(Operation.Subtract, Sum(node[0], k => At(node[0], k, isTerm: true)), Expression.Of(1).Node),
            Operation.RowMax => Expression.Measured(Enumerable.Range(0, Count(node[0])).Select(k => ValueOf(node[0], k))
                .DefaultIfEmpty(double.NaN).Max()).Node,
            Operation.At => Chosen(node[0], FormulaValue.Of(node[1])),
            Operation.FirstHalf => At(node[0], place, isTerm),
            Operation.SecondHalf => At(node[0], place + Count(node), isTerm),
            Operation.Join => place < Count(node) / 2 ? At(node[0], place, isTerm) : At(node[1], place - Count(node) / 2, isTerm),
            _ => new Node(node.Operation, [.. node.Arguments.Select(argument => At(argument, place, isTerm))])
            {
                Name = node.Name,
                LeftOut = node.LeftOut,
            },
        };
    }

    Node Sum(Node of, Func<int, Node> term) => of.Arguments.Append(of).Any(node => node.IsRow) && Count(of) is > 0 and var count
        ? Expression.Sum(count, k => new(term(k)), Math.Max(most, Math.Min(count, 3))).Node
        : At(of, 0, isTerm: true);

    Node Chosen(Node row, double place) =>
        place >= 0 && place < Count(row) ? At(row, (int)place, isTerm: false) : Expression.Measured(double.NaN).Node;

    static Node Number(Node row, int place)
    {
        double number = row.Numbers is { } numbers && place < numbers.Count ? numbers[place] : double.NaN;
        return (row.IsExact
            ? Expression.Exactly(number, Indexed(row.Name, place))
            : Expression.Measured(number, Indexed(row.Name, place))).Node;
    }

    double ValueOf(Node node, int place) => FormulaValue.Of(At(node, place, isTerm: false));

    static string Indexed(string name, int place)
    {
        string index = (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name + string.Concat(index.Select(digit => "₀₁₂₃₄₅₆₇₈₉"[digit - '0']));
    }
}
