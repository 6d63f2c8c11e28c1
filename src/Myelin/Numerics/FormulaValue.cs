namespace Myelin.Numerics;

/// <summary>What a formula gives in double precision; NaN of a row, which has a value in each of its places.</summary>
internal static class FormulaValue
{
    /// <param name="read">the number of a leaf or of a part that has a letter; by default its own</param>
    public static double Of(Node node, Func<Node, double>? read = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        var known = new Dictionary<Node, double>(ReferenceEqualityComparer.Instance);
        return Of(node);

        double Of(Node part)
        {
            if (known.TryGetValue(part, out double value)) return value;
            if (part.Operation is Operation.Constant or Operation.Letter) return known[part] = read?.Invoke(part) ?? part.Number;
            return known[part] = read is not null && part.Operation is Operation.Named ? read(part) : Compute(part, Argument);

            double Argument(int i) => Of(part[i]);
        }
    }

    // only the branch that holds is computed
    static double Compute(Node node, Func<int, double> x) => node.Operation switch
    {
        Operation.Named => x(0),
        Operation.Add => x(0) + x(1),
        Operation.Subtract => x(0) - x(1),
        Operation.Multiply => x(0) * x(1),
        Operation.Divide => x(0) / x(1),
        Operation.Negate => -x(0),
        Operation.MultiplyAdd => Math.FusedMultiplyAdd(x(0), x(1), x(2)),
        Operation.Power => Power(x(0), x(1)),
        Operation.Sum => Enumerable.Range(0, node.Arguments.Count).Sum(x),
        Operation.Sqrt => Math.Sqrt(x(0)),
        Operation.Abs => Math.Abs(x(0)),
        Operation.Max => Math.Max(x(0), x(1)),
        Operation.Min => Math.Min(x(0), x(1)),
        Operation.CopySign => Math.CopySign(x(0), x(1)),
        Operation.Sign => double.IsNaN(x(0)) ? double.NaN : Math.Sign(x(0)),
        Operation.Round => Math.Round(x(0)),
        Operation.Clamp => x(0) < x(1) ? x(1) : x(0) > x(2) ? x(2) : x(0),
        Operation.Scale or Operation.ScaleWide => Math.ScaleB(x(0), (int)x(1)),
        Operation.Mantissa => Scalar<double>.Split(new(x(0)), out _).Value,
        Operation.Exponent => Exponent(x(0)),
        Operation.IfLess => x(0) < x(1) ? x(2) : x(3),
        Operation.IfEqual => x(0) == x(1) ? x(2) : x(3),
        Operation.IfAtMost => x(0) <= x(1) ? x(2) : x(3),
        Operation.Exp => Elementary.Exp(Lane(x(0))).Value,
        Operation.ExpMinusOne => Elementary.ExpMinusOne(Lane(x(0))).Value,
        Operation.Log => Elementary.Log(Lane(x(0))).Value,
        Operation.LogOnePlus => Elementary.LogOnePlus(Lane(x(0))).Value,
        Operation.Tanh => Elementary.Tanh(Lane(x(0))).Value,
        Operation.Erf => Elementary.Erf(Lane(x(0))).Value,
        Operation.Erfc => 2 * Normal(-x(0) * Math.Sqrt(2)),
        Operation.Sin or Operation.SinOfHuge => Elementary.Sin(Lane(x(0))).Value,
        Operation.Cos or Operation.CosOfHuge => Elementary.Cos(Lane(x(0))).Value,
        Operation.Sigmoid => Stable.Sigmoid(Lane(x(0)), Small(x(0))).Value,
        Operation.Softplus => Stable.Softplus(Lane(x(0)), Small(x(0))).Value,
        Operation.LogSigmoid => Stable.LogSigmoid(Lane(x(0)), Small(x(0))).Value,
        Operation.NormalDistribution => Normal(x(0)),
        Operation.BelowMax => x(0) - x(1),
        Operation.MinusLog => x(1),
        // of rows only places have values
        Operation.Row or Operation.Place or Operation.RowSum or Operation.RowSumInOrder or Operation.RowDot or
        Operation.RowRest or Operation.RowMax
            or Operation.At or Operation.FirstHalf or Operation.SecondHalf or Operation.Join => double.NaN,
        _ => throw new InvalidOperationException($"{node.Operation} has no value."),
    };

    static Scalar<double> Lane(double x) => new(x);

    // e^(−|z|)
    static Scalar<double> Small(double z) => Elementary.Exp(Lane(-Math.Abs(z)));

    static double Normal(double z) => Stable.NormalDistribution(Lane(z), Elementary.Exp(Lane(-0.5 * z * z))).Value;

    static double Exponent(double x)
    {
        Scalar<double>.Split(new(x), out Scalar<double> n);
        return n.Value;
    }

    // xʸ; whole powers by squaring, as optimizers have them
    static double Power(double x, double y) => y == Math.Round(y) && Math.Abs(y) < 1e15
        ? Elementary.Power(x, (long)y)
        : Elementary.Exp(Lane(y * Elementary.Log(Lane(x)).Value)).Value;
}
