namespace Myelin.Tests.Reference;

/// <summary>
/// Forward and backward propagation as a textbook writes them: doubles, plain loops, one sample after another, the C library's
/// functions. Slow, and short enough to be checked by eye; everything faster is compared with it.
/// </summary>
sealed class TextbookNetwork(params IReadOnlyList<TextbookLayer> layers)
{
    public IReadOnlyList<TextbookLayer> Layers => layers;

    /// <summary>x, then each layer's a</summary>
    public double[] Predict(double[] x) => layers.Aggregate(x, (input, layer) => layer.Activation.Value(Affine(layer, input)));

    /// <summary>L = 1/D Σₙ sₙ ℓ(ŷₙ, yₙ), and its gradients in W and b of every layer and in every row of x.</summary>
    /// <param name="divisor">D: 1 for a sum, N for the mean over rows, N·K for the mean over all elements</param>
    /// <param name="weights">s, or null for ones</param>
    public TextbookGradients Differentiate(double[][] x, double[][] y, TextbookLoss loss, double divisor, double[]? weights = null)
    {
        var result = new TextbookGradients(
            [.. layers.Select(layer => new double[layer.W.GetLength(0), layer.W.GetLength(1)])],
            [.. layers.Select(layer => new double[layer.B.Length])],
            new double[x.Length][]);
        for (int n = 0; n < x.Length; n++)
        {
            var z = new double[layers.Count][];
            var a = new double[layers.Count + 1][];
            a[0] = x[n];
            for (int l = 0; l < layers.Count; l++)
            {
                z[l] = Affine(layers[l], a[l]);
                a[l + 1] = layers[l].Activation.Value(z[l]);
            }

            double scale = (weights?[n] ?? 1) / divisor;
            (double value, double[] slope) = loss(a[^1], y[n]);
            result.Loss += scale * value;
            double[] gradient = [.. slope.Select(g => scale * g)];
            for (int l = layers.Count - 1; l >= 0; l--)
            {
                double[] delta = layers[l].Activation.Backward(z[l], a[l + 1], gradient);
                gradient = new double[a[l].Length];
                for (int o = 0; o < delta.Length; o++)
                {
                    result.B[l][o] += delta[o];
                    for (int i = 0; i < gradient.Length; i++)
                    {
                        result.W[l][i, o] += a[l][i] * delta[o];
                        gradient[i] += delta[o] * layers[l].W[i, o];
                    }
                }
            }
            result.X[n] = gradient;
        }
        return result;
    }

    // z = x·W + b
    static double[] Affine(TextbookLayer layer, double[] x)
    {
        var z = (double[])layer.B.Clone();
        for (int o = 0; o < z.Length; o++)
            for (int i = 0; i < x.Length; i++) z[o] += x[i] * layer.W[i, o];
        return z;
    }
}

/// <param name="W">[I × O], one column per neuron</param>
/// <param name="B">[O]</param>
sealed record TextbookLayer(double[,] W, double[] B, TextbookActivation Activation);

/// <summary>ℓ(ŷ, y) and ∂ℓ/∂ŷ of one row.</summary>
delegate (double Value, double[] Gradient) TextbookLoss(double[] prediction, double[] target);

/// <summary>∂L/∂W [I × O], ∂L/∂b [O] of every layer, ∂L/∂x of every row.</summary>
sealed record TextbookGradients(double[][,] W, double[][] B, double[][] X)
{
    public double Loss { get; set; }
}
