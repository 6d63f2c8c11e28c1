using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// Numbers in cells: what is taken is written as numbers are, and is the double nearest to what is written, by exact arithmetic.
/// </summary>
public sealed partial class NumberTarget : Target
{
    public override string Name => "number";

    public override int LongestInput => 600;

    public override IReadOnlyList<string> Words =>
        ["e", "E-", "e+30", ".", ",", "-", "+", "00000000", "9007199254740993", "2225073858507201", "e-308", "e-324", "17976931348623157",
            "e308", "\u0665", "\uFF15", "\u2212", "_", "0x"];

    public override IEnumerable<byte[]> Seeds() =>
        new[] { "0", "-1.5e-3", "9007199254740993", "2.4703282292062328e-324", "1.7976931348623157e308",
            "1.00000000000000011102230246251565404236316680908203126", "1,5", ".5", "5.", "+7", "1e400", "1e-400" }.Select(Bytes);

    public override string Try(byte[] input)
    {
        string cell = Text(input);
        string outcome = "";
        foreach (char sign in ".,")
        {
            bool taken = NumberText.TryParse(cell, sign, out double number);
            string? mistaken = NumberText.Mistaken(cell, sign);
            string pointed = sign == '.' ? cell : cell.Contains('.', StringComparison.Ordinal) ? "no number" : cell.Replace(',', '.');
            bool form = Form().IsMatch(pointed) && pointed.Length <= 512;
            Demand(!taken || form, "What is not written as a number was taken for one.");
            Demand(!taken || IsNearest(number, pointed), $"\"{cell}\" was read as {number:R}, which is not the nearest double.");
            Demand(taken || !form || IsBeyond(pointed), $"\"{cell}\" is a number and was not taken.");
            outcome += $"{taken} {mistaken} ";
        }
        return outcome;
    }

    // |x − number| is at most half a step to either neighbor, and exactly half only where the number's last bit is 0
    static bool IsNearest(double number, string text)
    {
        (BigInteger over, BigInteger under) = Exact(text);
        if (number < 0 || double.IsNegative(number)) (over, number) = (-over, -number);
        if (number == 0 && over.IsZero) return true;
        (BigInteger n, int e) = Parts(number);
        double above = Math.BitIncrement(number), below = number == 0 ? 0 : Math.BitDecrement(number);
        return Compare(over, under, n, e, above, +1) <= 0 && (number == 0 ? over.Sign >= 0 : Compare(over, under, n, e, below, -1) >= 0);

        // the sign of x − (number + other)/2, 0 on a tie counted as where the even one is
        int Compare(BigInteger over, BigInteger under, BigInteger n, int e, double other, int side)
        {
            (BigInteger m, int f) = double.IsInfinity(other) ? (BigInteger.One << 53, 971) : Parts(other);
            int least = Math.Min(e, f) - 1;
            BigInteger middle = (n << (e - least - 1)) + (m << (f - least - 1));
            int sign = (Scaled(over, -least) - middle * Scaled(under, least)).Sign;
            return sign == 0 ? n.IsEven ? 0 : side : sign;
        }

        static BigInteger Scaled(BigInteger x, int shift) => shift > 0 ? x << shift : x;
    }

    static bool IsBeyond(string text)
    {
        (BigInteger over, BigInteger under) = Exact(text);
        return BigInteger.Abs(over) >= under * (((BigInteger.One << 54) - 1) << 970);
    }

    /// <summary>The number written, as a fraction.</summary>
    static (BigInteger Over, BigInteger Under) Exact(string text)
    {
        Match match = Form().Match(text);
        string whole = match.Groups["whole"].Value, part = match.Groups["part"].Value;
        var digits = BigInteger.Parse("0" + whole + part, CultureInfo.InvariantCulture);
        if (match.Groups["sign"].Value == "-") digits = -digits;
        // beyond 5000 tens it is 0 or infinite either way
        BigInteger written = match.Groups["exponent"].Success
            ? BigInteger.Parse(match.Groups["exponent"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : 0;
        int exponent = (int)BigInteger.Max(-5000, BigInteger.Min(5000, written - part.Length));
        return exponent >= 0 ? (digits * BigInteger.Pow(10, exponent), 1) : (digits, BigInteger.Pow(10, -exponent));
    }

    /// <summary>x = n · 2^e</summary>
    static (BigInteger N, int E) Parts(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x), fraction = bits & 0xFFFFFFFFFFFFF;
        int exponent = (int)(bits >> 52) & 0x7FF;
        return exponent == 0 ? (fraction, -1074) : (fraction | 1L << 52, exponent - 1075);
    }

    [GeneratedRegex(@"^(?<sign>[+-]?)((?<whole>[0-9]+)(\.(?<part>[0-9]*))?|\.(?<part>[0-9]+))([eE](?<exponent>[+-]?[0-9]+))?\z")]
    private static partial Regex Form();
}
