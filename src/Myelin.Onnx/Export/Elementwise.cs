using Myelin.Numerics;

namespace Myelin.Onnx;

/// <summary>Operations of formulas on numbers as nodes.</summary>
/// <remarks>
/// Where ONNX Runtime has no kernel in double precision (Softplus, Erf), a composition or float32 stands in; where its float32 kernel loses
/// small results (Sigmoid is 1.5e-8 below −18), the formula itself.
/// </remarks>
static class Elementwise
{
    static readonly Dictionary<Operation, string> s_names = new()
    {
        [Operation.Add] = "Add",
        [Operation.Subtract] = "Sub",
        [Operation.Multiply] = "Mul",
        [Operation.Divide] = "Div",
        [Operation.Negate] = "Neg",
        [Operation.Power] = "Pow",
        [Operation.Sqrt] = "Sqrt",
        [Operation.Abs] = "Abs",
        [Operation.Max] = "Max",
        [Operation.Min] = "Min",
        [Operation.Sign] = "Sign",
        [Operation.Round] = "Round",
        [Operation.Exp] = "Exp",
        [Operation.Log] = "Log",
        [Operation.Tanh] = "Tanh",
        [Operation.BelowMax] = "Sub",
    };

    /// <param name="argument">the value of an argument by its number</param>
    public static string Of(GraphBuilder graph, OnnxType type, Operation operation, Func<int, string> argument)
    {
        string N(string op, params string[] inputs) => graph.Node(op, inputs);
        string C(double number) => type == OnnxType.Double ? graph.Number(number) : graph.Number((float)number);
        string x() => argument(0);
        string y() => argument(1);
        if (s_names.TryGetValue(operation, out string? name))
            return operation == Operation.Power && y() == C(2) ? N("Mul", x(), x())
                : operation is Operation.Negate or Operation.Sqrt or Operation.Abs or Operation.Sign or Operation.Round or Operation.Exp
                    or Operation.Log or Operation.Tanh ? N(name, x()) : N(name, x(), y());
        switch (operation)
        {
            case Operation.Clamp: return N("Min", N("Max", x(), y()), argument(2));
            case Operation.IfLess: return N("Where", N("Less", x(), y()), argument(2), argument(3));
            case Operation.IfEqual: return N("Where", N("Equal", x(), y()), argument(2), argument(3));
            case Operation.IfAtMost: return N("Where", N("LessOrEqual", x(), y()), argument(2), argument(3));
            case Operation.CopySign:
                string size = N("Abs", x());
                return N("Where", N("Less", y(), C(0)), N("Neg", size), size);
            case Operation.ExpMinusOne: return N("Sub", N("Exp", x()), C(1));
            case Operation.LogOnePlus: return N("Log", N("Add", x(), C(1)));
            case Operation.Sigmoid: return N("Div", C(1), N("Add", N("Exp", N("Neg", x())), C(1)));
            case Operation.Softplus: return Softplus(x());
            case Operation.LogSigmoid: return N("Neg", Softplus(N("Neg", x())));
            case Operation.NormalDistribution:
                return N("Mul", N("Add", Erf(N("Mul", x(), C(Math.Sqrt(0.5)))), C(1)), C(0.5));
            case Operation.Erf: return Erf(x());
            case Operation.Erfc: return N("Sub", C(1), Erf(x()));
            case Operation.Scale or Operation.ScaleWide: return N("Mul", x(), N("Pow", C(2), y()));
            case Operation.Exponent: return Exponent();
            case Operation.Mantissa: return N("Mul", x(), N("Pow", C(2), N("Neg", Exponent())));
            default: throw new NotSupportedException($"The operation {operation} of a formula has no form in ONNX.");
        }

        string Softplus(string z) => type == OnnxType.Float ? N("Softplus", z)
            : N("Add", N("Max", z, C(0)), N("Log", N("Add", N("Exp", N("Neg", N("Abs", z))), C(1))));

        string Erf(string z) => type == OnnxType.Float ? N("Erf", z)
            : graph.Cast(N("Erf", graph.Cast(z, OnnxType.Float)), OnnxType.Double);

        // n of x = m·2ⁿ with m in [√½, √2): log₂ |x|, rounded
        string Exponent() => N("Floor", N("Add", N("Div", N("Log", N("Max", N("Abs", x()), C(1e-38))),
            C(Math.Log(2))), C(0.5)));
    }
}
