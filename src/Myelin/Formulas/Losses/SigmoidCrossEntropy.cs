using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = −w y ln σ(z) − (1 − y) ln σ(−z), ∂ℓ/∂z = (1 − y) σ(z) − w y σ(−z); for w = 1: σ(z) − y</summary>
/// <remarks>
/// Takes logits z, so the network's last layer has no activation; targets are 0 and 1 or probabilities. −ln σ(z) = ln(1 + e⁻ᶻ).
/// </remarks>
/// <param name="PositiveWeight">w ≥ 0: what a positive counts for against a negative</param>
public readonly record struct SigmoidCrossEntropy(double PositiveWeight = 1, Reduction Reduction = Reduction.Mean)
    : IElementLoss<SigmoidCrossEntropy>
{
    public SigmoidCrossEntropy() : this(1) { }

    public double PositiveWeight { get; } = Throw.IfNegative(PositiveWeight, "the positive weight of a sigmoid cross-entropy");

    public IActivation Link => new Sigmoid();

    /// <summary>The same with a positive weight and a weight vₖ for each output: ℓₖ := vₖ ℓₖ; the mean still divides by N·K.</summary>
    public static PerOutput<SigmoidCrossEntropy> PerOutput(
        EquatableArray<double>? positiveWeights = null, EquatableArray<double>? weights = null, Reduction reduction = Reduction.Mean) =>
        new([.. (positiveWeights ?? [1.0]).Select(w => new SigmoidCrossEntropy(w, reduction))], weights);

    public string? Objection(double target, int outputs, int targets) => target is >= 0 and <= 1 ? null : "a probability from 0 to 1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane z = prediction, t = TLane.Exp(-TLane.Abs(z));
        TLane positive = TLane.Of("w", PositiveWeight) * target, negative = TLane.Of(1) - target;
        gradient = negative * TLane.Sigmoid(z, t) - positive * TLane.Sigmoid(-z, t);
        return positive * TLane.Softplus(-z, t) + negative * TLane.Softplus(z, t);
    }
}
