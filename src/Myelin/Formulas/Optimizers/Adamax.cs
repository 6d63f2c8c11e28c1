using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Adamax (Kingma, Ba 2015, algorithm 2): Adam with the largest gradient of late in place of the root mean square.</summary>
/// <param name="Beta1">β₁ in [0, 1)</param>
/// <param name="Beta2">β₂ in [0, 1)</param>
/// <param name="Epsilon">ε &gt; 0, added to |g|</param>
public sealed record Adamax(double LearningRate = 0.002, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8)
    : Optimizer(LearningRate)
{
    public double Beta1 { get; } = Throw.IfNotProbability(Beta1, "Beta1 of Adamax");

    public double Beta2 { get; } = Throw.IfNotProbability(Beta2, "Beta2 of Adamax");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of Adamax");

    internal Rule At(long t) => new(Beta1, 1 - Beta1, Beta2, Epsilon, 1 / (1 - Elementary.Power(Beta1, t)));

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) => choice.Of(At);

    /// <summary>m := β₁ m + (1 − β₁) g;  v := max(β₂ v, |g| + ε);  d = m/(1 − β₁ᵗ) / v</summary>
    internal readonly record struct Rule(
        Coefficient Beta1, Coefficient Rest1, Coefficient Beta2, Coefficient Epsilon, Coefficient Correct1) : IUpdateRule
    {
        public static int Moments => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Name("m", TLane.Of("β₁", Beta1) * m + TLane.Of("1 − β₁", Rest1) * g);
            v = TLane.Name("v", TLane.Max(TLane.Of("β₂", Beta2) * v, TLane.Abs(g) + TLane.Of("ε", Epsilon)));
            return m * TLane.Of("1/(1 − β₁ᵗ)", Correct1) / v;
        }
    }
}
