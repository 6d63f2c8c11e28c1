namespace Myelin.Explain;

/// <summary>
/// A block in one step: g = max(−c, min(c, s·∂L/∂θ)) + λ₂ θ + λ₁ sign θ, then the optimizer's d(g), then θ := (1 − α λ) θ − α d.
/// </summary>
/// <remarks>Rates, penalties and decay are those of this block: with its own factors, and the schedules'.</remarks>
public sealed record UpdateTrace<T>
{
    public required ParameterBlock Block { get; init; }

    /// <summary>θ before the step</summary>
    public required T[,] Before { get; init; }

    /// <summary>∂L/∂θ</summary>
    public required T[,] Gradient { get; init; }

    /// <summary>θ after it</summary>
    public required T[,] After { get; init; }

    /// <summary>Whether it was kept as it is.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What the optimizer remembered before the step: as many of m, v and u as it has.</summary>
    public IReadOnlyList<T[,]> MomentsBefore { get; init; } = [];

    /// <summary>The same after it.</summary>
    public IReadOnlyList<T[,]> MomentsAfter { get; init; } = [];

    /// <summary>The schedule's factor on the learning rate.</summary>
    public double ScheduleFactor { get; init; } = 1;

    /// <summary>α: the learning rate with the schedule's and the block's factor.</summary>
    public double Rate { get; init; }

    /// <summary>s, by which the gradient's norm is clipped; 1 where it is not.</summary>
    public double GradientScale { get; init; } = 1;

    /// <summary>c, the bound of each number of the gradient; infinite for none.</summary>
    public double Clip { get; init; } = double.PositiveInfinity;

    /// <summary>λ₁ of the coupled penalty</summary>
    public double L1 { get; init; }

    /// <summary>λ₂ of the coupled penalty</summary>
    public double L2 { get; init; }

    /// <summary>λ of the decoupled decay</summary>
    public double Decay { get; init; }

    /// <summary>p of a line search along it: θ := θ + <see cref="StepLength"/> p; null for optimizers with a rule.</summary>
    public T[,]? Direction { get; init; }

    /// <summary>What the line search found.</summary>
    public double StepLength { get; init; }
}
