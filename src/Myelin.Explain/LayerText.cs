using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>What the blocks of a layer are called in formulas, and the formulas of layers.</summary>
static class LayerText
{
    /// <summary>W⁽¹⁾ for layers.0.weight; letters as the layers' own documentation has them.</summary>
    public static string OfBlock(ParameterBlock block, int number) => block.Symbol + Superscript.Of(number);

    /// <summary>The names that --set and --freeze take for a block: W1, and layers.0.weight.</summary>
    public static string Short(Layer layer, ParameterBlock block, int number) => layer is MemberHeads
        ? FormattableString.Invariant($"layers.{number - 1}.{block.Name}")
        : FormattableString.Invariant($"{block.Symbol}{number}");

    /// <param name="index">of the block in its layer</param>
    public static string GradientFormula(Layer layer, int index, int number)
    {
        if (Lettered(layer, number, training: true) is { } formula)
            return $"= Σₙ {Elementwise(FormulaText.Of(formula.Gradients[index].Node))}";
        return layer.Equations(Superscript.Of(number))?.Gradients is { } gradients && index < gradients.Count ? Said(gradients[index]) : "";
    }

    /// <summary>How a layer makes its output, and ∂L/∂x; empty where only the numbers can be shown.</summary>
    /// <param name="training">dropout drops nothing in prediction, and BatchNorm has running statistics</param>
    public static (string Output, string InputGradient) Formulas(Layer layer, int inputs, int number, bool training)
    {
        if (Lettered(layer, number, training) is { } formula)
        {
            string[] known = [.. FormulaText.Definitions(formula.Output.Node).Select(part => part.Name)];
            return ($"= {Elementwise(formula.Output, [])}{Beside(layer, training)}", $"= {Elementwise(formula.InputGradient, known)}");
        }
        if (layer is RowLayer own)
            return RowLayerText.Letters(own, inputs) is { } letters
                ? ($": a₁ = {letters.Output}", $": ∂L/∂x₁ = {letters.InputGradient}")
                : ("", "");
        return layer.Equations(Superscript.Of(number)) is { } equations
            ? (Said(equations.Output), Said(equations.InputGradient))
            : ("", "");
    }

    static string Said(string formula) => formula.Length > 0 ? $"= {formula}" : "";

    // a layer's own formula with letters; null where it has none
    static LayerFormula? Lettered(Layer layer, int number, bool training)
    {
        string l = Superscript.Of(number), da = $"∂L/∂a{l}";
        string[]? letters = layer switch
        {
            Dropout => training ? ["k"] : [],
            BatchNorm => [$"γ{l}", $"β{l}", "μ", "v",
                .. training ? [Normalization.MeanOf(false), Normalization.MixedOf(false)] : Array.Empty<string>()],
            LayerNorm => [$"γ{l}", $"β{l}", "μ", "v", Normalization.MeanOf(true), Normalization.MixedOf(true)],
            Scale or PRelu or ParametricActivation => [$"s{l}"],
            _ => null,
        };
        return letters is null ? null
            : layer.Formula(Expression.Letter($"x{l}"), Expression.Letter(da), [.. letters.Select(Expression.Letter)]);
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
        Elementwise(string.Join(", ", FormulaText.Definitions(formula.Node).Where(part => !known.Contains(part.Name)).Reverse()
            .Select(part => $"{part.Name} = {FormulaText.Of(part.Arguments[0])}").Prepend(FormulaText.Of(formula.Node))));

    static string Elementwise(string product) => product.Replace("·", " ⊙ ", StringComparison.Ordinal);
}
