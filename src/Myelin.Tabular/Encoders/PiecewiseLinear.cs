using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// eₜ = 2 · clamp((x − bₜ₋₁) / (bₜ − bₜ₋₁), 0, 1) − 1 for each piece between two bounds: 1 below x, −1 above it, and x's place in its own
/// </summary>
/// <remarks>
/// Gorishniy, Rubachev, Babenko 2022, "On Embeddings for Numerical Features in Tabular Deep Learning", equation 1, here closed at both
/// ends and from −1 to 1. In ONNX: Sub, Div, Clip, Mul, Sub.
/// </remarks>
/// <param name="Bounds">b₀ &lt; b₁ &lt; … &lt; b_T, at least two</param>
public sealed record PiecewiseLinear(EquatableArray<double> Bounds)
{
    /// <summary>T: the numbers of a code.</summary>
    public int Count => Bounds.Count - 1;

    /// <summary>Bounds at the quantiles of the different numbers, so that one that is in most rows does not take all of them.</summary>
    /// <param name="sorted">without missing ones</param>
    /// <param name="most">pieces at most</param>
    /// <returns>null where all numbers are equal</returns>
    public static PiecewiseLinear? Fit(ReadOnlySpan<double> sorted, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var different = new List<double>();
        foreach (double x in sorted)
            if (different.Count == 0 || x != different[^1]) different.Add(x);
        int pieces = Math.Min(most, different.Count - 1);
        if (pieces < 1) return null;
        double[] numbers = [.. different];
        return new([.. Enumerable.Range(0, pieces + 1).Select(t => Quantiles.Of(numbers, t / (double)pieces)).Distinct()]);
    }

    /// <param name="code">its <see cref="Count"/> numbers</param>
    public void Apply(double x, Span<float> code)
    {
        ReadOnlySpan<double> b = Bounds.AsSpan();
        for (int t = 1; t < b.Length; t++)
            code[t - 1] = (float)Place<Scalar<double>>(new(x), new(b[t - 1]), new(b[t])).Value;
    }

    /// <summary>A number's place in a piece: −1 up to its lower bound, 1 from its upper bound on.</summary>
    internal static TLane Place<TLane>(TLane x, TLane low, TLane high) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), share = (x - low) / (high - low);
        return TLane.IfLess(low, x, TLane.IfLess(x, high, TLane.Of(2) * share - one, one), -one);
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (double bound in Bounds) json.WriteNumberValue(bound);
        json.WriteEndArray();
    }

    internal static PiecewiseLinear Read(StrictJson json)
    {
        double[] bounds = [.. json.Items().Select(bound => bound.Number())];
        if (bounds.Length < 2 || bounds.Zip(bounds.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw json.Invalid("must be two or more bounds, each greater than the one before");
        return new(bounds);
    }
}
