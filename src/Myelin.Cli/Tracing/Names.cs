using Myelin.Layers;

namespace Myelin.Cli.Tracing;

/// <summary>What the blocks of a layer are called in formulas, and the formula of each gradient.</summary>
static class Names
{
    /// <summary>W¹ for layers.0.weight; letters as the layers' own documentation has them.</summary>
    public static string OfBlock(Layer layer, string block, int number) => Letter(layer, block) + Superscript.Of(number);

    /// <summary>The names that --set and --freeze take for a block: W1, and layers.0.weight.</summary>
    public static string Short(Layer layer, string block, int number) => FormattableString.Invariant($"{Letter(layer, block)}{number}");

    public static string GradientFormula(Layer layer, string block, int number)
    {
        string l = Superscript.Of(number), da = $"∂L/∂a{l}";
        return (layer, LastPart(block)) switch
        {
            (Dense, "weight") => $"= x{l}ᵀ·δ{l}",
            (Dense, "bias") => $"= Σₙ δ{l}",
            (Scale, _) => $"= Σₙ {da} ⊙ x{l}",
            (PRelu, _) => $"= Σₙ {da} ⊙ min(x{l}, 0)",
            (BatchNorm or LayerNorm, "weight") => $"= Σₙ {da} ⊙ x̂{l}",
            (BatchNorm or LayerNorm, _) => $"= Σₙ {da}",
            _ => "",
        };
    }

    /// <summary>How a layer that is no Dense makes its output, and ∂L/∂x.</summary>
    public static (string Output, string InputGradient) Formulas(Layer layer, int number)
    {
        string l = Superscript.Of(number), da = $"∂L/∂a{l}";
        return layer switch
        {
            Dropout => ($"= x{l} ⊙ m, m = 0 or 1/(1 − p)", $"= {da} ⊙ m"),
            BatchNorm => ($"= γ{l} ⊙ x̂ + β{l}, x̂ = (x{l} − μ)/√(v + ε) by columns", $"= γ/√(v + ε) ⊙ ({da} − mean({da}) − x̂ mean({da} ⊙ x̂))"),
            LayerNorm => ($"= γ{l} ⊙ x̂ + β{l}, x̂ = (x{l} − μ)/√(v + ε) by rows", $"= (g − mean(g) − x̂ mean(g ⊙ x̂))/√(v + ε), g = γ ⊙ {da}"),
            PRelu => ($"= max(0, x{l}) + s{l} ⊙ min(0, x{l})", $"= {da} if x{l} ≥ 0, else s{l} ⊙ {da}"),
            Scale => ($"= x{l} ⊙ s{l}", $"= {da} ⊙ s{l}"),
            Residual => ($"= x{l} + F(x{l})", $"= {da} + {da}·∂F/∂x{l}"),
            _ => ("", ""),
        };
    }

    static string Letter(Layer layer, string block) => (layer, LastPart(block)) switch
    {
        (Residual, _) => block[(block.IndexOf('.', block.IndexOf('.', StringComparison.Ordinal) + 1) + 1)..],
        (Dense, "weight") => "W",
        (Dense, "bias") => "b",
        (Scale, _) => "s",
        (PRelu, _) => "s",
        (BatchNorm or LayerNorm, "weight") => "γ",
        (BatchNorm or LayerNorm, "bias") => "β",
        (_, var last) => last,
    };

    static string LastPart(string block) => block[(block.LastIndexOf('.') + 1)..];
}
