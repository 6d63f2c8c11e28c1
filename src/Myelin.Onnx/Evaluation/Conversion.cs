using System.Globalization;

namespace Myelin.Onnx;

/// <summary>The elements of a tensor as another type.</summary>
static class Conversion
{
    /// <exception cref="NotSupportedException">From or to this type nothing is converted.</exception>
    public static OnnxTensor To(OnnxType type, OnnxTensor x)
    {
        if (type == x.Type) return x;
        return type switch
        {
            OnnxType.String => OnnxTensor.Of(x.Shape, Texts(x)),
            OnnxType.Float or OnnxType.Double or OnnxType.Float16 =>
                Numbers.Of(type, x.Shape, x.Is(out string[]? texts) ? Array.ConvertAll(texts, Parse) : Numbers.Reals(x)),
            OnnxType.Bool => OnnxTensor.Of(x.Shape, Array.ConvertAll(Numbers.Reals(x), one => one != 0)),
            _ => Numbers.Of(type, x.Shape, x.Is(out string[]? wholes) ? Array.ConvertAll(wholes, ParseWhole) : Numbers.Wholes(x)),
        };
    }

    static string[] Texts(OnnxTensor x) => x.IsWhole()
        ? Array.ConvertAll(Numbers.Wholes(x), one => one.ToString(CultureInfo.InvariantCulture))
        : throw new NotSupportedException($"{x} is not converted to strings");

    static double Parse(string text) => text switch
    {
        "NaN" or "nan" => double.NaN,
        "INF" or "+INF" or "inf" or "+inf" => double.PositiveInfinity,
        "-INF" or "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw new InvalidDataException($"{Excerpt.Quote(text)} is not a number"),
    };

    static long ParseWhole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new InvalidDataException($"{Excerpt.Quote(text)} is not a whole number");
}
