using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>NAdam (Dozat 2016, algorithm 2): Adam that looks one step ahead along its momentum, as Nesterov's method does.</summary>
/// <param name="MomentumDecay">ψ ≥ 0 of μₜ = β₁ (1 − ½·0.96^(t ψ))</param>
public sealed record NAdam(double LearningRate = 0.002, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8,
    double MomentumDecay = 0.004) : Optimizer(LearningRate)
{
    // beside the record, because a cache is no part of its value
    static readonly ConditionalWeakTable<NAdam, RunningProduct> s_products = [];
    static readonly double s_log = Rows.Log(0.96);

    public double Beta1 { get; } = Throw.IfNotProbability(Beta1, "Beta1 of NAdam");

    public double Beta2 { get; } = Throw.IfNotProbability(Beta2, "Beta2 of NAdam");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of NAdam");

    public double MomentumDecay { get; } = Throw.IfNegative(MomentumDecay, "the momentum decay of NAdam");

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) => choice.Of(At);
    internal Rule At(long t)
    {
        double product = Product(t), next = Mu(t + 1), root2 = Math.Sqrt(1 - Elementary.Power(Beta2, t));
        return new(Beta1, 1 - Beta1, Beta2, 1 - Beta2, (1 - Mu(t)) / (1 - product), next / (1 - product * next), 1 / root2, Epsilon);
    }

    double Product(long t) => s_products.GetValue(this, static nadam => new(nadam.Mu)).UpTo(t);
    double Mu(long t) => Mu(new Scalar<double>(Beta1), new(t), new(MomentumDecay)).Value;
    static TLane Mu<TLane>(TLane beta1, TLane t, TLane psi) where TLane : struct, ILane<TLane> =>
        beta1 * (TLane.Of(1) - TLane.Of(0.5) * TLane.Exp(t * psi * TLane.Of("ln(0.96)", s_log)));

    private protected override IEnumerable<Expression> Constants(long step)
    {
        yield return Expression.Name("μ", Of(Expression.Exactly(step, "t")));
        yield return Expression.Name("μ′", Of(Expression.Exactly(step + 1, "(t + 1)")));
        yield return Expression.Name("Π", Expression.Measured(Product(step), "μ₁·…·μₜ"));
        Expression Of(Expression t) => Mu(Expression.Exactly(Beta1, "β₁"), t, Expression.Exactly(MomentumDecay, "ψ"));
    }

    /// <summary>Adam's m and v;  d = ((1 − μₜ)/(1 − Πₜ μ) g + μₜ₊₁/(1 − Πₜ₊₁ μ) m) / (√(v/(1 − β₂ᵗ)) + ε)</summary>
    internal readonly record struct Rule(
        Coefficient Beta1, Coefficient Rest1, Coefficient Beta2, Coefficient Rest2, Coefficient GradientFactor, Coefficient MomentFactor,
        Coefficient RootCorrect2, Coefficient Epsilon) : IUpdateRule
    {
        public static int Moments => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Name("m", TLane.Of("β₁", Beta1) * m + TLane.Of("1 − β₁", Rest1) * g);
            v = TLane.Name("v", TLane.Of("β₂", Beta2) * v + TLane.Of("1 − β₂", Rest2) * g * g);
            TLane ahead = TLane.Of("(1 − μ)/(1 − Π)", GradientFactor) * g + TLane.Of("μ′/(1 − Π·μ′)", MomentFactor) * m;
            return ahead / (TLane.Sqrt(v) * TLane.Of("1/√(1 − β₂ᵗ)", RootCorrect2) + TLane.Of("ε", Epsilon));
        }
    }
}
