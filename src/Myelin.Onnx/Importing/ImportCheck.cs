namespace Myelin.Onnx;

/// <summary>Compares a network that was read with the graph that it was read from, on random rows.</summary>
static class ImportCheck
{
    /// <summary>Rows that are compared: a quarter of each magnitude.</summary>
    public const int RowCount = 64;

    const int Trials = 8;

    const double Tolerance = 1e-6;

    const float LastBits = 1f / (1 << 22);

    static readonly float[] s_magnitudes = [0.01f, 1, 10, 1000];

    /// <summary>The largest |network − graph| / max(1, |graph|) of the outputs.</summary>
    /// <remarks>
    /// They may differ by a millionth and four times the rounding error of the network, which is measured: float32 against double
    /// precision. Outputs for large numbers that are not finite in the graph, as where e^x is none, are left out.
    /// </remarks>
    /// <exception cref="NotSupportedException">They differ, or the graph cannot be evaluated.</exception>
    public static double Difference(OnnxModel model, OnnxImport import, Model<float> network)
    {
        int inputs = network.Network.Inputs, outputs = network.Network.Outputs;
        OnnxModel part = Needed(model, import.Output);
        float[] rows = Rows(inputs, Offsets(part, inputs));
        if (part.Graph.Inputs.Any(input => input.Type is OnnxType.Int64 or OnnxType.Int32))
            rows = Array.ConvertAll(rows, one => MathF.Round(4 * one));
        var found = new float[RowCount * outputs];
        network.Predict(rows, found);
        OnnxTensor expected = new OnnxEvaluator(part).Run(Inputs(part, rows, inputs))[part.Graph.Outputs[0].Name];
        double[] numbers = Numbers.Reals(expected);
        // of two classes' probabilities the second is the network's
        int width = numbers.Length / RowCount;
        if (width != outputs && !(width == 2 && outputs == 1))
            throw new NotSupportedException($"the network that was read gives {outputs} columns, but the graph {expected}");
        double[] rounding = Rounding(network, rows);
        double largest = 0;
        for (int i = 0; i < found.Length; i++)
        {
            double one = width == outputs ? numbers[i] : numbers[2 * i + 1];
            int row = i / outputs;
            if (one.Equals(found[i]) || !double.IsFinite(one) && Magnitude(row) > 1) continue;
            double difference = Math.Abs(one - found[i]) / Math.Max(1, Math.Abs(one));
            largest = Math.Max(largest, difference);
            if (!(difference <= Tolerance + 4 * rounding[row]))
                throw new NotSupportedException(FormattableString.Invariant(
                    $"the network that was read gives {found[i]} where the graph gives {one}: the graph is read wrongly, and not used"));
        }
        return largest;
    }

    static float Magnitude(int row) => s_magnitudes[row % s_magnitudes.Length];

    // half of them around what is subtracted first
    static float[] Rows(int inputs, float[] offsets)
    {
        var random = new Random(1);
        var rows = new float[RowCount * inputs];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = i / inputs;
            rows[i] = Magnitude(row) * (float)(2 * random.NextDouble() - 1);
            if (row >= RowCount / 2) rows[i] += offsets[i % inputs];
        }
        return rows;
    }

    // of a scaler, one for each input
    static float[] Offsets(OnnxModel model, int inputs)
    {
        string first = model.Graph.Inputs[0].Name;
        foreach (OnnxNode node in model.Graph.Nodes.Where(node => node.Inputs.Contains(first)))
        {
            if (node.Operator == "Scaler" && node.Attributes.GetValueOrDefault("offset") is float[] offset &&
                offset.Length == inputs) return Finite(offset);
            if (node is { Operator: "Sub", Inputs: [_, var second] } &&
                model.Graph.Initializers.GetValueOrDefault(second) is { } mean && mean.Count == inputs && mean.Is(out float[]? means))
                return Finite(means);
        }
        return new float[inputs];
    }

    static float[] Finite(float[] values) => Array.ConvertAll(values, value => float.IsFinite(value) ? value : 0);

    // of each row, and of a few that differ from it in the last bits
    static double[] Rounding(Model<float> network, float[] rows)
    {
        int outputs = network.Network.Outputs;
        var largest = new double[RowCount];
        var single = new float[RowCount * outputs];
        var twice = new double[RowCount * outputs];
        using Model<double> wide = RoundingError.Wide(network);
        var random = new Random(2);
        for (int trial = 0; trial < Trials; trial++)
        {
            float[] nudged = trial == 0 ? rows
                : Array.ConvertAll(rows, one => one * (random.Next(2) == 0 ? 1 - LastBits : 1 + LastBits));
            network.Predict(nudged, single);
            wide.Predict(Array.ConvertAll(nudged, one => (double)one), twice);
            for (int i = 0; i < single.Length; i++)
            {
                double error = Math.Abs(single[i] - twice[i]) / Math.Max(1, Math.Abs(twice[i]));
                if (double.IsFinite(error)) largest[i / outputs] = Math.Max(largest[i / outputs], error);
            }
        }
        return largest;
    }

    static Dictionary<string, OnnxTensor> Inputs(OnnxModel model, float[] rows, int width)
    {
        Dictionary<string, OnnxTensor> inputs = [];
        int from = 0;
        foreach (OnnxValue input in model.Graph.Inputs)
        {
            int[] shape = [RowCount, .. input.Shape!.Skip(1).Select(one => (int)one.Length!)];
            (int start, int own) = (from, (int)OnnxTensor.CountOf(shape.AsSpan(1..)));
            float[] values = [.. Enumerable.Range(0, RowCount).SelectMany(row => rows.AsSpan(row * width + start, own).ToArray())];
            inputs[input.Name] = Conversion.To(input.Type, OnnxTensor.Of(shape, values));
            from += own;
        }
        return inputs;
    }

    /// <summary>The model with the nodes that one output needs; of a map of probabilities, the tensor that it is made of.</summary>
    static OnnxModel Needed(OnnxModel model, string output)
    {
        HashSet<string> needed = [output];
        List<OnnxNode> nodes = [];
        foreach (OnnxNode node in model.Graph.Nodes.Reverse())
        {
            if (!node.Outputs.Any(needed.Contains)) continue;
            if (node.Operator == "ZipMap" && node.Domain == OnnxModel.Ml) output = node.Inputs[0];
            else nodes.Add(node);
            needed.UnionWith(node.Inputs.Where(name => name.Length > 0));
        }
        nodes.Reverse();
        return model with
        {
            Graph = model.Graph with { Nodes = nodes, Outputs = [new(output, OnnxType.Undefined, null)] },
        };
    }
}
