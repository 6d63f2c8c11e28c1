using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>How a loss and its gradient are written, to be read beside their numbers: from its own C#.</summary>
static class LossText
{
    /// <param name="targetColumns">of one, a loss of whole rows takes the number itself: a class index</param>
    public static (string Value, string Gradient) Of(ILoss loss, int targetColumns = 1) =>
        loss.Formula(Expression.Letter("ŷ"),
            targetColumns > 1 && loss is IRowLoss ? Expression.Row("y") : Expression.Letter("y")) is { } formula
            ? Formulas.Text(formula.Value) is { Length: <= MostSigns } value
                ? (value, Formulas.Text(formula.Gradient))
                : ("a loss for each output", "of each output its own")
            : ("ℓ(ŷ, y)", "∂ℓ/∂ŷ");

    /// <summary>A formula that is longer, of many cases, says less than words.</summary>
    const int MostSigns = 200;

    /// <summary>With the numbers of one row, or of its first output: ℓ, and ∂ℓ/∂ŷ of the first output.</summary>
    /// <param name="output">ŷ of the row</param>
    /// <param name="target">y of the row</param>
    public static (Expression Value, Expression Gradient)? Of(ILoss loss, double[] output, double[] target)
    {
        if (loss is not IRowLoss) return loss.Formula(Expression.Measured(output[0], "ŷ"), Expression.Measured(target[0], "y"));
        Expression y = target.Length > 1 ? Expression.Row("y", target)
            : loss.Objection(0.5, output.Length, 1) is null ? Expression.Measured(target[0], "y") : Expression.Exactly(target[0], "y");
        return loss.Formula(Expression.Row("ŷ", output), y) is { } formula ? (formula.Value.InPlace(0), formula.Gradient.InPlace(0)) : null;
    }

    /// <summary>How the values of a batch [rows × perRow] become L.</summary>
    /// <param name="divisor">what their sum is divided by</param>
    public static string Reduced(ILoss loss, int rows, int perRow, double divisor)
    {
        if (loss.Reduction == Reduction.Mean && divisor != rows * perRow)
            return $"1/{WorkedLine.Exact(divisor)} {(rows > 1 ? "Σₙ " : "")}{(perRow > 1 ? "Σₖ " : "")}ℓ";
        return (loss.Reduction, rows, perRow) switch
        {
            (_, 1, 1) => "ℓ",
            (Reduction.Mean, _, > 1) => "1/(N·K) Σₙ Σₖ ℓ",
            (Reduction.Mean, _, _) => "1/N Σₙ ℓ",
            (_, 1, _) => "Σₖ ℓ",
            (Reduction.RowMean, _, 1) => "1/N Σₙ ℓ",
            (Reduction.RowMean, _, _) => "1/N Σₙ Σₖ ℓ",
            (_, _, 1) => "Σₙ ℓ",
            _ => "Σₙ Σₖ ℓ",
        };
    }

    public static string NameOf(ILoss loss) => LossNames.Describe(loss).Split('(')[0];
}
