using Myelin.Losses;

namespace Myelin.Cli.Tracing;

/// <summary>(L(θ + h) − L(θ − h)) / 2h for every number of every block, and of the input.</summary>
static class NumericGradient
{
    public const double Step = 1e-6;

    /// <returns>a matrix for each block, then one for the input</returns>
    public static IReadOnlyList<double[,]> Of(Model<double> model, ILoss loss, Samples<double> samples)
    {
        using var probe = new Model<double>(model.Network, model.Parameters.Alike());
        model.Parameters.CopyTo(probe.Parameters);
        var gradients = new List<double[,]>();
        for (int i = 0; i < probe.Parameters.Blocks.Count; i++)
        {
            int block = i;
            var values = new double[probe.Parameters.Blocks[block].Count];
            probe.Parameters.Read(block, values);
            gradients.Add(Differences(values, probe.Parameters.Blocks[block].Rows, () =>
            {
                probe.Parameters.Write(block, values);
                return Trace<double>.Of(probe, loss, samples).Loss;
            }));
            probe.Parameters.Write(block, values);
        }
        double[] inputs = samples.Inputs.ToArray();
        var moved = new Samples<double>(inputs, samples.InputColumns, samples.Targets, samples.TargetColumns, samples.Weights);
        gradients.Add(Differences(inputs, samples.Rows, () => Trace<double>.Of(probe, loss, moved).Loss));
        return gradients;
    }

    static double[,] Differences(double[] values, int rows, Func<double> loss)
    {
        int columns = values.Length / rows;
        var differences = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
        {
            double kept = values[i];
            values[i] = kept + Step;
            double above = loss();
            values[i] = kept - Step;
            double below = loss();
            values[i] = kept;
            differences[i / columns, i % columns] = (above - below) / (2 * Step);
        }
        return differences;
    }
}
