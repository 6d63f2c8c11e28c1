using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin.Optimizers;

/// <summary>
/// RAdam (Liu et al. 2020, algorithm 2): Adam that trusts √v as far as its variance allows, and steps along m alone before.
/// </summary>
/// <remarks>ρ∞ = 2/(1 − β₂) − 1;  ρₜ = ρ∞ − 2t β₂ᵗ/(1 − β₂ᵗ);  rₜ² = (ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ)</remarks>
/// <param name="Beta1">β₁ in [0, 1)</param>
/// <param name="Beta2">β₂ in [0, 1)</param>
/// <param name="Epsilon">ε &gt; 0, added to √v</param>
public sealed record RAdam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8)
    : Optimizer<RAdam.Rule>(LearningRate)
{
    public double Beta1 { get; } = Throw.IfNotProbability(Beta1, "Beta1 of RAdam");

    public double Beta2 { get; } = Throw.IfNotProbability(Beta2, "Beta2 of RAdam");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of RAdam");

    public override Rule At(long t)
    {
        double power = Elementary.Power(Beta2, t), correct1 = 1 / (1 - Elementary.Power(Beta1, t));
        double limit = 2 / (1 - Beta2) - 1, length = limit - 2 * t * power / (1 - power);
        double root = (length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length);
        double factor = length > 5 ? correct1 * Math.Sqrt(1 - power) * Math.Sqrt(root) : correct1;
        return new(Beta1, 1 - Beta1, Beta2, 1 - Beta2, length > 5, factor, Epsilon);
    }

    /// <summary>
    /// m := β₁ m + (1 − β₁) g;  v := β₂ v + (1 − β₂) g²;  d = m/(1 − β₁ᵗ) · rₜ √(1 − β₂ᵗ) / (√v + ε), or m/(1 − β₁ᵗ) while ρₜ ≤ 5
    /// </summary>
    public readonly record struct Rule(
        Coefficient Beta1, Coefficient Rest1, Coefficient Beta2, Coefficient Rest2, bool Rectified, Coefficient Factor,
        Coefficient Epsilon) : IUpdateRule
    {
        public static int Moments => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Of(Beta1) * m + TLane.Of(Rest1) * g;
            v = TLane.Of(Beta2) * v + TLane.Of(Rest2) * g * g;
            TLane d = TLane.Of(Factor) * m;
            return Rectified ? d / (TLane.Sqrt(v) + TLane.Of(Epsilon)) : d;
        }
    }
}
