using System.Globalization;
using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>
/// One element worked out: its formula with the numbers in place of the letters, and what comes of them. Whoever computes the left side
/// from the numbers as they are printed gets the right side as it is printed.
/// </summary>
/// <param name="Symbol">what is computed: z⁽¹⁾₁</param>
/// <param name="Expression">the left side</param>
/// <param name="Result">the right side, as the passes computed it</param>
/// <param name="Assigns">whether it is a new value of the symbol, :=</param>
sealed record WorkedLine(string Symbol, Expression Expression, double Result, bool Assigns = false)
{
    /// <summary>From here on numbers have all of their digits.</summary>
    const int MostDigits = 15;

    /// <summary>What sums of near numbers lose of their digits, and no formula that is wrong.</summary>
    const double Lost = 1e-12;

    Node Node => Expression.Node;

    /// <summary>Whether there is anything to be worked out: a number comes of numbers.</summary>
    public bool IsWorth =>
        double.IsFinite(Result) && double.IsFinite(Expression.Value) && Chosen(Node) is not { Operation: Operation.Letter, IsExact: false };

    // of cases the one that holds
    static Node Chosen(Node node) => node.Operation switch
    {
        Operation.IfLess => Chosen(node.Arguments[FormulaValue.Of(node.Arguments[0]) < FormulaValue.Of(node.Arguments[1]) ? 2 : 3]),
        Operation.IfEqual => Chosen(node.Arguments[FormulaValue.Of(node.Arguments[0]) == FormulaValue.Of(node.Arguments[1]) ? 2 : 3]),
        _ => node,
    };

    /// <summary>The formula with its letters.</summary>
    public string Formula => $"{Symbol} {Becomes} {Expression}";

    string Becomes => Assigns ? ":=" : "=";

    /// <summary>The line, and a line for each number that stands for terms left out.</summary>
    /// <remarks>The left side has more digits where its rounding would show in the last digit of the right.</remarks>
    public IEnumerable<string> Lines(int digits)
    {
        string result = MatrixText.Number(Result, digits);
        double half = HalfUnit(result, digits);
        int needed = digits;
        while (needed < MostDigits && !(Distance(needed, result) <= half)) needed++;
        double distance = Distance(needed, result);
        // in float64 the formula as it is written loses these digits, and the passes have another for it
        if (!(distance <= half) && distance <= Lost) yield break;
        yield return $"{Symbol} {Becomes} {FormulaText.Of(Node, Number)} = {result}";
        foreach (Node sum in Sums(Node)) yield return $"with {Number(sum.Arguments[^1])} for the other {sum.LeftOut} terms";

        string Number(Node leaf) => Write(leaf, needed);
    }

    double Distance(int digits, string result) =>
        Math.Abs(
            FormulaText.Value(Node, leaf => leaf.Name == "π" ? Math.PI : double.Parse(Write(leaf, digits), CultureInfo.InvariantCulture)) -
            Printed(result));

    double Printed(string result) =>
        result.Contains('.', StringComparison.Ordinal) ? double.Parse(result, CultureInfo.InvariantCulture) : Result;

    static IEnumerable<Node> Sums(Node node) =>
        node.Operation is Operation.Named ? [] : node.Arguments.SelectMany(Sums).Concat(node.LeftOut > 0 ? [node] : []);

    // of the last digit: whole numbers are printed without any after the point
    static double HalfUnit(string result, int digits)
    {
        int exponent = result.IndexOf('e', StringComparison.Ordinal);
        int scale = exponent < 0 ? 0 : int.Parse(result.AsSpan(exponent + 1), CultureInfo.InvariantCulture);
        return 0.5 * MatrixText.PowerOfTen(scale - digits);
    }

    static string Write(Node leaf, int digits)
    {
        if (leaf.Name == "π") return leaf.Name;
        double number = FormulaValue.Of(leaf);
        return leaf.IsExact || digits >= MostDigits ? Exact(number) : MatrixText.Number(number, digits);
    }

    /// <summary>The shortest text that reads back to the number.</summary>
    public static string Exact(double number) => FormulaText.Exact(number);
}
