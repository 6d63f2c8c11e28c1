using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Stochastic gradient descent: d = g; with momentum μ: m := μ m + (1 − τ) g, d = m, or Nesterov's d = g + μ m.</summary>
/// <remarks>
/// Sutskever, Martens, Dahl, Hinton 2013, section 2, with the rate outside of m. The first step sets m := g, as PyTorch does.
/// </remarks>
/// <param name="Momentum">μ in [0, 1)</param>
/// <param name="Dampening">τ in [0, 1]</param>
/// <param name="Nesterov">looks ahead along m; needs μ &gt; 0 and τ = 0</param>
public sealed record Sgd(double LearningRate = 0.01, double Momentum = 0, double Dampening = 0, bool Nesterov = false)
    : Optimizer(LearningRate)
{
    public double Momentum { get; } = Throw.IfNotProbability(Momentum, "Momentum of SGD");

    public double Dampening { get; } = Throw.IfNotShare(Dampening, "Dampening of SGD");

    public bool Nesterov { get; } = Nesterov && (Momentum == 0 || Dampening != 0)
        ? Throw.Argument<bool>("Nesterov's SGD needs a momentum above 0 and no dampening, for example sgd(momentum=0.9, nesterov=true).",
            nameof(Nesterov))
        : Nesterov;

    internal Rule At(long t) => default;

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) =>
        Momentum == 0 ? choice.Of(At) : choice.Of(AtWithMomentum);

    MomentumRule AtWithMomentum(long t) => new(Momentum, t == 1 ? 1 : 1 - Dampening, Nesterov);

    /// <summary>d = g</summary>
    internal readonly record struct Rule : IUpdateRule
    {
        public static int Moments => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane> => g;
    }

    /// <summary>m := μ m + (1 − τ) g;  d = m, or g + μ m</summary>
    internal readonly record struct MomentumRule(Coefficient Momentum, Coefficient Share, bool Nesterov) : IUpdateRule
    {
        public static int Moments => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            m = TLane.Name("m", TLane.Of("μ", Momentum) * m + TLane.Of(Share.Double == 1 ? "1" : "1 − τ", Share) * g);
            return Nesterov ? g + TLane.Of("μ", Momentum) * m : m;
        }
    }
}
