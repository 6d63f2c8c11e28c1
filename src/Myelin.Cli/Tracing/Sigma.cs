using Myelin.Numerics;

namespace Myelin.Cli.Tracing;

/// <summary>How an activation and its slope are written, to be read beside their numbers: from its own C#, and of whole rows in words.</summary>
static class Sigma
{
    /// <param name="z">the letter of what it is applied to</param>
    /// <param name="a">the letter of what it gives</param>
    public static (string Value, string Slope) Of(IActivation activation, string z = "z", string a = "a") => activation switch
    {
        Softmax => ($"e^{z}ᵢ / Σₖ e^{z}ₖ", $"Jᵢⱼ = {a}ᵢ(1 − {a}ⱼ) if i = j, −{a}ᵢ {a}ⱼ otherwise"),
        LogSoftmax => ($"{z}ᵢ − ln Σₖ e^{z}ₖ", $"Jᵢⱼ = [i = j] − e^{a}ⱼ"),
        _ => activation.Formula(Expression.Letter(z), Expression.Letter(a)) is { } formula
            ? (Formulas.Text(formula.Value), Formulas.Text(formula.Slope))
            : ($"σ({z})", $"σ′({z})"),
    };

    /// <summary>Whether every output depends on every z, so that the slope is a matrix.</summary>
    public static bool IsOfRows(IActivation activation) => activation is Softmax or LogSoftmax;

    /// <summary>a = σ(z) with the number of z; null where the formula is of a whole row.</summary>
    public static Expression? Value(IActivation activation, double z) => Of(activation, z, 0)?.Value;

    /// <summary>σ′(z), from z or from the a that it gave.</summary>
    public static Expression? Slope(IActivation activation, double z, double a) => Of(activation, z, a)?.Slope;

    static (Expression Value, Expression Slope)? Of(IActivation activation, double z, double a) =>
        activation.Formula(Expression.Measured(z, "z"), Expression.Measured(a, "a"));
}
