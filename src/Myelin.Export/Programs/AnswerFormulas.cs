using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>From networks' outputs to an answer, in double precision: what every program writes, and what it is compared by.</summary>
static class AnswerFormulas
{
    /// <summary>The letter of a row of probabilities.</summary>
    public const string Probabilities = "p";

    /// <summary>pₖ^(1/T) / Σⱼ pⱼ^(1/T), as <see cref="TemperatureScaling.Apply"/> computes it.</summary>
    public static Expression Tempered(double temperature, int classes)
    {
        Expression p = Expression.Row(Probabilities, classes);
        Expression q = Expression.Log(Expression.Max(p, TemperatureScaling.Epsilon)) / temperature;
        Expression e = Expression.Exp(q - Expression.Max(q));
        return e / Expression.Sum(e);
    }

    /// <summary>A number in the target's unit, of the network's output x.</summary>
    public static Expression Inverse(Scaling scaling) => scaling.InverseFormula(Expression.Letter("x"));
}
