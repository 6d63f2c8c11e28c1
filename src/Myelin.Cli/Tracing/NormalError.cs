namespace Myelin.Cli.Tracing;

/// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt and erfc x = 1 − erf x, for formulas that are worked out; the passes have functions of their own.</summary>
static class NormalError
{
    /// <summary>Beyond this the fraction of the complement converges fast, and the sum would lose digits.</summary>
    const double Far = 2;

    public static double Of(double x) => Math.Abs(x) > Far ? Math.Sign(x) * (1 - Complement(Math.Abs(x))) : Series(x);

    public static double Complement(double x) => x > Far ? Fraction(x) : 1 - Of(x);

    // e^(−x²) 2/√π Σₖ 2ᵏ x²ᵏ⁺¹/(1·3·…·(2k + 1)), whose terms all have one sign
    static double Series(double x)
    {
        double term = x, sum = x;
        for (int k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); k++) sum += term *= 2 * x * x / (2 * k + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // e^(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …))))
    static double Fraction(double x)
    {
        double rest = x;
        for (int k = 200; k > 0; k--) rest = x + k / 2.0 / rest;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / rest;
    }
}
