using Myelin.Losses;
using Myelin.Text;

namespace Myelin.Cli.Tracing;

/// <summary>How a loss and its gradient are written with its settings, to be read beside their numbers.</summary>
static class Ell
{
    const string Stirling = " + [y > 1](y ln y − y + ½ ln(2πy))";

    /// <summary>Of a loss of one's own nothing is known but its numbers.</summary>
    public static (string Value, string Gradient) Of(ILoss loss) => loss switch
    {
        BinaryCrossEntropy => ("−y ln ŷ − (1 − y) ln(1 − ŷ)", "(ŷ − y)/(ŷ(1 − ŷ))"),
        GaussianNegativeLogLikelihood l => ($"½(ln {(l.Full ? "2πv" : "v")} + (ŷ − y)²/v)", "(ŷ − y)/v"),
        HalfSquaredError => ("½(ŷ − y)²", "ŷ − y"),
        HeteroscedasticNegativeLogLikelihood l =>
            ($"½ Σₖ (sₖ + eₖ² e^(−sₖ){(l.Full ? " + ln 2π" : "")})", "eₖ e^(−sₖ), and ½(1 − eₖ² e^(−sₖ)) for sₖ"),
        Hinge => ("max(0, 1 − y ŷ)", "−y if y ŷ < 1, else 0"),
        Huber => ("½e² if |e| ≤ δ, else δ(|e| − ½δ), e = ŷ − y", "e bounded to ±δ"),
        KullbackLeiblerDivergence l => ($"q(ln q − ŷ), q = {(l.LogTargets ? "e^y" : "y")}", "−q"),
        LogCosh => ("ln cosh(ŷ − y)", "tanh(ŷ − y)"),
        MeanAbsoluteError => ("|ŷ − y|", "sign(ŷ − y)"),
        MeanSquaredError => ("(ŷ − y)²", "2(ŷ − y)"),
        MeanSquaredLogarithmicError => ("d², d = ln(1 + ŷ) − ln(1 + y)", "2d/(1 + ŷ)"),
        MultiMargin l => ($"{(l.ClassWeights is null ? "1" : "w_y")}/K Σ_{{k≠y}} max(0, m − ŷ_y + ŷₖ)ᵖ", "by the classes within the margin"),
        NegativeLogLikelihood l => l.ClassWeights is null ? ("−ŷ_y", "−[j = y]") : ("−w_y ŷ_y", "−w_y [j = y]"),
        PoissonNegativeLogLikelihood l => OfPoisson(l),
        Quantile => ("τ(y − ŷ) if ŷ < y, else (1 − τ)(ŷ − y)", "−τ if ŷ < y, 1 − τ if ŷ > y, 0 if ŷ = y"),
        SigmoidCrossEntropy { PositiveWeight: 1 } => ("−y ln p − (1 − y) ln(1 − p), p = σ(ŷ)", "p − y"),
        SigmoidCrossEntropy => ("−w y ln p − (1 − y) ln(1 − p), p = σ(ŷ)", "(1 − y) p − w y (1 − p)"),
        SmoothL1 => ("½e²/β if |e| < β, else |e| − ½β, e = ŷ − y", "e/β bounded to ±1"),
        SoftMargin => ("ln(1 + e^(−yŷ))", "−y/(1 + e^(yŷ))"),
        SoftmaxCrossEntropy l => OfCrossEntropy(l),
        SquaredHinge => ("max(0, 1 − y ŷ)²", "−2y max(0, 1 − y ŷ)"),
        _ when NameOf(loss) == "per-output" => ("Σₖ wₖ ℓₖ(ŷₖ, yₖ)", "wₖ ℓₖ′"),
        _ => ("ℓ(ŷ, y)", "∂ℓ/∂ŷ"),
    };

    /// <summary>Whether its formula is known, and not only its numbers.</summary>
    public static bool IsKnown(ILoss loss) => Of(loss).Value != "ℓ(ŷ, y)";

    static (string, string) OfPoisson(PoissonNegativeLogLikelihood loss) => loss.LogInput
        ? ($"e^ŷ − y ŷ{(loss.Full ? Stirling : "")}", "e^ŷ − y")
        : ($"ŷ − y ln(ŷ + ε){(loss.Full ? Stirling : "")}", "1 − y/(ŷ + ε)");

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
