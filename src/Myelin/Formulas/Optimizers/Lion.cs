using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Lion (Chen et al. 2023, algorithm 2): the sign of an interpolated momentum, so that every parameter moves by α.</summary>
/// <param name="LearningRate">α, three to ten times smaller than Adam's</param>
/// <param name="Beta1">β₁ in [0, 1), of the direction</param>
/// <param name="Beta2">β₂ in [0, 1), of the memory</param>
public sealed record Lion(double LearningRate = 1e-4, double Beta1 = 0.9, double Beta2 = 0.99) : Optimizer(LearningRate)
{
    public double Beta1 { get; } = Throw.IfNotProbability(Beta1, "Beta1 of Lion");

    public double Beta2 { get; } = Throw.IfNotProbability(Beta2, "Beta2 of Lion");

    internal Rule At(long t) => new(Beta1, 1 - Beta1, Beta2, 1 - Beta2);

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) => choice.Of(At);

    /// <summary>d = sign(β₁ m + (1 − β₁) g);  m := β₂ m + (1 − β₂) g</summary>
    internal readonly record struct Rule(Coefficient Beta1, Coefficient Rest1, Coefficient Beta2, Coefficient Rest2) : IUpdateRule
    {
        public static int Moments => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            TLane d = TLane.Sign(TLane.Of("β₁", Beta1) * m + TLane.Of("1 − β₁", Rest1) * g);
            m = TLane.Name("m", TLane.Of("β₂", Beta2) * m + TLane.Of("1 − β₂", Rest2) * g);
            return d;
        }
    }
}
