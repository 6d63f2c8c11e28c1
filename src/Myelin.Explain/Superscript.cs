using System.Globalization;

namespace Myelin.Explain;

/// <summary>Layer numbers, in brackets so that they are no powers: W⁽¹⁾, a⁽¹²⁾.</summary>
static class Superscript
{
    public static string Of(int number) =>
        $"⁽{string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']))}⁾";
}
