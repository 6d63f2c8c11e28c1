namespace Myelin.Tests.Reference;

/// <summary>An activation of a row.</summary>
/// <param name="Value">a = σ(z)</param>
/// <param name="Backward">δ from (z, a, ∂L/∂a)</param>
sealed record TextbookActivation(Func<double[], double[]> Value, Func<double[], double[], double[], double[]> Backward)
{
    public static TextbookActivation Identity { get; } = Of(z => z, (_, _) => 1);

    public static TextbookActivation Sigmoid { get; } = Of(z => 1 / (1 + Math.Exp(-z)), (_, a) => a * (1 - a));

    public static TextbookActivation Tanh { get; } = Of(Math.Tanh, (_, a) => 1 - a * a);

    public static TextbookActivation Relu { get; } = Of(z => Math.Max(z, 0), (z, _) => z >= 0 ? 1 : 0);

    public static TextbookActivation Softmax { get; } = new(
        z =>
        {
            double[] e = [.. z.Select(x => Math.Exp(x - z.Max()))];
            return [.. e.Select(x => x / e.Sum())];
        },
        (_, p, gradient) => [.. p.Select((pj, j) => p.Select((pi, i) => gradient[i] * (i == j ? pi * (1 - pj) : -pi * pj)).Sum())]);

    /// <summary>An activation of each number by itself, from its value and its slope of (z, a).</summary>
    public static TextbookActivation Of(Func<double, double> value, Func<double, double, double> slope) => new(
        z => [.. z.Select(value)], (z, a, gradient) => [.. gradient.Select((g, o) => g * slope(z[o], a[o]))]);

    public static TextbookActivation Named(string name) => name switch
    {
        "identity" => Identity,
        "sigmoid" => Sigmoid,
        "tanh" => Tanh,
        "relu" => Relu,
        "softmax" => Softmax,
        _ => throw new ArgumentException($"The textbook has no activation {name}."),
    };
}
