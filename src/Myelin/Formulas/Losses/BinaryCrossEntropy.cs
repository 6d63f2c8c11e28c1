using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = −y ln p − (1 − y) ln(1 − p), ∂ℓ/∂p = (p − y) / (p (1 − p)), for probabilities p: a network that ends in a sigmoid</summary>
/// <remarks>
/// Each logarithm is at least −100 and p (1 − p) at least 10⁻¹² (the float nearest to it), as in PyTorch, so that both stay finite at
/// p = 0 and p = 1. <see cref="SigmoidCrossEntropy"/> needs no such bounds: prefer it.
/// </remarks>
public readonly record struct BinaryCrossEntropy(Reduction Reduction) : IElementLoss<BinaryCrossEntropy>
{
    public BinaryCrossEntropy() : this(Reduction.Mean) { }

    /// <summary>The same with a weight for each output: ℓₖ := wₖ ℓₖ; the mean still divides by N·K.</summary>
    public static PerOutput<BinaryCrossEntropy> PerOutput(EquatableArray<double> weights, Reduction reduction = Reduction.Mean) =>
        new([new BinaryCrossEntropy(reduction)], weights);

    public string? Objection(double target, int outputs, int targets) => target is >= 0 and <= 1 ? null : "a probability from 0 to 1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), least = TLane.Of(-100), p = prediction, y = target;
        gradient = (p - y) / TLane.Max(p * (one - p), TLane.Of("10⁻¹²", 1e-12f));
        return -(y * TLane.Max(TLane.Log(p), least) + (one - y) * TLane.Max(TLane.LogOnePlus(-p), least));
    }
}
