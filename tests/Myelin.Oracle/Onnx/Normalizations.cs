namespace Myelin.Oracle.Onnx;

/// <summary>Layers with statistics: batch norm over axis 1, layer norm over the last axes, dropout.</summary>
static class Normalizations
{
    public static Tensor[] Batch(Node node)
    {
        bool training = node.Version < 7 ? node.Whole("is_test", 0) == 0 : node.Whole("training_mode", 0) == 1;
        double momentum = 1 - node.Number("momentum", 0.9);
        double[][] rows = node.X.Along(1);
        var network = new Network(rows[0].Length, new BatchNorm(node.Number("epsilon", 1e-5), momentum));
        string[] names = ["weight", "bias", "running_mean", "running_var"];
        (string, double[])[] parameters = [.. names.Select((name, i) => ($"layers.0.{name}", node.Input(i + 1)!.Data))];
        if (!training) return [node.X.From(Networks.Predict(node.X.Type, network, rows, parameters), 1)];

        // ONNX's running variance follows the biased variance, Myelin's (as PyTorch's) the unbiased one, N/(N − 1) times as much
        (double[][] outputs, Func<string, double[]> block) = Networks.Train(node.X.Type, network, rows, parameters);
        Tensor mean = node.Input(3)!, variance = node.Input(4)!;
        double[] moved = block("layers.0.running_var"), biased = [.. variance.Data.Select((before, c) =>
        {
            double kept = (1 - momentum) * before;
            return kept + (moved[c] - kept) * (rows.Length - 1) / rows.Length;
        })];
        return [node.X.From(outputs, 1), mean.With(block("layers.0.running_mean")), variance.With(biased)];
    }

    public static Tensor[] Layer(Node node)
    {
        double[][] rows = node.X.From(node.X.Axis(node.Whole("axis", -1)));
        int width = rows[0].Length;
        (Tensor scale, Tensor? bias) = (node.Input(1)!, node.Input(2));
        if (scale.Data.Length != width || bias is not null && bias.Data.Length != width)
            throw new NotExpressible("a scale that differs by row");
        double[][] outputs = Networks.Predict(node.X.Type, new Network(width, new LayerNorm(node.Number("epsilon", 1e-5))), rows,
            ("layers.0.weight", scale.Data), ("layers.0.bias", bias?.Data ?? new double[width]));
        return [node.X.With([.. outputs.SelectMany(row => row)])];
    }

    public static Tensor[] Dropout(Node node)
    {
        double probability = node.Input(1)?.Data[0] ?? node.Number("ratio", 0.5);
        bool training = node.Input(2)?.Data[0] == 1;
        if (training && probability > 0)
            throw new NotExpressible("dropout in training: its mask is a function of Myelin's own random numbers");
        double[][] rows = node.X.From(Math.Max(0, node.X.Rank - 1));
        var network = new Network(rows[0].Length, new Dropout(probability));
        double[][] outputs = training ? Networks.Train(node.X.Type, network, rows).Outputs : Networks.Predict(node.X.Type, network, rows);
        return [node.X.With([.. outputs.SelectMany(row => row)])];
    }
}
