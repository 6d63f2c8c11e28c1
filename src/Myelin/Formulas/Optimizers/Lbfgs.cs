using System.Numerics;

namespace Myelin;

/// <summary>
/// Limited-memory BFGS (Nocedal, Wright 2006, algorithms 7.4 and 7.5) with a line search for the strong Wolfe conditions (3.5, 3.6).
/// For full batches: loss and gradient must be the same function at every step.
/// </summary>
/// <param name="LearningRate">the first step that a line search tries</param>
/// <param name="History">how many pairs (s, y) are remembered</param>
/// <param name="SufficientDecrease">c₁ of φ(α) ≤ φ(0) + c₁ α φ′(0)</param>
/// <param name="Curvature">c₂ of |φ′(α)| ≤ c₂ |φ′(0)|, between c₁ and 1</param>
/// <param name="GradientTolerance">converged when no |∂L/∂θᵢ| is larger</param>
/// <param name="ChangeTolerance">converged when a step changes neither the loss nor any parameter by more</param>
/// <param name="MaximumEvaluations">of the loss, in one line search</param>
public sealed record Lbfgs(
    double LearningRate = 1, int History = 10, double SufficientDecrease = 1e-4, double Curvature = 0.9, double GradientTolerance = 1e-7,
    double ChangeTolerance = 1e-12, int MaximumEvaluations = 25) : Optimizer(LearningRate)
{
    public int History { get; } = (int)Throw.IfLengthNotPositive(History, "the history of L-BFGS");

    public double SufficientDecrease { get; } =
        Throw.IfNotBelow(Throw.IfNotPositive(SufficientDecrease, "c1 of L-BFGS"), 0.5, "c1 of L-BFGS", nameof(SufficientDecrease));

    public double Curvature { get; } =
        Throw.IfNotBelow(Throw.IfNotAbove(Curvature, SufficientDecrease, "c2 of L-BFGS"), 1, "c2 of L-BFGS", nameof(Curvature));

    public double GradientTolerance { get; } = Throw.IfNegative(GradientTolerance, "the gradient tolerance of L-BFGS");

    public double ChangeTolerance { get; } = Throw.IfNegative(ChangeTolerance, "the change tolerance of L-BFGS");

    public int MaximumEvaluations { get; } = (int)Throw.IfLengthNotPositive(MaximumEvaluations, "the evaluations of an L-BFGS line search");

    /// <summary>Goes down from θ until it converges, is stuck, or has made so many steps; θ is then the best point.</summary>
    /// <returns>its loss</returns>
    public double Minimize<T>(Objective<T> objective, Span<T> theta, int steps = 1000) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var descent = new LbfgsDescent<T>(this, objective, theta);
        for (int step = 0; step < steps && descent.Step() == DescentState.Descending; step++) { }
        descent.Point.CopyTo(theta);
        return descent.Loss;
    }

    internal override TResult? Choose<TResult>(IRuleChoice<TResult> choice) where TResult : class => null;
}
