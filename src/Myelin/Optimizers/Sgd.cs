using Myelin.Kernels;

namespace Myelin.Optimizers;

/// <summary>Stochastic gradient descent: d = g; with momentum μ: m := μ m + (1 − τ) g, d = m, or Nesterov's d = g + μ m.</summary>
/// <remarks>The first step sets m := g, as PyTorch does. (Sutskever, Martens, Dahl, Hinton 2013, section 2.)</remarks>
public sealed record Sgd(double LearningRate = 0.01, double Momentum = 0, double Dampening = 0, bool Nesterov = false)
    : Optimizer<Sgd.Rule>(LearningRate)
{
    public override Rule At(long t) => new(Momentum, t == 1 ? 0 : Dampening, Nesterov);

    public readonly record struct Rule(double Momentum, double Dampening, bool Nesterov) : IUpdateRule
    {
        public static int Moments => 1;

        public TLane Direction<TLane>(TLane g, TLane w, TLane rate, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            if (Momentum == 0) return g;
            m = TLane.Of(Momentum) * m + TLane.Of(1 - Dampening) * g;
            return Nesterov ? g + TLane.Of(Momentum) * m : m;
        }
    }
}
