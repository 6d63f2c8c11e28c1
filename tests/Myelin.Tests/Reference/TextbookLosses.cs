namespace Myelin.Tests.Reference;

/// <summary>Losses of one row, summed over its columns; the mean's divisor is the network's business.</summary>
static class TextbookLosses
{
    /// <summary>(ŷ − y)²</summary>
    public static (double, double[]) SquaredError(double[] prediction, double[] target) =>
        (prediction.Zip(target, (p, y) => (p - y) * (p - y)).Sum(), [.. prediction.Zip(target, (p, y) => 2 * (p - y))]);

    /// <summary>½ (ŷ − y)²</summary>
    public static (double, double[]) HalfSquaredError(double[] prediction, double[] target) =>
        (prediction.Zip(target, (p, y) => (p - y) * (p - y) / 2).Sum(), [.. prediction.Zip(target, (p, y) => p - y)]);

    /// <summary>−log softmax(z)_y for the class index y</summary>
    public static (double, double[]) SoftmaxCrossEntropy(double[] logits, double[] target)
    {
        int y = (int)target[0];
        double[] p = TextbookActivation.Softmax.Value(logits);
        return (-Math.Log(p[y]), [.. p.Select((pk, k) => pk - (k == y ? 1 : 0))]);
    }
}
