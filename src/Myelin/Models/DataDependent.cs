using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// First numbers from the training rows, layer after layer: each neuron's z gets the variance 1, by dividing its weights by the deviation
/// of x·W, and its bias b = −Σ qₙ zₙ over five random rows with random shares q puts its hinge among the rows (Holzmüller, Grinsztajn,
/// Steinwart 2024, appendix A; he+5 after Steinwart 2019). Bins of piecewise linear embeddings are quantiles of the rows.
/// </summary>
internal static class DataDependent
{
    const int MostRows = 8192, Drawn = 5;

    /// <summary>Initializes the model anew: <see cref="Parameters{T}.Initialize"/>, then every Dense of the chain from the rows.</summary>
    /// <param name="dense">whether Dense layers begin so, or bins alone</param>
    public static void Initialize<T>(Model<T> model, Samples<T> samples, ulong seed, bool dense = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        model.Parameters.Initialize(seed);
        var random = new RandomStream(seed, RandomPurpose.DataDependent);
        var rows = RowsOf(samples, ref random);
        var walk = new DataWalk<T>(model, rows);
        for (int l = 0; l < model.Network.Layers.Count; l++)
        {
            walk.FitBins(l);
            if (!dense || model.Network.Layers[l] is not Dense layer) continue;
            (int weight, T[] z) = walk.Products(l);
            Fit(model.Parameters, weight, layer, z, ref random);
        }
    }

    static void Fit<T>(Parameters<T> parameters, int weight, Dense layer, T[] z, ref RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int units = layer.Units, rows = z.Length / units;
        T[] w = GC.AllocateUninitializedArray<T>(parameters.Blocks[weight].Count), b = new T[units];
        parameters.Read(weight, w);
        double[] deviations = DataWalk<T>.Deviations(z, units);
        Span<double> shares = stackalloc double[Drawn];
        for (int o = 0; o < units; o++)
        {
            (double total, double drawn, double deviation) = (0, 0, deviations[o]);
            for (int i = o; i < w.Length; i += units) w[i] = T.CreateTruncating(double.CreateTruncating(w[i]) / deviation);
            foreach (ref double share in shares) total += share = -Kernels.Rows.LogOnePlus(-random.NextDouble());
            foreach (double share in shares) drawn += share / total * double.CreateTruncating(z[random.NextInt32(rows) * units + o]);
            b[o] = T.CreateTruncating(-drawn / deviation);
        }
        parameters.Write(weight, w);
        if (layer.Bias) parameters.Write(weight + 1, b);
    }

    static Samples<T> RowsOf<T>(Samples<T> samples, ref RandomStream random) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (samples.Rows <= MostRows) return samples;
        int[] order = [.. Enumerable.Range(0, samples.Rows)];
        random.Shuffle(order.AsSpan());
        return samples.Select(order.AsSpan(0, MostRows));
    }
}
