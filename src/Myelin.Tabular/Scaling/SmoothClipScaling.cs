using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>z / √(1 + (z/3)²) with z = s (x − q₅₀): the median at 0, the quartiles 1 apart, and everything inside (−3, 3)</summary>
/// <remarks>
/// s = 1/(q₇₅ − q₂₅), or 2/(q₁₀₀ − q₀) where the quartiles are equal, or 0 where all numbers are: a constant becomes 0.
/// Holzmüller, Grinsztajn, Steinwart 2024, "Better by Default", appendix A: robust scaling and smooth clipping.
/// In ONNX: Sub, Mul; then Mul, Add, Sqrt, Div.
/// </remarks>
public sealed record SmoothClipScaling(double Median, double Factor) : Scaling
{
    /// <summary>No scaled number is as far from 0 as this.</summary>
    public const double Bound = 3;

    public override double Apply(double x) => Scaled(new Scalar<double>(x)).Value;

    public override double Invert(double scaled) => Inverted(new Scalar<double>(scaled)).Value;

    public override Expression Formula(Expression x) => Scaled(x);

    public override Expression InverseFormula(Expression scaled) => Inverted(scaled);

    TLane Scaled<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane z = TLane.Of(Factor) * (x - TLane.Of(Median)), share = z / TLane.Of(Bound), one = TLane.Of(1);
        // beyond 1e8 the 1 is not there any more, and squares soon leave the range of numbers
        return TLane.IfLess(TLane.Abs(share), TLane.Of(1e8), z / TLane.Sqrt(one + share * share), TLane.CopySign(TLane.Of(Bound), z));
    }

    // what is at the bound or beyond has no x: it is the largest number
    TLane Inverted<TLane>(TLane scaled) where TLane : struct, ILane<TLane>
    {
        if (Factor == 0) return TLane.Of(Median);
        TLane share = scaled / TLane.Of(Bound), one = TLane.Of(1);
        return TLane.IfLess(TLane.Abs(share), one,
            TLane.Of(Median) + scaled / TLane.Sqrt(one - share * share) / TLane.Of(Factor),
            TLane.CopySign(TLane.Of(double.MaxValue), scaled));
    }

    public static SmoothClipScaling Fit(ReadOnlySpan<double> numbers)
    {
        double[] x = Present(numbers);
        Array.Sort(x);
        return OfSorted(x);
    }

    /// <param name="sorted">at least one number, none missing</param>
    internal static SmoothClipScaling OfSorted(ReadOnlySpan<double> sorted)
    {
        double quartiles = Quantiles.Of(sorted, 0.75) - Quantiles.Of(sorted, 0.25), range = sorted[^1] - sorted[0];
        return new(Quantiles.Median(sorted), Inverse(quartiles) is > 0 and double s ? s : 2 * Inverse(range));
    }

    // 0 in place of what cannot be divided by
    static double Inverse(double distance) => distance > 1e-300 && double.IsFinite(distance) ? 1 / distance : 0;

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "smoothclip");
        json.WriteNumber("median", Median);
        json.WriteNumber("factor", Factor);
        json.WriteEndObject();
    }
}
