using System.Numerics;
using Myelin.Engine;
using Myelin.Kernels;

namespace Myelin.Optimizers;

/// <summary>
/// An optimizer is a direction: θ := θ − α·d. The rate, its schedule, decay and clipping are other links of the chain
/// g → clip → + λ₂ θ + λ₁ sign θ → d(g) → θ := (1 − α λ) θ − α d, and the same for every rule.
/// </summary>
/// <param name="LearningRate">α, before the schedule's factor and each block's own factor.</param>
public abstract record Optimizer(double LearningRate)
{
    /// <summary>λ₁ of the coupled penalty λ₁ Σ|θ|: g := g + λ₁ sign θ, with sign 0 = 0.</summary>
    public double L1 { get; init; }

    /// <summary>λ₂ of the coupled penalty ½ λ₂ Σ θ²: g := g + λ₂ θ.</summary>
    public double L2 { get; init; }

    /// <summary>λ of decoupled decay: θ := (1 − α λ) θ before the step (Loshchilov, Hutter 2019, algorithm 2).</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether penalties and decay reach every parameter, or weights alone (the default).</summary>
    public bool DecaysAll { get; init; }

    internal abstract UpdatePass<T> Bind<T, TLane>() where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T>;

    internal UpdatePass<T> Bind<T>(int bits) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.Choose<T, UpdatePass<T>, Choice<T>>(bits, new Choice<T>(this));

    readonly struct Choice<T>(Optimizer optimizer) : ILaneChoice<T, UpdatePass<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public UpdatePass<T> On<TLane>() where TLane : struct, ILane<TLane, T> => optimizer.Bind<T, TLane>();
    }
}

/// <summary>An optimizer whose direction is a formula over lanes.</summary>
public abstract record Optimizer<TRule>(double LearningRate) : Optimizer(LearningRate) where TRule : struct, IUpdateRule
{
    /// <summary>The rule of step t = 1, 2, …; all that depends on t alone is computed here, once.</summary>
    public abstract TRule At(long t);

    internal override UpdatePass<T> Bind<T, TLane>() => new UpdatePass<T, TLane, TRule>(this);
}

/// <summary>The formula of an optimizer at one step.</summary>
public interface IUpdateRule
{
    /// <summary>How many numbers are remembered for each parameter: 0 to 3 of m, v and u, all 0 at first.</summary>
    static abstract int Moments { get; }

    /// <summary>d, from the gradient g, the parameter w, and what is remembered of earlier steps.</summary>
    /// <remarks>α is passed for the few rules whose memory depends on it; the step itself is multiplied by it elsewhere.</remarks>
    TLane Direction<TLane>(TLane g, TLane w, TLane rate, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>;
}
