using Myelin.Losses;
using Myelin.Text;

namespace Myelin.Cli.Tracing;

/// <summary>How a loss and its gradient are written, to be read beside their numbers.</summary>
static class Ell
{
    static readonly Dictionary<string, (string Value, string Gradient)> s_formulas = new()
    {
        ["binary-cross-entropy"] = ("−y ln ŷ − (1 − y) ln(1 − ŷ)", "(ŷ − y)/(ŷ(1 − ŷ))"),
        ["gaussian-negative-log-likelihood"] = ("½(ln v + (ŷ − y)²/v)", "(ŷ − y)/v"),
        ["half-squared-error"] = ("½(ŷ − y)²", "ŷ − y"),
        ["heteroscedastic-negative-log-likelihood"] = ("½ Σₖ (sₖ + eₖ² e^(−sₖ))", "eₖ e^(−sₖ), and ½(1 − eₖ² e^(−sₖ)) for sₖ"),
        ["hinge"] = ("max(0, 1 − y ŷ)", "−y if y ŷ < 1, else 0"),
        ["huber"] = ("½e² if |e| ≤ δ, else δ(|e| − ½δ), e = ŷ − y", "e bounded to ±δ"),
        ["kullback-leibler-divergence"] = ("q(ln q − ŷ), q = y", "−q"),
        ["log-cosh"] = ("ln cosh(ŷ − y)", "tanh(ŷ − y)"),
        ["mean-absolute-error"] = ("|ŷ − y|", "sign(ŷ − y)"),
        ["mean-squared-error"] = ("(ŷ − y)²", "2(ŷ − y)"),
        ["mean-squared-logarithmic-error"] = ("d², d = ln(1 + ŷ) − ln(1 + y)", "2d/(1 + ŷ)"),
        ["multi-margin"] = ("1/K Σ_{k≠y} max(0, m − ŷ_y + ŷₖ)ᵖ", "by the classes within the margin"),
        ["negative-log-likelihood"] = ("−ŷ_y", "−[j = y]"),
        ["per-output"] = ("Σₖ wₖ ℓₖ(ŷₖ, yₖ)", "wₖ ℓₖ′"),
        ["poisson-negative-log-likelihood"] = ("e^ŷ − y ŷ", "e^ŷ − y"),
        ["quantile"] = ("τ(y − ŷ) if ŷ < y, else (1 − τ)(ŷ − y)", "−τ if ŷ < y, 1 − τ if ŷ > y"),
        ["sigmoid-cross-entropy"] = ("−y ln p − (1 − y) ln(1 − p), p = σ(ŷ)", "p − y"),
        ["smooth-l1"] = ("½e²/β if |e| < β, else |e| − ½β, e = ŷ − y", "e/β bounded to ±1"),
        ["soft-margin"] = ("ln(1 + e^(−yŷ))", "−y/(1 + e^(yŷ))"),
        ["softmax-cross-entropy"] = ("−Σₖ yₖ ln pₖ, p = softmax(ŷ)", "p − y"),
        ["squared-hinge"] = ("max(0, 1 − y ŷ)²", "−2y max(0, 1 − y ŷ)"),
    };

    public static IReadOnlyCollection<string> Known => s_formulas.Keys;

    public static (string Value, string Gradient) Of(ILoss loss) => s_formulas.TryGetValue(NameOf(loss), out var formulas) ? formulas : ("ℓ(ŷ, y)", "∂ℓ/∂ŷ");

    /// <summary>How the values of a batch [rows × perRow] become L.</summary>
    public static string Reduced(ILoss loss, int rows, int perRow) => (loss.Reduction, rows, perRow) switch
    {
        (_, 1, 1) => "ℓ",
        (Reduction.Mean, _, > 1) => "1/(N·K) Σₙ Σₖ ℓ",
        (Reduction.Mean, _, _) => "1/N Σₙ ℓ",
        (Reduction.RowMean, 1, _) or (_, 1, _) => "Σₖ ℓ",
        (Reduction.RowMean, _, 1) => "1/N Σₙ ℓ",
        (Reduction.RowMean, _, _) => "1/N Σₙ Σₖ ℓ",
        (_, _, 1) => "Σₙ ℓ",
        _ => "Σₙ Σₖ ℓ",
    };

    public static string NameOf(ILoss loss) => LossNames.Describe(loss).Split('(')[0];
}
