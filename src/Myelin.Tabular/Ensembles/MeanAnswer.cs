namespace Myelin.Tabular;

/// <summary>
/// The answer of networks to a row: the mean of what each says, as much as it counts. Of classes those are probabilities, with a
/// temperature; of numbers, numbers in the target's unit.
/// </summary>
/// <param name="link">what networks end in</param>
/// <param name="bounds">between which numbers stay; null for no bounds</param>
sealed class MeanAnswer(Target target, IActivation link, (double Low, double High)? bounds)
{
    /// <summary>Of more classes memory is taken.</summary>
    internal const int MostOnStack = 256;

    /// <summary>Between which numbers stay; null for no bounds.</summary>
    public (double Low, double High)? Bounds => bounds;

    /// <summary>Numbers that are summed for a row: one for each class, or one.</summary>
    public int Width => target.Classes?.Count ?? 1;

    /// <summary>Adds what one network says.</summary>
    /// <param name="output">of the network, after its link</param>
    public void Add(Span<double> sum, ReadOnlySpan<float> output, double temperature, double weight)
    {
        if (target.Classes is null)
        {
            double value = target.Scaling!.Invert(output[0]);
            sum[0] += weight * (bounds is { } limits ? Math.Clamp(value, limits.Low, limits.High) : value);
            return;
        }
        if (link is Softmax && temperature == 1)
        {
            for (int k = 0; k < sum.Length; k++) sum[k] += weight * output[k];
            return;
        }
        Span<double> p = sum.Length <= MostOnStack ? stackalloc double[sum.Length] : new double[sum.Length];
        if (link is Softmax)
            for (int k = 0; k < p.Length; k++) p[k] = output[k];
        else Normalize(output, p);
        if (temperature != 1) TemperatureScaling.Apply(p, temperature, p);
        for (int k = 0; k < sum.Length; k++) sum[k] += weight * p[k];
    }

    /// <summary>Whether a row's mean without bounds is beyond them.</summary>
    /// <param name="free">of each row the sum of what networks said without bounds; empty where there are none</param>
    public bool IsClamped(ReadOnlySpan<double> free, int row, double weights) =>
        bounds is { } limits && (free[row] / weights < limits.Low || free[row] / weights > limits.High);

    /// <summary>The mean of what networks said that count so much in all.</summary>
    public Prediction Of(ReadOnlySpan<double> sum, double weights)
    {
        if (target.Classes is not { } classes) return new(null, [], sum[0] / weights);
        var probabilities = new float[sum.Length];
        Mean(sum, weights, probabilities);
        int best = Likeliest.Of<float>(probabilities);
        return new(classes[best], probabilities, probabilities[best]);
    }

    /// <summary>The mean probabilities of what networks said that count so much in all.</summary>
    public static void Mean(ReadOnlySpan<double> sum, double weights, Span<float> probabilities)
    {
        for (int k = 0; k < sum.Length; k++) probabilities[k] = (float)(sum[k] / weights);
    }

    /// <summary>Outputs of a loss that is not of probabilities as shares: nothing below 0, and a sum of 1.</summary>
    static void Normalize(ReadOnlySpan<float> outputs, Span<double> shares)
    {
        int best = Likeliest.Of(outputs);
        double sum = 0;
        foreach (float output in outputs) sum += Math.Max(0, output);
        for (int k = 0; k < outputs.Length; k++)
            shares[k] = sum > 0 ? (float)(Math.Max(0, outputs[k]) / sum) : k == best ? 1 : 0;
    }
}
