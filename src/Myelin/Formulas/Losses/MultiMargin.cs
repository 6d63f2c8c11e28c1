using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// ℓ = w_y/K Σ_{k≠y} max(0, m − x_y + x_k)ᵖ: every wrong class at least a margin m below the right one (Weston, Watkins 1999)
/// </summary>
/// <remarks>
/// ∂ℓ/∂x_k = w_y/K p max(0, m − x_y + x_k)ᵖ⁻¹ for k ≠ y, and for y the negative of their sum. Targets are class indices [N × 1]; the mean
/// divides by N, class weights or not.
/// </remarks>
/// <param name="Power">p, 1 or 2</param>
/// <param name="Margin">m</param>
/// <param name="ClassWeights">w, one weight for each class; null for all ones</param>
public sealed record MultiMargin(
    int Power = 1, double Margin = 1, EquatableArray<double>? ClassWeights = null, Reduction Reduction = Reduction.Mean) : IRowLoss
{
    public int Power { get; } = Power is 1 or 2
        ? Power
        : Throw.OutOfRange<int>($"The power of a multi-margin loss must be 1 or 2, but {Power} was given.", nameof(Power));

    public double Margin { get; } = Throw.IfNotFinite(Margin, "the margin of a multi-margin loss");

    public EquatableArray<double>? ClassWeights { get; } = LossGuard.IfNegative(ClassWeights, "a class weight");

    public void Check(int outputs, int targets)
    {
        LossGuard.IfNotClassIndices(this, targets);
        LossGuard.IfCountsDiffer(this, "class weights", ClassWeights?.Count ?? outputs, outputs);
    }

    public string? Objection(double target, int outputs, int targets) => ClassTarget.Objection(target, outputs, targets, null);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, IRowLane<TLane>
    {
        TLane place = TLane.Places(prediction), zero = TLane.Of(0),
            margin = TLane.Of("m", Margin) - TLane.At(prediction, target) + prediction;
        TLane excess = TLane.Name("e", TLane.IfEqual(place, target, zero, TLane.Max(margin, zero)));
        TLane factor = ClassTarget.Weight(target, ClassWeights) / TLane.Of("K", TLane.Count(prediction));
        TLane slope = TLane.Name("g", TLane.IfLess(zero, excess, Power == 1 ? factor : factor * (TLane.Of(2) * excess), zero));
        gradient = TLane.IfEqual(place, target, -TLane.SumInOrder(slope), slope);
        return factor * TLane.SumInOrder(Power == 1 ? excess : excess * excess);
    }
}
