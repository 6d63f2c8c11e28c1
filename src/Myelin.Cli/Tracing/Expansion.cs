namespace Myelin.Cli.Tracing;

/// <summary>The first element of a matrix worked out: its formula with the numbers in place of the letters.</summary>
static class Expansion
{
    /// <summary>Of longer sums the middle is left out.</summary>
    const int MostTerms = 6;

    /// <summary>z₁ = Σᵢ xᵢ wᵢ₁ + b₁</summary>
    public static string OfProduct(string z, LayerTrace<double> layer, Func<double, string> text)
    {
        double[,] x = layer.Input, w = layer.Parameters[0].Value;
        string sum = Sum(w.GetLength(0), i => $"{text(x[0, i])}·{text(w[i, 0])}");
        string bias = layer.Parameters.Count > 1 ? $" + {text(layer.Parameters[1].Value[0, 0])}" : "";
        return $"{First(z, x)} = {sum}{bias} = {Plain(layer.PreActivation![0, 0], text)}";
    }

    /// <summary>δ₁ = ∂L/∂a₁ · σ′(z₁)</summary>
    public static string OfDelta(string delta, LayerTrace<double> layer, Func<double, string> text)
    {
        double da = layer.OutputGradient[0, 0], d = layer.Delta![0, 0];
        string slope = da == 0 ? "σ′" : text(d / da);
        return $"{First(delta, layer.Input)} = {text(da)} · {slope} = {Plain(d, text)}";
    }

    /// <summary>∂L/∂w₁₁ = Σₙ x₁ δ₁</summary>
    public static string OfGradient(string gradient, LayerTrace<double> layer, Func<double, string> text) =>
        $"{gradient}₁₁ = {Sum(layer.Input.GetLength(0), n => $"{text(layer.Input[n, 0])}·{text(layer.Delta![n, 0])}")} = {Plain(layer.Parameters[0].Gradient[0, 0], text)}";

    /// <summary>∂L/∂x₁ = Σₒ δₒ w₁ₒ</summary>
    public static string OfInputGradient(string gradient, LayerTrace<double> layer, Func<double, string> text)
    {
        double[,] w = layer.Parameters[0].Value, delta = layer.Delta!;
        return $"{First(gradient, layer.Input)} = {Sum(w.GetLength(1), o => $"{text(delta[0, o])}·{text(w[0, o])}")} = {Plain(layer.InputGradient[0, 0], text)}";
    }

    /// <summary>w₁₁ := w₁₁ − α ∂L/∂w₁₁</summary>
    public static string OfUpdate(string name, Walk walk, int block, Func<double, string> text)
    {
        double before = walk.Before[block][0, 0], after = walk.AfterFirst[block][0, 0], rate = walk.Lesson.Optimizer.LearningRate;
        double gradient = walk.First.Layers.SelectMany(layer => layer.Parameters).ElementAt(block).Gradient[0, 0];
        return FormattableString.Invariant($"{name}₁₁ := {Plain(before, text)} − {rate:0.######}·{text(gradient)} = {Plain(after, text)}");
    }

    // a factor's negative number stands in brackets, a result's does not
    static string Plain(double number, Func<double, string> text) => text(number).Trim('(', ')');

    static string First(string symbol, double[,] rows) => rows.GetLength(0) == 1 ? $"{symbol}₁" : $"{symbol}₁₁";

    static string Sum(int count, Func<int, string> term) => string.Join(" + ", count <= MostTerms
        ? Enumerable.Range(0, count).Select(term)
        : [.. Enumerable.Range(0, MostTerms - 2).Select(term), "…", term(count - 1)]);
}
