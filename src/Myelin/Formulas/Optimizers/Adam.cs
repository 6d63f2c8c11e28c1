using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Adam (Kingma, Ba 2015, algorithm 1), with AMSGrad's maximum (Reddi, Kale, Kumar 2018, algorithm 2) as an option.</summary>
/// <param name="Beta1">β₁ in [0, 1)</param>
/// <param name="Beta2">β₂ in [0, 1)</param>
/// <param name="Epsilon">ε &gt; 0, added to the root of the corrected v</param>
/// <param name="AmsGrad">divides by the largest v so far, which a third moment remembers</param>
/// <param name="EpsilonHat">adds ε to √v before the correction: the paper's ε̂ (end of section 2), as scikit-learn and ONNX have it</param>
public record Adam(
    double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, bool AmsGrad = false,
    bool EpsilonHat = false) : Optimizer(LearningRate)
{
    public double Beta1 { get; } = Throw.IfNotProbability(Beta1, "Beta1 of Adam");

    public double Beta2 { get; } = Throw.IfNotProbability(Beta2, "Beta2 of Adam");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of Adam");

    internal Rule At(long t)
    {
        double correct1 = 1 - Elementary.Power(Beta1, t), root2 = Math.Sqrt(1 - Elementary.Power(Beta2, t));
        return EpsilonHat
            ? new(Beta1, 1 - Beta1, Beta2, 1 - Beta2, root2 / correct1, 1, Epsilon)
            : new(Beta1, 1 - Beta1, Beta2, 1 - Beta2, 1 / correct1, 1 / root2, Epsilon);
    }

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) =>
        AmsGrad ? choice.Of(t => new AmsGradRule(At(t))) : choice.Of(At);

    /// <summary>m := β₁ m + (1 − β₁) g;  v := β₂ v + (1 − β₂) g²;  d = m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)</summary>
    internal readonly record struct Rule(
        Coefficient Beta1, Coefficient Rest1, Coefficient Beta2, Coefficient Rest2, Coefficient Correct1, Coefficient RootCorrect2,
        Coefficient Epsilon) : IUpdateRule
    {
        public static int Moments => 2;
        bool IsHat => RootCorrect2.Double == 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            Remember(g, ref m, ref v);
            return Quotient(m, v);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Remember<TLane>(TLane g, ref TLane m, ref TLane v) where TLane : struct, ILane<TLane>
        {
            m = TLane.Name("m", TLane.Of("β₁", Beta1) * m + TLane.Of("1 − β₁", Rest1) * g);
            v = TLane.Name("v", TLane.Of("β₂", Beta2) * v + TLane.Of("1 − β₂", Rest2) * g * g);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal TLane Quotient<TLane>(TLane m, TLane v) where TLane : struct, ILane<TLane> =>
            m * TLane.Of(IsHat ? "√(1 − β₂ᵗ)/(1 − β₁ᵗ)" : "1/(1 − β₁ᵗ)", Correct1)
            / (TLane.Sqrt(v) * TLane.Of(IsHat ? "1" : "1/√(1 − β₂ᵗ)", RootCorrect2) + TLane.Of("ε", Epsilon));
    }
}
