namespace Myelin.Cli.Tracing;

/// <summary>Layer numbers as the notes write them: W¹, a¹².</summary>
static class Superscript
{
    public static string Of(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
