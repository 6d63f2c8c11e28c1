using System.Globalization;
using System.Text.RegularExpressions;
using Myelin.Cli.Output;
using Myelin.Cli.Tracing;
using Myelin.Explain;

namespace Myelin.Cli.Tests.Tracing;

/// <summary>
/// The law of traces: each worked line, computed from the numbers that are printed, gives its right side as it is printed.
/// </summary>
static partial class Law
{
    /// <summary>The worked lines of a trace as it is printed, all of which hold.</summary>
    public static IReadOnlyList<string> Holds(Walk walk, string what, int digits = 6)
    {
        using var writer = new StringWriter();
        new TraceText(new PlainScreen(writer), digits, all: false).Write(walk);
        return Holds(writer.ToString(), what);
    }

    public static IReadOnlyList<string> Holds(string output, string what)
    {
        string[] lines = [.. output.Split('\n').Where(line => WorkedLine().IsMatch(line))];
        foreach (string line in lines) Assert.True(IsTrue(line, out double left), $"{what}: {line.Trim()}, but it is {left:R}");
        return lines;
    }

    /// <summary>Whether the left side rounds to what the right side shows.</summary>
    public static bool IsTrue(string line, out double left)
    {
        Match match = WorkedLine().Match(line);
        string right = match.Groups["right"].Value;
        left = Arithmetic.Of(match.Groups["left"].Value);
        double shown = double.Parse(right, CultureInfo.InvariantCulture);
        return Math.Abs(left - shown) <= 0.5 * Unit(right) * (1 + 1e-6) + 1e-15 * Math.Abs(shown);
    }

    // of the last digit; a whole number is printed without those behind its point, of which there are at least four
    static double Unit(string number)
    {
        int exponent = number.IndexOf('e', StringComparison.Ordinal), point = number.IndexOf('.', StringComparison.Ordinal);
        int end = exponent < 0 ? number.Length : exponent,
            scale = exponent < 0 ? 0 : int.Parse(number[(exponent + 1)..], CultureInfo.InvariantCulture);
        return Math.Pow(10, scale - (point < 0 ? 4 : end - point - 1));
    }

    [GeneratedRegex(@"^ {6}(?<symbol>[^ ]+) :?= (?<left>.+) = (?<right>-?\d[\d.]*(e[-+]\d+)?)$")]
    private static partial Regex WorkedLine();
}
