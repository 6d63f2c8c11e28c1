using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>A formula with all that has a letter of its own in it: z·p/(p + q), p = …, q = ….</summary>
static class Formulas
{
    public static string Text(Expression formula) =>
        string.Join(", ",
            FormulaText.Definitions(Body(formula)).Reverse().Select(part => $"{FormulaText.Of(part)} = {FormulaText.Of(part.Arguments[0])}")
                .Prepend(FormulaText.Of(Body(formula))));

    /// <summary>The formula, and a line before it for each part that has a letter of its own.</summary>
    public static IEnumerable<WorkedLine> Lines(string symbol, Expression formula, double result) =>
        FormulaText.Definitions(Body(formula)).Select(part => Definition(part)).Append(new(symbol, new(Body(formula)), result));

    public static WorkedLine Definition(Node part, bool assigns = false) =>
        new(part.Name, new(part.Arguments[0]), FormulaValue.Of(part), assigns);

    /// <summary>A formula's text divided by a number: what its letters are stays outside of the brackets.</summary>
    public static string Scaled(string text, string divisor)
    {
        (string formula, string letters) = Apart(text);
        return $"1/{divisor} · " +
            $"{(formula.Contains(' ', StringComparison.Ordinal) ? $"({formula})" : formula)}{(letters.Length > 0 ? $", {letters}" : "")}";
    }

    /// <summary>A formula, and what its letters are: apart at the first comma outside of brackets that no else follows.</summary>
    public static (string Formula, string Letters) Apart(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '(' or '[' ? 1 : text[i] is ')' or ']' ? -1 : 0;
            bool isEnd = depth == 0 && text[i] == ',' && !text.AsSpan(i).StartsWith(", else", StringComparison.Ordinal);
            if (isEnd && text.IndexOf('=', i) > 0) return (text[..i], text[(i + 2)..]);
        }
        return (text, "");
    }

    // what is all of a formula needs no letter of its own
    static Node Body(Expression formula) => formula.Node.Operation is Operation.Named ? formula.Node.Arguments[0] : formula.Node;
}
