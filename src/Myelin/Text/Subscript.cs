using System.Globalization;

namespace Myelin;

/// <summary>Places of elements, from 1: x₁₂.</summary>
static class Subscript
{
    public static string Of(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => "₀₁₂₃₄₅₆₇₈₉"[digit - '0']));
}
