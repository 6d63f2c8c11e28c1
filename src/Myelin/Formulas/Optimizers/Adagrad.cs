using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Adagrad (Duchi, Hazan, Singer 2011, eq. 1 with the diagonal): d = g / (√(v₀ + Σ g²) + ε)</summary>
/// <param name="RateDecay">η ≥ 0: step t goes α / (1 + (t − 1) η)</param>
/// <param name="InitialAccumulator">v₀ ≥ 0, what the sum of squares begins with</param>
/// <param name="Epsilon">ε &gt; 0, added to the root</param>
public sealed record Adagrad(double LearningRate = 0.01, double RateDecay = 0, double InitialAccumulator = 0, double Epsilon = 1e-10)
    : Optimizer(LearningRate)
{
    public double RateDecay { get; } = Throw.IfNegative(RateDecay, "the rate decay of Adagrad");

    public double InitialAccumulator { get; } = Throw.IfNegative(InitialAccumulator, "the initial accumulator of Adagrad");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of Adagrad");

    internal Rule At(long t) => new(InitialAccumulator, Epsilon, 1 / (1 + (t - 1) * RateDecay));

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) => choice.Of(At);

    /// <summary>m := m + g²;  d = g / (√(v₀ + m) + ε) / (1 + (t − 1) η)</summary>
    internal readonly record struct Rule(Coefficient Initial, Coefficient Epsilon, Coefficient Factor) : IUpdateRule
    {
        public static int Moments => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Name("m", m + g * g);
            return TLane.Of("1/(1 + (t − 1)·η)", Factor) * g / (TLane.Sqrt(TLane.Of("v₀", Initial) + m) + TLane.Of("ε", Epsilon));
        }
    }
}
