using System.Globalization;
using Myelin.Kernels;

namespace Myelin.Tabular;

/// <summary>A number between two others; logarithmic where a tenth of it and ten times it are equally far.</summary>
public sealed record NumberRange(double Least, double Most, bool Logarithmic = false, bool Whole = false) : Distribution
{
    public override string At(double place)
    {
        double number = Logarithmic
            ? Rows.Exp(Rows.Log(Least) + place * (Rows.Log(Most) - Rows.Log(Least)))
            : Least + place * (Most - Least);
        // three digits are enough to find it again, and to write it down
        number = Math.Clamp(Whole ? Math.Round(number) : double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Least, Most);
        return number.ToString("R", CultureInfo.InvariantCulture);
    }

    public override double? PlaceOf(string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number < Least || number > Most) return null;
        return Logarithmic ? (Rows.Log(number) - Rows.Log(Least)) / (Rows.Log(Most) - Rows.Log(Least)) : (number - Least) / (Most - Least);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}{(Logarithmic ? ", logarithmic" : "")}");
}
