using Myelin.Numerics;

namespace Myelin.Cli.Tracing;

/// <summary>A formula with all that has a letter of its own in it: z·p/(p + q), p = …, q = ….</summary>
static class Formulas
{
    public static string Text(Expression formula) =>
        string.Join(", ", FormulaText.Definitions(Body(formula)).Reverse().Select(part => $"{part.Name} = {FormulaText.Of(part.Arguments[0])}").Prepend(FormulaText.Of(Body(formula))));

    /// <summary>The formula, and a line before it for each part that has a letter of its own.</summary>
    public static IEnumerable<WorkedLine> Lines(string symbol, Expression formula, double result) =>
        FormulaText.Definitions(Body(formula)).Select(part => Definition(part)).Append(new(symbol, new(Body(formula)), result));

    public static WorkedLine Definition(Node part, bool assigns = false) => new(part.Name, new(part.Arguments[0]), FormulaValue.Of(part), assigns);

    // what is all of a formula needs no letter of its own
    static Node Body(Expression formula) => formula.Node.Operation is Operation.Named ? formula.Node.Arguments[0] : formula.Node;
}
