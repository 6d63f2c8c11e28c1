using Myelin.Kernels;

namespace Myelin.Optimizers;

/// <summary>Adam (Kingma, Ba 2015, algorithm 1), with AMSGrad's maximum (Reddi, Kale, Kumar 2018, algorithm 2) as an option.</summary>
public record Adam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, bool AmsGrad = false)
    : Optimizer<Adam.Rule>(LearningRate)
{
    public override Rule At(long t) => new(Beta1, Beta2, Epsilon, AmsGrad, 1 - Math.Pow(Beta1, t), Math.Sqrt(1 - Math.Pow(Beta2, t)));

    /// <summary>m := β₁ m + (1 − β₁) g;  v := β₂ v + (1 − β₂) g²;  d = m/(1 − β₁ᵗ) / (√v/√(1 − β₂ᵗ) + ε)</summary>
    public readonly record struct Rule(double Beta1, double Beta2, double Epsilon, bool AmsGrad, double Correct1, double RootCorrect2) : IUpdateRule
    {
        public static int Moments => 3;

        public TLane Direction<TLane>(TLane g, TLane w, TLane rate, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Of(Beta1) * m + TLane.Of(1 - Beta1) * g;
            v = TLane.Of(Beta2) * v + TLane.Of(1 - Beta2) * g * g;
            if (AmsGrad) u = TLane.Max(u, v);
            TLane root = TLane.Sqrt(AmsGrad ? u : v) / TLane.Of(RootCorrect2);
            return m / TLane.Of(Correct1) / (root + TLane.Of(Epsilon));
        }
    }
}
