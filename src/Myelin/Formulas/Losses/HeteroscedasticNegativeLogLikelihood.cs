using System.Numerics;
using Myelin.Kernels;

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

    public T Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T half = T.CreateTruncating(0.5), sum = T.Zero, constant = T.CreateTruncating(Full ? LogTwoPi : 0);
        for (int k = 0; k < target.Length; k++)
        {
            T logVariance = T.Max(prediction[target.Length + k], T.CreateTruncating(LeastLogVariance));
            T error = prediction[k] - target[k], scaled = error * Rows.Exp(-logVariance);
            gradient[k] = scaled;
            gradient[target.Length + k] = half * (T.One - error * scaled);
            sum += half * (logVariance + error * scaled + constant);
        }
        return sum;
    }
}
