using System.Globalization;
using Myelin.Kernels;

namespace Myelin.Tabular;

/// <summary>A number between two others; logarithmic where a tenth of it and ten times it are equally far.</summary>
public sealed record NumberRange(double Least, double Most, bool Logarithmic = false, bool Whole = false) : Distribution
{
    public double Least { get; init; } = double.IsFinite(Least) && (Least > 0 || !Logarithmic) ? Least
        : throw Refusal.Of($"The least number of a range must be finite{(Logarithmic ? " and above 0" : "")}, but {Least} was given.",
            nameof(Least));

    public double Most { get; init; } = double.IsFinite(Most) && Most >= Least ? Most
        : throw Refusal.Of($"The greatest number of a range must be at least {Least}, but {Most} was given.", nameof(Most));

    public override string At(double place)
    {
        double number = Logarithmic
            ? Rows.Exp(Rows.Log(Least) + place * (Rows.Log(Most) - Rows.Log(Least)))
            : Least + place * (Most - Least);
        // three digits are enough to find it again, and to write it down
        number = Math.Clamp(
            Whole ? Math.Round(number) : double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            Least, Most);
        return number.ToString("R", CultureInfo.InvariantCulture);
    }

    public override double? PlaceOf(string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number < Least || number > Most)
            return null;
        return Logarithmic ? (Rows.Log(number) - Rows.Log(Least)) / (Rows.Log(Most) - Rows.Log(Least)) : (number - Least) / (Most - Least);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}{(Logarithmic ? ", logarithmic" : "")}");
}
