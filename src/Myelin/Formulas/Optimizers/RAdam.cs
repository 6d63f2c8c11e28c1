using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>RAdam (Liu et al. 2020, algorithm 2): Adam that trusts √v as far as its variance allows, else steps along m alone.</summary>
/// <param name="Beta1">β₁ in [0, 1)</param>
/// <param name="Beta2">β₂ in [0, 1)</param>
/// <param name="Epsilon">ε &gt; 0, added to √v</param>
public sealed record RAdam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8)
    : Optimizer(LearningRate)
{
    public double Beta1 { get; } = Throw.IfNotProbability(Beta1, "Beta1 of RAdam");

    public double Beta2 { get; } = Throw.IfNotProbability(Beta2, "Beta2 of RAdam");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of RAdam");

    internal Rule At(long t)
    {
        double power = Elementary.Power(Beta2, t), correct1 = 1 / (1 - Elementary.Power(Beta1, t));
        Scalar<double> r = Rectification(new Scalar<double>(Beta2), new(power), new(t), out Scalar<double> length);
        double factor = length.Value > 5 ? correct1 * Math.Sqrt(1 - power) * r.Value : correct1;
        return new(Beta1, 1 - Beta1, Beta2, 1 - Beta2, length.Value > 5, factor, Epsilon);
    }

    // r, and ρ beyond which there is one
    static TLane Rectification<TLane>(TLane beta2, TLane power, TLane t, out TLane length) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), two = TLane.Of(2), four = TLane.Of(4), limit = TLane.Name("ρ∞", two / (one - beta2) - one);
        length = TLane.Name("ρ", limit - two * t * power / (one - power));
        return TLane.Name("r", TLane.Sqrt((length - four) * (length - two) * limit / ((limit - four) * (limit - two) * length)));
    }

    private protected override IEnumerable<Expression> Constants(long step)
    {
        Expression beta2 = Expression.Exactly(Beta2, "β₂"), t = Expression.Exactly(step, "t");
        Expression r = Rectification(beta2, Expression.Power(beta2, t), t, out Expression length);
        return length.Value > 5 ? [r] : [length];
    }

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) => choice.Of(At);

    /// <summary>m and v as Adam's;  d = m/(1 − β₁ᵗ) · rₜ √(1 − β₂ᵗ) / (√v + ε), or m/(1 − β₁ᵗ) while ρₜ ≤ 5</summary>
    internal readonly record struct Rule(
        Coefficient Beta1, Coefficient Rest1, Coefficient Beta2, Coefficient Rest2, bool Rectified, Coefficient Factor,
        Coefficient Epsilon) : IUpdateRule
    {
        public static int Moments => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Name("m", TLane.Of("β₁", Beta1) * m + TLane.Of("1 − β₁", Rest1) * g);
            v = TLane.Name("v", TLane.Of("β₂", Beta2) * v + TLane.Of("1 − β₂", Rest2) * g * g);
            TLane d = TLane.Of(Rectified ? "r·√(1 − β₂ᵗ)/(1 − β₁ᵗ)" : "1/(1 − β₁ᵗ)", Factor) * m;
            return Rectified ? d / (TLane.Sqrt(v) + TLane.Of("ε", Epsilon)) : d;
        }
    }
}
