using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// ℓ = ½ Σₖ (sₖ + eₖ² e^(−sₖ)), eₖ = ŷₖ − yₖ: a Gaussian whose variance e^s the network learns beside its mean; ∂ℓ/∂ŷₖ = eₖ e^(−sₖ),
/// ∂ℓ/∂sₖ = ½ (1 − eₖ² e^(−sₖ)) (Nix, Weigend 1994; in this form Kendall, Gal 2017, equation 8)
/// </summary>
/// <remarks>
/// For K target columns the network has 2K outputs: K means, then K logarithms s of the variance, which may be any number, so the last
/// layer needs no activation. Variances below 10⁻⁶ count as 10⁻⁶.
/// </remarks>
/// <param name="Full">adds ½ ln 2π for each target to the value</param>
public sealed record HeteroscedasticNegativeLogLikelihood(bool Full = false, Reduction Reduction = Reduction.Mean) : IRowLoss
{
    const double LogTwoPi = 1.8378770664093454836, LeastLogVariance = -13.815510557964274104;

    public void Check(int outputs, int targets) => LossGuard.IfNotTwicePerTarget(this, outputs, targets);

    public T Weight<T>(ReadOnlySpan<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(target.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, IRowLane<TLane>
    {
        TLane half = TLane.Of(0.5), mean = TLane.Halves(prediction, out TLane log);
        TLane s = TLane.Name("s", TLane.Max(log, TLane.Of("ln(10^(−6))", LeastLogVariance)));
        TLane error = TLane.Name("e", mean - target), scaled = error * TLane.Exp(-s), term = s + error * scaled;
        gradient = TLane.Join(scaled, half * (TLane.Of(1) - error * scaled));
        return TLane.SumInOrder(half * (Full ? term + TLane.Of("ln(2·π)", LogTwoPi) : term));
    }
}
