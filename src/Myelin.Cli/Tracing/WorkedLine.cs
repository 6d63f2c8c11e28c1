using System.Globalization;
using Myelin.Cli.Output;

namespace Myelin.Cli.Tracing;

/// <summary>
/// One element worked out: its formula with the numbers in place of the letters, and what comes of them. Whoever computes the left side from
/// the numbers as they are printed gets the right side as it is printed.
/// </summary>
/// <param name="Symbol">what is computed: z⁽¹⁾₁</param>
/// <param name="Term">the left side</param>
/// <param name="Result">the right side, as the passes computed it</param>
/// <param name="Assigns">whether it is a new value of the symbol, :=</param>
sealed record WorkedLine(string Symbol, Term Term, double Result, bool Assigns = false)
{
    /// <summary>From here on numbers have all of their digits.</summary>
    const int MostDigits = 15;

    /// <summary>What sums of near numbers lose of their digits, and no formula that is wrong.</summary>
    const double Lost = 1e-12;

    /// <summary>Whether there is anything to be worked out: a number comes of numbers.</summary>
    public bool IsWorth => double.IsFinite(Result) && double.IsFinite(Term.Value()) && Term is not Term.Leaf { IsExact: false };

    /// <summary>The formula with its letters.</summary>
    public string Formula => $"{Symbol} {Becomes} {Term.Text(Letters.Writing)}";

    string Becomes => Assigns ? ":=" : "=";

    /// <summary>The line, and a line for each number that stands for terms left out.</summary>
    /// <remarks>The left side has more digits where its rounding would show in the last digit of the right.</remarks>
    public IEnumerable<string> Lines(int digits)
    {
        string result = MatrixText.Number(Result, digits);
        double half = HalfUnit(result, digits);
        int needed = digits;
        while (needed < MostDigits && !(Math.Abs(Term.Value(new Digits(needed)) - Printed(result)) <= half)) needed++;
        var writing = new Digits(needed);
        double distance = Math.Abs(Term.Value(writing) - Printed(result));
        // in float64 the formula as it is written loses these digits, and the passes have another for it
        if (!(distance <= half) && distance <= Lost) yield break;
        yield return $"{Symbol} {Becomes} {Term.Text(writing)} = {result}";
        foreach ((Term.Leaf rest, int terms) in Term.Rests) yield return $"with {writing.Write(rest)} for the other {terms} terms";
    }

    double Printed(string result) => result.Contains('.', StringComparison.Ordinal) ? double.Parse(result, CultureInfo.InvariantCulture) : Result;

    // of the last digit: whole numbers are printed without any after the point
    static double HalfUnit(string result, int digits)
    {
        int exponent = result.IndexOf('e', StringComparison.Ordinal);
        double scale = exponent < 0 ? 0 : double.Parse(result.AsSpan(exponent + 1), CultureInfo.InvariantCulture);
        return 0.5 * Math.Pow(10, scale - digits);
    }

    sealed record Digits(int After) : IWriting
    {
        public string Write(Term.Leaf leaf) => leaf.IsExact || After >= MostDigits ? Exact(leaf.Number) : MatrixText.Number(leaf.Number, After);
    }

    sealed record Letters : IWriting
    {
        public static Letters Writing { get; } = new();

        public string Write(Term.Leaf leaf) => leaf.Letter.Length > 0 ? leaf.Letter : Exact(leaf.Number);
    }

    /// <summary>The shortest text that reads back to the number.</summary>
    public static string Exact(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        return text.Replace("e-0", "e-", StringComparison.Ordinal).Replace("e+", "e", StringComparison.Ordinal);
    }
}
