using System.Numerics;
using Myelin.Engine;
using Myelin.Kernels;

namespace Myelin.Optimizers;

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

    internal abstract UpdatePass<T> Bind<T, TLane>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>;

    // where no matrix has a second panel, numbers are one vector, whatever the panels' width
    internal UpdatePass<T> Bind<T>(Parameters<T> parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Choose<T, UpdatePass<T>, Choice<T>>(parameters.HasOnePanels ? Lanes.Bits : parameters.Bits, new Choice<T>(this));

    static double Rate(double value) => Throw.IfNegative(value, "the learning rate", nameof(LearningRate));

    readonly struct Choice<T>(Optimizer optimizer) : ILaneChoice<T, UpdatePass<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public UpdatePass<T> On<TLane>() where TLane : struct, ILane<TLane, T> => optimizer.Bind<T, TLane>();
    }
}
