namespace Myelin;

/// <summary>An optimizer whose direction is a formula over lanes.</summary>
public abstract record Optimizer<TRule>(double LearningRate) : Optimizer(LearningRate) where TRule : struct, IUpdateRule
{
    /// <summary>The rule of step t = 1, 2, …; all that depends on t alone is computed here, once.</summary>
    public abstract TRule At(long t);

    /// <remarks>A setting that needs more memory is a rule of its own: then this is overridden and chooses between them.</remarks>
    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) where TResult : class => choice.Of(At);
}
