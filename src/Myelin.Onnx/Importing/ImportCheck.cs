namespace Myelin.Onnx;

/// <summary>Compares a network that was read with the graph that it was read from, on random rows.</summary>
static class ImportCheck
{
    const int RowCount = 16;

    const double Tolerance = 1e-4;

    /// <summary>The largest |network − graph| / max(1, |graph|) of the outputs.</summary>
    /// <exception cref="NotSupportedException">They differ, or the graph cannot be evaluated.</exception>
    public static double Difference(OnnxModel model, OnnxImport import, Model<float> network)
    {
        int inputs = network.Network.Inputs, outputs = network.Network.Outputs;
        var random = new Random(1);
        float[] rows = [.. Enumerable.Range(0, RowCount * inputs).Select(_ => (float)(2 * random.NextDouble() - 1))];
        OnnxModel part = Needed(model, import.Output);
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
        double largest = 0;
        for (int i = 0; i < found.Length; i++)
        {
            double one = width == outputs ? numbers[i] : numbers[2 * i + 1];
            if (one.Equals(found[i])) continue;
            double difference = Math.Abs(one - found[i]) / Math.Max(1, Math.Abs(one));
            largest = Math.Max(largest, difference);
            if (!(difference <= Tolerance))
                throw new NotSupportedException(FormattableString.Invariant(
                    $"the network that was read gives {found[i]} where the graph gives {one}: the graph is read wrongly, and not used"));
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
