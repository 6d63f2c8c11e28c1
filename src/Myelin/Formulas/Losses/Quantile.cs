using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// The pinball loss: ℓ = τ (y − ŷ) for ŷ &lt; y, (1 − τ)(ŷ − y) for ŷ &gt; y; ∂ℓ/∂ŷ = −τ, 1 − τ, and 0 where they are equal
/// (Koenker, Bassett 1978). Its minimum is the τ-quantile of y.
/// </summary>
/// <param name="Level">τ, above 0 and below 1; ½ gives half the absolute error and the median</param>
public readonly record struct Quantile(double Level = 0.5, Reduction Reduction = Reduction.Mean) : IElementLoss<Quantile>
{
    public Quantile() : this(0.5) { }

    public double Level { get; } = Throw.IfNotBelow(Throw.IfNotPositive(Level, "the level of a quantile"), 1, "the level of a quantile",
        nameof(Level));

    /// <summary>Several quantiles at once, one for each output, of one target column or of as many.</summary>
    public static PerOutput<Quantile> PerOutput(EquatableArray<double> levels, Reduction reduction = Reduction.Mean) =>
        new([.. levels.Select(level => new Quantile(level, reduction))]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = prediction - target, zero = TLane.Of(0);
        gradient = TLane.IfLess(error, zero, -TLane.Of("τ", Level), TLane.IfLess(zero, error, TLane.Of("1 − τ", 1 - Level), error));
        return gradient * error;
    }
}
