namespace Myelin;

/// <summary>Adam with decoupled decay: θ := (1 − α λ) θ − α d (Loshchilov, Hutter 2019, algorithm 2).</summary>
/// <remarks>The same as <c>new Adam { WeightDecay = 0.01 }</c>; the name is what others call it.</remarks>
public sealed record AdamW : Adam
{
    public AdamW(
        double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01,
        bool AmsGrad = false, bool EpsilonHat = false)
        : base(LearningRate, Beta1, Beta2, Epsilon, AmsGrad, EpsilonHat) => this.WeightDecay = WeightDecay;
}
