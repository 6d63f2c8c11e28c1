using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = q (ln q − x), ∂ℓ/∂x = −q, for log-probabilities x = ln p; 0 where q = 0 (Kullback, Leibler 1951)</summary>
/// <remarks>
/// Takes log-probabilities: a network that ends in log-softmax; predictions are their exponentials. The divergence of whole
/// distributions, averaged over rows, is <see cref="Reduction.RowMean"/>; the mean divides by K as well.
/// </remarks>
/// <param name="LogTargets">whether targets are ln q rather than q</param>
public readonly record struct KullbackLeiblerDivergence(bool LogTargets = false, Reduction Reduction = Reduction.Mean)
    : IElementLoss<KullbackLeiblerDivergence>
{
    public KullbackLeiblerDivergence() : this(false) { }

    public IActivation Link => new Exponential();

    public string? Objection(double target, int outputs, int targets) => LogTargets
        ? target <= 0 ? null : "the logarithm of a probability, 0 or less"
        : target is >= 0 and <= 1 ? null : "a probability from 0 to 1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane q = LogTargets ? TLane.Exp(target) : target, log = LogTargets ? target : TLane.Log(target);
        gradient = -q;
        return TLane.IfEqual(q, TLane.Of(0), TLane.Of(0), q * (log - prediction));
    }
}
