using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Adadelta (Zeiler 2012, algorithm 1): d = √(E[d²] + ε) / √(E[g²] + ε) · g, steps in the parameter's own unit.</summary>
/// <param name="LearningRate">α; the paper's is 1</param>
/// <param name="Decay">ρ in [0, 1): how much of the running means stays</param>
/// <param name="Epsilon">ε &gt; 0, added under both roots</param>
public sealed record Adadelta(double LearningRate = 1, double Decay = 0.9, double Epsilon = 1e-6) : Optimizer(LearningRate)
{
    public double Decay { get; } = Throw.IfNotProbability(Decay, "Decay of Adadelta");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of Adadelta");

    internal Rule At(long t) => new(Decay, 1 - Decay, Epsilon);

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) => choice.Of(At);

    /// <summary>m := ρ m + (1 − ρ) g²;  d = √(v + ε) / √(m + ε) · g;  v := ρ v + (1 − ρ) d²</summary>
    internal readonly record struct Rule(Coefficient Decay, Coefficient Rest, Coefficient Epsilon) : IUpdateRule
    {
        public static int Moments => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            TLane decay = TLane.Of("ρ", Decay), rest = TLane.Of("1 − ρ", Rest), epsilon = TLane.Of("ε", Epsilon);
            m = TLane.Name("m", decay * m + rest * g * g);
            TLane d = TLane.Name("d", TLane.Sqrt(v + epsilon) / TLane.Sqrt(m + epsilon) * g);
            v = TLane.Name("v", decay * v + rest * d * d);
            return d;
        }
    }
}
