using System.Globalization;

namespace Myelin.Onnx.Tests.Evaluation;

/// <summary>Tensors and attributes as short text: "f[2,3] 1 2 3 4 5 6" and "axis=0 alpha=0.5 perm=1,0".</summary>
static class TensorText
{
    /// <summary>f float, d double, i int64, j int32, b bool, s string; "-" for an input that is left out.</summary>
    public static OnnxTensor? Read(string text)
    {
        if (text == "-") return null;
        int open = text.IndexOf('['), close = text.IndexOf(']');
        int[] shape = [.. Split(text[(open + 1)..close], ',').Select(length => int.Parse(length, CultureInfo.InvariantCulture))];
        string[] parts = Split(text[(close + 1)..], ' ');
        return text[..open] switch
        {
            "f" => OnnxTensor.Of(shape, Array.ConvertAll(parts, one => (float)Number(one))),
            "d" => OnnxTensor.Of(shape, Array.ConvertAll(parts, Number)),
            "i" => OnnxTensor.Of(shape, Array.ConvertAll(parts, one => long.Parse(one, CultureInfo.InvariantCulture))),
            "j" => OnnxTensor.Of(shape, Array.ConvertAll(parts, one => int.Parse(one, CultureInfo.InvariantCulture))),
            "b" => OnnxTensor.Of(shape, Array.ConvertAll(parts, one => one == "1")),
            "s" => OnnxTensor.Of(shape, Array.ConvertAll(parts, one => one == "''" ? "" : one)),
            string other => throw new ArgumentException($"type {other}"),
        };
    }

    public static OnnxTensor?[] ReadAll(string text) => [.. text.Split(';', StringSplitOptions.TrimEntries).Select(Read)];

    /// <summary>A whole number, a number with a point, a list after ':', or a text in quotes.</summary>
    public static Dictionary<string, object> Attributes(string text) =>
        Split(text, ' ').Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => Value(one[1]));

    static object Value(string text)
    {
        if (text.StartsWith('\'')) return text.Trim('\'');
        if (text.StartsWith(':'))
        {
            string[] parts = Split(text[1..], ',');
            return Array.Exists(parts, part => part.StartsWith('\'')) ? Array.ConvertAll(parts, part => part.Trim('\''))
                : Array.TrueForAll(parts, IsWhole) ? Array.ConvertAll(parts, part => long.Parse(part, CultureInfo.InvariantCulture))
                : Array.ConvertAll(parts, part => (float)Number(part));
        }
        return IsWhole(text) ? (object)long.Parse(text, CultureInfo.InvariantCulture) : (float)Number(text);
    }

    static bool IsWhole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    static string[] Split(string text, char separator) =>
        text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
