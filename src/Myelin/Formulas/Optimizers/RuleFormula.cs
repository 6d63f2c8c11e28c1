using Myelin.Numerics;

namespace Myelin;

/// <summary>What an optimizer makes of a gradient, as expressions.</summary>
/// <param name="Direction">d of θ := θ − α d</param>
/// <param name="Remembered">m, v and u after the step, as many as the rule has</param>
public sealed record RuleFormula(Expression Direction, IReadOnlyList<Expression> Remembered)
{
    /// <summary>What the coefficients are made of, each by its letter.</summary>
    public IReadOnlyList<Expression> Constants { get; init; } = [];
}

/// <summary>Is given the one rule that an optimizer's settings choose.</summary>
interface IRuleChoice<TResult> where TResult : class
{
    TResult Of<TRule>(Func<long, TRule> at) where TRule : struct, IUpdateRule;
}
