using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>How an activation and its slope are written, to be read beside their numbers: from its own C#.</summary>
static class ActivationText
{
    /// <param name="z">the letter of what it is applied to</param>
    public static string Value(IActivation activation, string z = "z") =>
        Formula(activation, z) is { } value ? Formulas.Text(value) : $"σ({z})";

    /// <summary>σ′(z), from z and a</summary>
    public static string Slope(IActivation activation) =>
        activation.Formula(Expression.Letter("z"), Expression.Letter("a")) is { } formula ? Formulas.Text(formula.Slope) : "σ′(z)";

    /// <summary>δ of a function of a whole row, from a and ∂L/∂a by their letters.</summary>
    public static string Product(IActivation activation, string a, string gradient) =>
        activation.RowFormula(Expression.Letter("z"), Expression.Letter(a), Expression.Letter(gradient)) is { } formula
            ? Formulas.Text(formula.Product)
            : "";

    /// <summary>a in one place of a row, with the numbers of z.</summary>
    /// <param name="most">terms of a sum that are shown</param>
    public static Expression? Value(IActivation activation, double[] z, int place, int most = 6) =>
        activation.RowFormula(Expression.Row("z", z), default, default) is { } rows ? rows.Value.InPlace(place, most)
        : activation.Formula(Expression.Measured(z[place], "z"), default)?.Value;

    /// <summary>δ in one place of a row, from a and ∂L/∂a; null where it is ∂L/∂a times a slope.</summary>
    public static Expression? Product(IActivation activation, double[] a, double[] gradient, int place, int most = 6) =>
        activation.RowFormula(default, Expression.Row("a", a), Expression.Row("g", gradient))?.Product.InPlace(place, most);

    /// <summary>σ′(z), from z or from the a that it gave; null of a function of a whole row.</summary>
    public static Expression? Slope(IActivation activation, double z, double a) =>
        activation.Formula(Expression.Measured(z, "z"), Expression.Measured(a, "a"))?.Slope;

    /// <summary>Jᵢⱼ = ∂aᵢ/∂zⱼ of a function of a whole row, its backward pass with ∂L/∂a = 1 in one place after the other.</summary>
    public static double[,] Jacobian(IActivation activation, double[] z, double[] a)
    {
        var jacobian = new double[a.Length, a.Length];
        var row = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            Array.Clear(row);
            row[i] = 1;
            activation.Backpropagate<double>(z, a, row);
            for (int j = 0; j < a.Length; j++) jacobian[i, j] = row[j];
        }
        return jacobian;
    }

    static Expression? Formula(IActivation activation, string z) =>
        activation.RowFormula(Expression.Letter(z), default, default)?.Value ??
        activation.Formula(Expression.Letter(z), Expression.Letter("a"))?.Value;
}
