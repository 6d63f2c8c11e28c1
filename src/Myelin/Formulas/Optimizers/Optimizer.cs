using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// An optimizer is a direction: θ := θ − α·d. The rate, its schedule, decay and clipping are other links of the chain
/// g → clip → + λ₂ θ + λ₁ sign θ → d(g) → θ := (1 − α λ) θ − α d, and the same for every rule.
/// </summary>
/// <param name="LearningRate">α ≥ 0, before the schedule's factor and each block's own factor.</param>
public abstract record Optimizer(double LearningRate)
{
    public double LearningRate { get; init => field = Rate(value); } = Rate(LearningRate);

    /// <summary>λ₁ of the coupled penalty λ₁ Σ|θ|: g := g + λ₁ sign θ, with sign 0 = 0.</summary>
    public double L1 { get; init => field = Throw.IfNegative(value, "the L1 penalty", nameof(L1)); }

    /// <summary>λ₂ of the coupled penalty ½ λ₂ Σ θ²: g := g + λ₂ θ.</summary>
    public double L2 { get; init => field = Throw.IfNegative(value, "the L2 penalty", nameof(L2)); }

    /// <summary>λ of decoupled decay: θ := (1 − α λ) θ before the step (Loshchilov, Hutter 2019, algorithm 2).</summary>
    public double WeightDecay { get; init => field = Throw.IfNegative(value, "the weight decay", nameof(WeightDecay)); }

    /// <summary>Whether penalties and decay reach every parameter, or weights alone (the default).</summary>
    public bool DecaysAll { get; init; }

    /// <summary>d and what is remembered as they are written in C#, as expressions. Null where a step is no rule of one gradient.</summary>
    /// <param name="step">t = 1, 2, …</param>
    /// <param name="g">the gradient, clipped and with the coupled penalties</param>
    /// <param name="theta">the parameter</param>
    /// <param name="remembered">m, v and u before the step; those that the rule has not are not looked at</param>
    public RuleFormula? Formula(long step, Expression g, Expression theta, params ReadOnlySpan<Expression> remembered)
    {
        Expression[] moments = [.. remembered, .. new Expression[Math.Max(0, 3 - remembered.Length)]];
        return Choose(new Explanation(step, g, theta, moments)) is { } formula ? formula with { Constants = [.. Constants(step)] } : null;
    }

    /// <summary>Numbers that the rule's coefficients are made of, each by its letter, where those do not say how they come about.</summary>
    private protected virtual IEnumerable<Expression> Constants(long step) => [];

    /// <summary>Gives the rule that the settings choose; null where there is none.</summary>
    internal abstract TResult? Choose<TResult>(IRuleChoice<TResult> choice) where TResult : class;

    static double Rate(double value) => Throw.IfNegative(value, "the learning rate", nameof(LearningRate));

    sealed class Explanation(long step, Expression g, Expression theta, Expression[] remembered) : IRuleChoice<RuleFormula>
    {
        public RuleFormula Of<TRule>(Func<long, TRule> at) where TRule : struct, IUpdateRule
        {
            (Expression m, Expression v, Expression u) = (remembered[0], remembered[1], remembered[2]);
            Expression direction = at(step).Direction(g, theta, ref m, ref v, ref u);
            return new(direction, [.. new[] { m, v, u }.Take(TRule.Moments)]);
        }
    }
}
