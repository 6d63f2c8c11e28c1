using Myelin.Numerics;

namespace Myelin.Cli.Tracing;

/// <summary>How a loss and its gradient are written, to be read beside their numbers: from its own C#, and of whole rows in words.</summary>
static class Ell
{
    /// <summary>Of a loss of one's own that is of whole rows, nothing is known but its numbers.</summary>
    public static (string Value, string Gradient) Of(ILoss loss) => loss switch
    {
        HeteroscedasticNegativeLogLikelihood l =>
            ($"½ Σₖ (sₖ + eₖ² e^(−sₖ){(l.Full ? " + ln 2π" : "")})", "eₖ e^(−sₖ), and ½(1 − eₖ² e^(−sₖ)) for sₖ"),
        MultiMargin l => ($"{(l.ClassWeights is null ? "1" : "w_y")}/K Σ_{{k≠y}} max(0, m − ŷ_y + ŷₖ)ᵖ", "by the classes within the margin"),
        NegativeLogLikelihood l => l.ClassWeights is null ? ("−ŷ_y", "−[j = y]") : ("−w_y ŷ_y", "−w_y [j = y]"),
        SoftmaxCrossEntropy l => OfCrossEntropy(l),
        _ when NameOf(loss) == "per-output" => ("Σₖ wₖ ℓₖ(ŷₖ, yₖ)", "wₖ ℓₖ′"),
        _ => loss.Formula(Expression.Letter("ŷ"), Expression.Letter("y")) is { } formula
            ? (Formulas.Text(formula.Value), Formulas.Text(formula.Gradient))
            : ("ℓ(ŷ, y)", "∂ℓ/∂ŷ"),
    };

    /// <summary>Whether its formula is known, and not only its numbers.</summary>
    public static bool IsKnown(ILoss loss) => Of(loss).Value != "ℓ(ŷ, y)";

    static (string, string) OfCrossEntropy(SoftmaxCrossEntropy loss)
    {
        string smooth = loss.LabelSmoothing > 0 ? "((1 − ε) yₖ + ε/K)" : "yₖ", weighted = loss.ClassWeights is null ? smooth : $"wₖ {smooth}";
        return weighted == "yₖ"
            ? ("−Σₖ yₖ ln pₖ, p = softmax(ŷ)", "p − y")
            : ($"−Σₖ qₖ ln pₖ, p = softmax(ŷ), qₖ = {weighted}", loss.ClassWeights is null ? "p − q" : "p Σₖ qₖ − q");
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
