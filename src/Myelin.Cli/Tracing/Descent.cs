using Myelin.Layers;
using Myelin.Optimizers;

namespace Myelin.Cli.Tracing;

/// <summary>How an optimizer changes a block, to be read beside its numbers.</summary>
static class Descent
{
    public static string Formula(Optimizer optimizer, ParameterBlock block, string name)
    {
        bool decays = block.Role is ParameterRole.Weight or ParameterRole.Embedding || optimizer.DecaysAll;
        string gradient = $"∂L/∂{name}";
        if (decays && optimizer.L2 > 0) gradient += $" + λ₂ {name}";
        if (decays && optimizer.L1 > 0) gradient += $" + λ₁ sign {name}";
        bool isSum = gradient.Contains('+', StringComparison.Ordinal), isPlain = optimizer is Sgd { Momentum: 0 };
        string direction = isPlain ? isSum ? $"({gradient})" : gradient : "d";
        string kept = decays && optimizer.WeightDecay > 0 ? $"(1 − αλ) {name}" : name;
        return $":= {kept} − α {direction}";
    }

    /// <summary>θ := θ − α ∂L/∂θ and nothing else.</summary>
    public static bool IsPlain(Optimizer optimizer) => optimizer is Sgd { Momentum: 0, L1: 0, L2: 0, WeightDecay: 0 };

    /// <summary>What d is, from g = ∂L/∂θ; null for plain descent.</summary>
    public static string? Direction(Optimizer optimizer) => optimizer switch
    {
        Sgd { Momentum: 0 } => null,
        Sgd { Nesterov: true } => "m := μ m + (1 − τ) g, d = g + μ m",
        Sgd => "m := μ m + (1 − τ) g, d = m",
        Adam { AmsGrad: true } => "m := β₁ m + (1 − β₁) g, v := β₂ v + (1 − β₂) g², d = m̂/(√(max v̂) + ε)",
        Adam => "m := β₁ m + (1 − β₁) g, v := β₂ v + (1 − β₂) g², d = m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)",
        Adamax => "m := β₁ m + (1 − β₁) g, u := max(β₂ u, |g| + ε), d = m̂/u",
        NAdam => "Adam's m and v, d = (g and m̂ one step ahead)/(√v̂ + ε)",
        RAdam => "Adam's m and v, d = r m̂/(√v̂ + ε), or m̂ while the variance of v is not yet bounded",
        RmsProp => "v := ρ v + (1 − ρ) g², d = g/(√v + ε)",
        Adagrad => "s := s + g², d = g/(√s + ε)",
        Adadelta => "v := ρ v + (1 − ρ) g², d = √(u + ε)/√(v + ε) · g, u := ρ u + (1 − ρ) d²",
        Rprop => "s := s η₊ or s η₋ as g keeps or turns its sign, d = s sign g",
        Lion => "d = sign(β₁ m + (1 − β₁) g), m := β₂ m + (1 − β₂) g",
        Lbfgs => "d = H g with H from the last steps and gradients; α times what a line search finds (strong Wolfe conditions)",
        _ => $"d by {optimizer.GetType().Name}",
    };
}
