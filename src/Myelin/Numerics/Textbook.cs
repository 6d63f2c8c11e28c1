namespace Myelin.Numerics;

/// <summary>
/// A formula as a textbook writes it: what a computer needs for its digits is undone where the mathematics is the same, e^x − 1 in place of
/// a function of its own, 1/(1 + e^(−z)) in place of two cases, z − y in place of −y + z.
/// </summary>
static class Textbook
{
    static readonly Node s_one = Number(1), s_two = Number(2);

    public static Node Of(Node node) => node.Operation switch
    {
        Operation.MultiplyAdd => Sum(Of(Make(Operation.Multiply, node[0], node[1])), Of(node[2])),
        Operation.Add => Sum(Of(node[0]), Of(node[1])),
        Operation.Subtract => Difference(Of(node[0]), Of(node[1])),
        Operation.Multiply => Product(node),
        Operation.Divide => Quotient(Of(node[0]), Of(node[1])),
        Operation.Negate => Negative(Of(node[0])),
        Operation.ExpMinusOne => Difference(Make(Operation.Exp, Of(node[0])), s_one),
        Operation.LogOnePlus => Make(Operation.Log, Sum(s_one, Of(node[0]))),
        Operation.Sigmoid => Make(Operation.Divide, s_one, Sum(s_one, Make(Operation.Exp, Negative(Of(node[0]))))),
        Operation.Softplus => Make(Operation.Log, Sum(s_one, Make(Operation.Exp, Of(node[0])))),
        Operation.LogSigmoid => Negative(Make(Operation.Log, Sum(s_one, Make(Operation.Exp, Negative(Of(node[0])))))),
        Operation.NormalDistribution => Normal(Of(node[0])),
        // less or equal, with one outcome for both
        Operation.IfLess when node[3].Operation is Operation.IfEqual && Same(node[0], node[3][0]) && Same(node[1], node[3][1]) &&
            Same(node[2], node[3][2]) =>
            Make(Operation.IfAtMost, Of(node[0]), Of(node[1]), Of(node[2]), Of(node[3][3])),
        Operation.IfLess when Same(node[0], node[2]) && Same(node[1], node[3]) => Make(Operation.Min, Of(node[0]), Of(node[1])),
        Operation.Max when node[1].IsConstant(double.NegativeInfinity) => Of(node[0]),
        Operation.Min when node[1].IsConstant(double.PositiveInfinity) => Of(node[0]),
        Operation.CopySign => Make(Operation.Multiply, Make(Operation.Sign, Of(node[1])), Magnitude(Of(node[0]))),
        Operation.Clamp => Make(Operation.Min, Of(node[2]), Make(Operation.Max, Of(node[1]), Of(node[0]))),
        Operation.Scale or Operation.ScaleWide => Make(Operation.Multiply, Of(node[0]), Make(Operation.Power, s_two, Of(node[1]))),
        Operation.BelowMax => Of(node[0]),
        Operation.MinusLog => Negative(Make(Operation.Log, Of(node[0]))),
        Operation.RowSum or Operation.RowSumInOrder => RowSum(Of(node[0])),
        Operation.RowDot => RowSum(Times(node[0], node[1])),
        Operation.RowRest => Make(Operation.Subtract, RowSum(Of(node[0])), s_one),
        Operation.At => At(Of(node[0]), Of(node[1])),
        // 0·∞ is 0 there, which letters need not say
        Operation.IfEqual when double.IsNaN(FormulaValue.Of(node[0])) && IsZero(node[1]) && IsZero(node[2]) &&
            node[3].Operation is Operation.Multiply && Same(node[0], node[3][0]) => Of(node[3]),
        Operation.Constant when double.IsNegative(node.Number) && node.Number != 0 => Make(Operation.Negate, Number(-node.Number)),
        _ when node.Arguments.Count == 0 => node,
        _ => new Node(node.Operation, [.. node.Arguments.Select(Of)]) { Name = node.Name, LeftOut = node.LeftOut, Places = node.Places },
    };

    // of a letter its name; of a number that is known, the half of the error function that keeps its digits
    static Node Normal(Node z)
    {
        if (double.IsNaN(FormulaValue.Of(z))) return Make(Operation.NormalDistribution, z);
        Node scaled = Make(Operation.Divide, z, Make(Operation.Sqrt, s_two));
        return FormulaValue.Of(z) < 0
            ? Make(Operation.Divide, Make(Operation.Erfc, Negative(scaled)), s_two)
            : Make(Operation.Divide, Sum(s_one, Make(Operation.Erf, scaled)), s_two);
    }

    static Node Sum(Node a, Node b) =>
        Same(a, b) ? Times(s_two, a)
        // where a sum began
        : IsZero(a) ? b
        // 1 + (x − 1) is x
        : b.Operation is Operation.Subtract && a.IsConstant(1) && b[1].IsConstant(1) ? b[0]
        : Positive(b) is { } subtracted ? Make(Operation.Subtract, a, subtracted)
        : Positive(a) is { } first ? Make(Operation.Subtract, b, first)
        : Make(Operation.Add, a, b);

    // Σ −x is −Σ x
    static Node RowSum(Node x) =>
        !x.IsRow ? x : Positive(x) is { } subtracted ? Make(Operation.Negate, RowSum(subtracted)) : Make(Operation.RowSum, x);

    // what has one number has it in every place
    static Node At(Node x, Node index) =>
        !x.IsRow ? x : Positive(x) is { } subtracted ? Make(Operation.Negate, At(subtracted, index)) : Make(Operation.At, x, index);

    static bool IsZero(Node x) => x.IsConstant(0);

    static Node Difference(Node a, Node b) => Positive(b) is { } added ? Sum(a, added) : Make(Operation.Subtract, a, b);

    static Node Quotient(Node a, Node b) =>
        Positive(a) is { } numerator ? Negative(Make(Operation.Divide, numerator, b)) : Make(Operation.Divide, a, b);

    // −(a − b) is b − a
    static Node Negative(Node x) => x.Operation is Operation.Subtract
        ? Make(Operation.Subtract, x[1], x[0])
        : Positive(x) ?? Make(Operation.Negate, x);

    static Node Magnitude(Node x) =>
        x.Operation is Operation.Abs || x.Operation is Operation.Max && (x[0].IsConstant(0) || x[1].IsConstant(0))
            ? x
            : Make(Operation.Abs, x);

    // without the minus that it begins with; null where there is none
    static Node? Positive(Node x) => x.Operation is Operation.Negate ? x[0] : null;

    static Node Times(Node a, Node b) => Product(Make(Operation.Multiply, a, b));

    // factors side by side over all divisors, a sign before them
    static Node Product(Node node)
    {
        (List<Node> factors, List<Node> divisors) = ([], []);
        bool isNegative = false;
        Collect(node);
        Node product = divisors.Count == 0 ? Powers(factors) : Make(Operation.Divide, Powers(factors), Powers(divisors));
        return isNegative ? Make(Operation.Negate, product) : product;

        void Collect(Node part)
        {
            if (part.Operation is Operation.Multiply)
            {
                Collect(part[0]);
                Collect(part[1]);
                return;
            }
            Node factor = Of(part);
            while (Positive(factor) is { } positive) (factor, isNegative) = (positive, !isNegative);
            if (factor.Operation is Operation.Divide)
            {
                divisors.Add(factor[1]);
                Collect(factor[0]);
            }
            else factors.Add(factor);
        }
    }

    // equal neighbors as a power, ones left out
    static Node Powers(List<Node> factors)
    {
        factors.RemoveAll(factor => factor.IsConstant(1));
        if (factors.Count == 0) return s_one;
        var grouped = new List<Node>();
        for (int i = 0; i < factors.Count;)
        {
            int next = i + 1;
            while (next < factors.Count && Same(factors[next], factors[i])) next++;
            grouped.Add(next - i > 1 ? Make(Operation.Power, factors[i], Number(next - i)) : factors[i]);
            i = next;
        }
        return grouped.Aggregate((a, b) => Make(Operation.Multiply, a, b));
    }

    static bool Same(Node a, Node b) =>
        ReferenceEquals(a, b) ||
        a.Operation == b.Operation && (a.Operation is not Operation.Letter || a.Name.Length > 0) && a.Name == b.Name
            && a.Number.Equals(b.Number) && a.Arguments.Count == b.Arguments.Count &&
        a.Arguments.Zip(b.Arguments).All(pair => Same(pair.First, pair.Second));

    static Node Number(double number) => new(Operation.Constant) { Number = number, IsExact = true };

    static Node Make(Operation operation, params Node[] arguments) => new(operation, arguments);
}
