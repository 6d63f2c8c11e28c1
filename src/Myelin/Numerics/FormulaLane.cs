namespace Myelin.Numerics;

/// <summary>What a formula that was kept as an expression gives over a lane of numbers: the bits of the formula itself.</summary>
/// <param name="leaf">the value of a letter, a row, or places of a row</param>
sealed class FormulaLane<TLane>(Func<Node, TLane> leaf) where TLane : struct, IRowLane<TLane>
{
    readonly Dictionary<Node, TLane> _known = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="NotSupportedException">It has a part that only textbooks have.</exception>
    public TLane Of(Node node)
    {
        if (_known.TryGetValue(node, out TLane value)) return value;
        return _known[node] = node.Operation switch
        {
            Operation.Constant => TLane.Of(node.Number),
            Operation.Letter or Operation.Row or Operation.Place => leaf(node),
            Operation.Named => Of(node[0]),
            Operation.MinusLog => Of(node[1]),
            Operation.Add => Of(node[0]) + Of(node[1]),
            Operation.Subtract or Operation.BelowMax => Of(node[0]) - Of(node[1]),
            Operation.Multiply => Of(node[0]) * Of(node[1]),
            Operation.Divide => Of(node[0]) / Of(node[1]),
            Operation.Negate => -Of(node[0]),
            Operation.MultiplyAdd => TLane.MultiplyAdd(Of(node[0]), Of(node[1]), Of(node[2])),
            Operation.Sum => node.Arguments.Skip(1).Aggregate(Of(node[0]), (sum, term) => sum + Of(term)),
            Operation.Power when node[1].IsConstant(2) => Of(node[0]) * Of(node[0]),
            Operation.Clamp => TLane.Clamp(Of(node[0]), Of(node[1]), Of(node[2])),
            Operation.IfLess => TLane.IfLess(Of(node[0]), Of(node[1]), Of(node[2]), Of(node[3])),
            Operation.IfEqual => TLane.IfEqual(Of(node[0]), Of(node[1]), Of(node[2]), Of(node[3])),
            _ => node.Arguments.Count == 2 ? OfTwo(node.Operation, Of(node[0]), node[1]) : OfOne(node.Operation, Of(node[0])),
        };
    }

    static TLane OfOne(Operation operation, TLane x)
    {
        return operation switch
        {
            Operation.Sqrt => TLane.Sqrt(x),
            Operation.Abs => TLane.Abs(x),
            Operation.Sign => TLane.Sign(x),
            Operation.Round => TLane.Round(x),
            Operation.Mantissa => TLane.Split(x, out _),
            Operation.Exponent => ExponentOf(),
            Operation.Exp => TLane.Exp(x),
            Operation.ExpMinusOne => TLane.ExpMinusOne(x),
            Operation.Log => TLane.Log(x),
            Operation.LogOnePlus => TLane.LogOnePlus(x),
            Operation.Tanh => TLane.Tanh(x),
            Operation.Erf => TLane.Erf(x),
            Operation.Sin => TLane.Sin(x),
            Operation.Cos => TLane.Cos(x),
            Operation.SinOfHuge => TLane.SinOfHuge(x),
            Operation.CosOfHuge => TLane.CosOfHuge(x),
            Operation.RowSum => TLane.Sum(x),
            Operation.RowSumInOrder => TLane.SumInOrder(x),
            Operation.RowMax => TLane.Max(x),
            Operation.FirstHalf => TLane.Halves(x, out _),
            Operation.SecondHalf => SecondHalf(),
            _ => throw Unknown(operation),
        };

        TLane ExponentOf()
        {
            TLane.Split(x, out TLane n);
            return n;
        }

        TLane SecondHalf()
        {
            TLane.Halves(x, out TLane second);
            return second;
        }
    }

    TLane OfTwo(Operation operation, TLane x, Node other)
    {
        TLane y = Of(other);
        return operation switch
        {
            Operation.Max => TLane.Max(x, y),
            Operation.Min => TLane.Min(x, y),
            Operation.CopySign => TLane.CopySign(x, y),
            Operation.Scale => TLane.Scale(x, y),
            Operation.ScaleWide => TLane.ScaleWide(x, y),
            Operation.Sigmoid => TLane.Sigmoid(x, y),
            Operation.Softplus => TLane.Softplus(x, y),
            Operation.LogSigmoid => TLane.LogSigmoid(x, y),
            Operation.NormalDistribution => TLane.NormalDistribution(x, y),
            Operation.RowDot => TLane.Dot(x, y),
            Operation.RowRest => Rest(),
            Operation.At => TLane.At(x, y),
            Operation.Join => TLane.Join(x, y),
            _ => throw Unknown(operation),
        };

        // of e, and the row that it was made of
        TLane Rest()
        {
            TLane.ExpBelowMax(y, out _, out TLane rest);
            return rest;
        }
    }

    static NotSupportedException Unknown(Operation operation) => new($"{operation} is for textbooks and is not computed.");
}
