using System.Globalization;
using System.Numerics;
using System.Text;
using Myelin.Layers;
using Myelin.Losses;

namespace Myelin;

/// <summary>
/// Compares every analytic gradient with central differences (L(θ + h) − L(θ − h)) / 2h, through the very passes that train.
/// </summary>
/// <remarks>
/// Meaningful in float64; at a kink (relu at 0) the two may rightly differ. An error is |analytic − numeric| / max(1, |analytic|, |numeric|).
/// </remarks>
public static class GradientCheck
{
    /// <param name="step">h</param>
    public static GradientReport Run(Model<double> model, ILoss loss, Samples<double> samples, double step = 1e-6, double tolerance = 1e-6)
    {
        Trace<double> trace = Trace<double>.Of(model, loss, samples);
        using var probe = new Model<double>(model.Network, model.Parameters.Alike());
        model.Parameters.CopyTo(probe.Parameters);
        var blocks = new List<BlockGradient>();
        int block = 0;
        foreach (BlockTrace<double> traced in trace.Layers.SelectMany(layer => layer.Parameters))
        {
            int index = block++;
            if (traced.Block.Role == ParameterRole.Statistic) continue;
            var values = new double[traced.Block.Count];
            probe.Parameters.Read(index, values);
            blocks.Add(Compare(traced.Block.Name, traced.Gradient, (i, value) =>
            {
                double kept = values[i];
                values[i] = kept + value;
                probe.Parameters.Write(index, values);
                values[i] = kept;
                double moved = Trace<double>.Of(probe, loss, samples).Loss;
                probe.Parameters.Write(index, values);
                return moved;
            }, step));
        }
        double[] inputs = samples.Inputs.ToArray();
        var shifted = new Samples<double>(inputs, samples.InputColumns, samples.Targets, samples.TargetColumns, samples.Weights);
        blocks.Add(Compare("input", trace.Layers[0].InputGradient, (i, value) =>
        {
            double kept = inputs[i];
            inputs[i] = kept + value;
            double moved = Trace<double>.Of(probe, loss, shifted).Loss;
            inputs[i] = kept;
            return moved;
        }, step));
        return new(blocks, tolerance);
    }

    static BlockGradient Compare(string name, double[,] analytic, Func<int, double, double> lossAt, double step)
    {
        var worst = new BlockGradient(name, analytic.GetLength(0), analytic.GetLength(1), -1, 0, 0, 0, 0);
        for (int i = 0; i < analytic.Length; i++)
        {
            (int row, int column) = (i / worst.Columns, i % worst.Columns);
            double numeric = (lossAt(i, step) - lossAt(i, -step)) / (2 * step), exact = analytic[row, column];
            double error = Math.Abs(exact - numeric) / Math.Max(1, Math.Max(Math.Abs(exact), Math.Abs(numeric)));
            if (!(error <= worst.Error)) worst = worst with { Error = error, Row = row, Column = column, Analytic = exact, Numeric = numeric };
        }
        return worst;
    }
}

/// <summary>The worst element of one block: its error, place and both gradients.</summary>
public sealed record BlockGradient(string Name, int Rows, int Columns, double Error, int Row, int Column, double Analytic, double Numeric);

/// <summary>A gradient check's result, a line for each block.</summary>
public sealed record GradientReport(IReadOnlyList<BlockGradient> Blocks, double Tolerance)
{
    public double WorstError => Blocks.Max(block => block.Error);

    public bool Passed => Blocks.All(block => block.Error <= Tolerance);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"block",-24}{"shape",12}{"worst error",14}   at");
        foreach (BlockGradient b in Blocks)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{b.Name,-24}{$"{b.Rows} × {b.Columns}",12}{b.Error,14:E1}   [{b.Row}, {b.Column}] analytic {b.Analytic:G10}, numeric {b.Numeric:G10}");
        return text.Append(CultureInfo.InvariantCulture, $"{(Passed ? "passed" : "FAILED")}: worst {WorstError:E1}, allowed {Tolerance:E1}").ToString();
    }
}
