using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>RMSprop (Tieleman, Hinton 2012, lecture 6e): d = g / (√v + ε) with v the running mean of g².</summary>
/// <remarks>Centered: √(v − ḡ²), the deviation in place of the root mean square (Graves 2013, eq. 38 to 45).</remarks>
/// <param name="Decay">ρ in [0, 1): how much of v stays</param>
/// <param name="Epsilon">ε &gt; 0, added to the root</param>
/// <param name="Momentum">μ in [0, 1), of the directions</param>
public sealed record RmsProp(
    double LearningRate = 0.01, double Decay = 0.99, double Epsilon = 1e-8, double Momentum = 0, bool Centered = false)
    : Optimizer(LearningRate)
{
    public double Decay { get; } = Throw.IfNotProbability(Decay, "Decay of RMSprop");

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of RMSprop");

    public double Momentum { get; } = Throw.IfNotProbability(Momentum, "Momentum of RMSprop");

    internal Rule At(long t) => new(Decay, 1 - Decay, Epsilon);

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) =>
        Centered ? choice.Of(t => new CenteredRmsPropRule(At(t), Momentum)) :
        Momentum > 0 ? choice.Of(t => new MomentumRule(At(t), Momentum)) : choice.Of(At);

    /// <summary>m := ρ m + (1 − ρ) g²;  d = g / (√m + ε)</summary>
    internal readonly record struct Rule(Coefficient Decay, Coefficient Rest, Coefficient Epsilon) : IUpdateRule
    {
        public static int Moments => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Name("m", TLane.Of("ρ", Decay) * m + TLane.Of("1 − ρ", Rest) * g * g);
            return g / (TLane.Sqrt(m) + TLane.Of("ε", Epsilon));
        }
    }

    /// <summary>d := μ v + g / (√m + ε), remembered in v</summary>
    internal readonly record struct MomentumRule(Rule Plain, Coefficient Momentum) : IUpdateRule
    {
        public static int Moments => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane> =>
            v = TLane.Name("v", TLane.Of("μ", Momentum) * v + Plain.Direction(g, w, ref m, ref v, ref u));
    }
}
