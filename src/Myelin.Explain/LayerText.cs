using System.Globalization;
using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>What the blocks of a layer are called in formulas, and the formulas of layers.</summary>
static class LayerText
{
    /// <summary>W⁽¹⁾ for layers.0.weight; letters as the layers' own documentation has them.</summary>
    public static string OfBlock(Layer layer, string block, int number) => Letter(layer, block) + Superscript.Of(number);

    /// <summary>The names that --set and --freeze take for a block: W1, and layers.0.weight.</summary>
    public static string Short(Layer layer, string block, int number) => layer is MemberHeads
        ? block
        : FormattableString.Invariant($"{Letter(layer, block)}{number}");

    /// <param name="index">of the block in its layer</param>
    public static string GradientFormula(Layer layer, string block, int index, int number)
    {
        if (Lettered(layer, number, training: true) is { } formula) return $"= Σₙ {FormulaText.Of(formula.Gradients[index].Node).Replace("·", " ⊙ ", StringComparison.Ordinal)}";
        string l = Superscript.Of(number), da = $"∂L/∂a{l}";
        return (layer, LastPart(block)) switch
        {
            (Dense, "weight") => $"= x{l}ᵀ·δ{l}",
            (Dense, "bias") => $"= Σₙ δ{l}",
            (MemberScale, _) => $"= Σₙ ∂L/∂aᵢ{l} ⊙ x{l}",
            (MemberHeads, "weight") => $"= xᵢ{l}ᵀ·∂L/∂aᵢ{l}",
            (MemberHeads, _) => $"= Σₙ ∂L/∂aᵢ{l}",
            (MemberDense { Adapters: true }, "weight") => $"= Σᵢ (xᵢ{l} ⊙ rᵢ)ᵀ·(∂L/∂aᵢ{l} ⊙ sᵢ)",
            (MemberDense, "weight") => $"= Σᵢ xᵢ{l}ᵀ·∂L/∂aᵢ{l}",
            (Embedding, _) => $"= Σ {da} of the rows of each code",
            (PeriodicEmbedding, "frequency") => "= Σₙ ∂L/∂θ·2·π·x, ∂L/∂θ = ∂L/∂φ ⊙ ∂φ/∂θ",
            (PeriodicEmbedding, "phase") => "= Σₙ ∂L/∂θ",
            (PeriodicEmbedding or PiecewiseLinearEmbedding, "weight") => $"= Σₙ φᵀ·{da}",
            (PeriodicEmbedding or PiecewiseLinearEmbedding, "bias") => $"= Σₙ {da}",
            _ => "",
        };
    }

    /// <summary>How a layer that is no Dense makes its output, and ∂L/∂x; empty where only the numbers can be shown.</summary>
    /// <param name="training">dropout drops nothing in prediction, and BatchNorm has running statistics</param>
    public static (string Output, string InputGradient) Formulas(Layer layer, int number, bool training)
    {
        string l = Superscript.Of(number), da = $"∂L/∂a{l}";
        if (Lettered(layer, number, training) is { } formula)
        {
            string[] known = [.. FormulaText.Definitions(formula.Output.Node).Select(part => part.Name)];
            return ($"= {Elementwise(formula.Output, [])}{Beside(layer, training)}", $"= {Elementwise(formula.InputGradient, known)}");
        }
        return layer switch
        {
            Residual => ($"= x{l} + F(x{l})", $"= {da} + {da}·∂F/∂x{l}"),
            Split => ($"= [F₁(x₁), F₂(x₂), …] of shares of x{l}", "= [∂L/∂x₁, ∂L/∂x₂, …]"),
            Embedding => ($"= the row x{l} of E{l}", "= 0 (codes are no quantities)"),
            PeriodicEmbedding { Phases: true } waves => ($"= [{Wave(waves, 0)}·V + d, x] of each column x", "= Σₖ ∂L/∂θₖ·2·π·wₖ + ∂L/∂a of x itself"),
            PeriodicEmbedding waves => ($"= [{Wave(waves, 0)}, {Wave(waves, waves.Frequencies)}]·V + d of each column x", "= Σₖ ∂L/∂θₖ·2·π·wₖ"),
            PiecewiseLinearEmbedding => ($"= φ·V + d of each column, φ = {Bin()}", "= Σₜ ∂L/∂φₜ/(bₜ − bₜ₋₁)"),
            MemberScale => ($"= [x{l} ⊙ r₁, x{l} ⊙ r₂, …]", $"= Σᵢ ∂L/∂aᵢ{l} ⊙ rᵢ"),
            MemberDense { Adapters: true } => ("= ((xᵢ ⊙ rᵢ)·W) ⊙ sᵢ + bᵢ of each member", $"= ((∂L/∂aᵢ{l} ⊙ sᵢ)·Wᵀ) ⊙ rᵢ"),
            MemberDense => ("= xᵢ·W + b of each member", $"= ∂L/∂aᵢ{l}·Wᵀ"),
            MemberHeads => ("= 1/k Σᵢ aᵢ, aᵢ = xᵢ·Wᵢ + bᵢ", $"= ∂L/∂aᵢ{l}·Wᵢᵀ"),
            _ => ("", ""),
        };
    }

    static Expression Wave(PeriodicEmbedding waves, int k) => waves.Wave(k, Expression.Letter("x"), Expression.Letter("w"), Expression.Letter("c"));

    static Expression Bin() =>
        PiecewiseLinearEmbedding.Share(Expression.Letter("x"), Expression.Letter("bₜ₋₁"), Expression.Letter("1/(bₜ − bₜ₋₁)"), 0, 1);

    // a layer's own formula with letters; null where it has none
    static LayerFormula? Lettered(Layer layer, int number, bool training)
    {
        string l = Superscript.Of(number), da = $"∂L/∂a{l}";
        string[]? letters = layer switch
        {
            Dropout => training ? ["k"] : [],
            BatchNorm => [$"γ{l}", $"β{l}", "μ", "v", .. training ? [Normalization.MeanOf(false), Normalization.MixedOf(false)] : Array.Empty<string>()],
            LayerNorm => [$"γ{l}", $"β{l}", "μ", "v", Normalization.MeanOf(true), Normalization.MixedOf(true)],
            Scale or PRelu or ParametricActivation => [$"s{l}"],
            _ => null,
        };
        return letters is null ? null : layer.Formula(Expression.Letter($"x{l}"), Expression.Letter(da), [.. letters.Select(Expression.Letter)]);
    }

    // what is said beside a formula
    static string Beside(Layer layer, bool training) => layer switch
    {
        Dropout => training ? ", k = 0 or 1" : " (nothing is dropped)",
        BatchNorm => training ? " by columns" : ", running μ, v",
        LayerNorm => " by rows",
        _ => "",
    };

    // of matrices: products element by element; what has a letter of its own behind it
    static string Elementwise(Expression formula, string[] known) =>
        string.Join(", ", FormulaText.Definitions(formula.Node).Where(part => !known.Contains(part.Name)).Reverse()
            .Select(part => $"{part.Name} = {FormulaText.Of(part.Arguments[0])}").Prepend(FormulaText.Of(formula.Node))).Replace("·", " ⊙ ", StringComparison.Ordinal);

    static string Letter(Layer layer, string block) => (layer, LastPart(block)) switch
    {
        (Residual or Split, _) => Inner(block),
        (MemberHeads, var last) => (last == "weight" ? "W" : "b") + Subscript(block),
        (PeriodicEmbedding, "frequency") => "w",
        (PeriodicEmbedding, "phase") => "c",
        (PeriodicEmbedding or PiecewiseLinearEmbedding, "weight") => "V",
        (PeriodicEmbedding or PiecewiseLinearEmbedding, "bias") => "d",
        (Embedding, _) => "E",
        (MemberScale, _) or (MemberDense, "input_scale") => "r",
        (MemberDense, "output_scale") => "s",
        (Dense or MemberDense, "weight") => "W",
        (Dense or MemberDense, "bias") => "b",
        (Scale or PRelu or ParametricActivation, _) => "s",
        (BatchNorm or LayerNorm, "weight") => "γ",
        (BatchNorm or LayerNorm, "bias") => "β",
        (_, var last) => last,
    };

    // without the layer's own place: layers.3.layers.0.weight is layers.0.weight of layer 4
    static string Inner(string block) => block[(block.IndexOf('.', block.IndexOf('.', StringComparison.Ordinal) + 1) + 1)..];

    // members.0.weight is of member 1
    static string Subscript(string block)
    {
        int member = int.Parse(Inner(block).Split('.')[1], CultureInfo.InvariantCulture) + 1;
        return string.Concat(member.ToString(CultureInfo.InvariantCulture).Select(digit => "₀₁₂₃₄₅₆₇₈₉"[digit - '0']));
    }

    static string LastPart(string block) => block[(block.LastIndexOf('.') + 1)..];
}
