using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>A line x ↦ scaled x, fitted to the training rows' numbers, and back. In ONNX: a few operators, which each kind names.</summary>
/// <remarks>Missing numbers (NaN) are left out when fitting. Where all numbers are equal, the scale is 1.</remarks>
public abstract record Scaling
{
    public abstract double Apply(double x);

    /// <summary>The x that <see cref="Apply"/> makes this of.</summary>
    public abstract double Invert(double scaled);

    /// <summary>The same line as an expression, for programs in other languages; its numbers are doubles.</summary>
    public abstract Expression Formula(Expression x);

    public abstract Expression InverseFormula(Expression scaled);

    /// <exception cref="ArgumentException">There is no number that is not missing, or one is infinite.</exception>
    public static Scaling Fit(ScalingKind kind, ReadOnlySpan<double> numbers) => kind switch
    {
        ScalingKind.Standard => StandardScaling.Fit(numbers),
        ScalingKind.Range => RangeScaling.Fit(numbers),
        ScalingKind.Maximum => MaximumScaling.Fit(numbers),
        ScalingKind.Robust => RobustScaling.Fit(numbers),
        ScalingKind.SmoothClip => SmoothClipScaling.Fit(numbers),
        ScalingKind.None => new NoScaling(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such scaling."),
    };

    internal abstract void Write(Utf8JsonWriter json);

    public string ToJson() => JsonText.Write(Write);

    public static Scaling FromJson(string json, string source = "scaling") => Read(StrictJson.Parse(json, source, "scaling"));

    internal static Scaling Read(StrictJson json)
    {
        switch (json["kind"].Text())
        {
            case "standard":
                json.OnlyKeys("kind", "mean", "deviation");
                return new StandardScaling(json["mean"].Number(), Divisor(json["deviation"]));
            case "range":
                json.OnlyKeys("kind", "factor", "offset");
                return new RangeScaling(Divisor(json["factor"]), json["offset"].Number());
            case "maximum":
                json.OnlyKeys("kind", "largest");
                return new MaximumScaling(Divisor(json["largest"]));
            case "robust":
                json.OnlyKeys("kind", "median", "spread");
                return new RobustScaling(json["median"].Number(), Divisor(json["spread"]));
            case "smoothclip":
                json.OnlyKeys("kind", "median", "factor");
                return new SmoothClipScaling(json["median"].Number(), json["factor"].Number() is >= 0 and double factor
                    ? factor
                    : throw json["factor"].Invalid("must be at least 0"));
            case "none":
                json.OnlyKeys("kind");
                return new NoScaling();
            default:
                throw json["kind"].Invalid("is no scaling. Known are standard, range, maximum, robust, smoothclip, none");
        }
    }

    static double Divisor(StrictJson json) =>
        json.Number() is > 0 and double divisor ? divisor : throw json.Invalid("must be greater than 0");

    /// <summary>The numbers that are not missing.</summary>
    private protected static double[] Present(ReadOnlySpan<double> numbers)
    {
        var present = new double[numbers.Length];
        int count = 0;
        foreach (double number in numbers)
        {
            if (double.IsInfinity(number)) throw new ArgumentException("An infinite number cannot be scaled.", nameof(numbers));
            if (!double.IsNaN(number)) present[count++] = number;
        }
        if (count == 0) throw new ArgumentException("Scaling needs at least one number that is not missing.", nameof(numbers));
        return present[..count];
    }

    /// <summary>
    /// A distance to divide by: 1 in place of 0, of what is too small to divide by, and of what is beyond the largest number.
    /// </summary>
    private protected static double Divisor(double distance) => distance > 1e-300 && double.IsFinite(distance) ? distance : 1;
}
