namespace Myelin.Onnx;

/// <summary>A network that was read from a graph, with its numbers and what was left out.</summary>
sealed record OnnxImport(Network Network, IReadOnlyList<float[]> Numbers, IActivation Link, IReadOnlyList<string> Notes)
{
    /// <summary>The graph's output that is the network's.</summary>
    public required string Output { get; init; }

    /// <summary>Reads the network that makes an output of a model; null: the first one that a network makes.</summary>
    /// <exception cref="NotSupportedException">There is no such network; the message names the node.</exception>
    public static OnnxImport Of(OnnxModel model, string? output = null)
    {
        if (output is not null && model.Graph.Outputs.All(one => one.Name != output))
            throw new NotSupportedException($"the graph has no output {Excerpt.Quote(output)}; " +
                $"it has {string.Join(", ", model.Graph.Outputs.Select(one => Excerpt.Quote(one.Name)))}");
        GraphReader graph = GraphReader.Read(model);
        List<string> left = [];
        string? reason = null;
        foreach (OnnxValue candidate in model.Graph.Outputs.Where(one => output is null || one.Name == output))
            try
            {
                OnnxImport found = Of(graph, candidate.Name);
                IEnumerable<string> others = model.Graph.Outputs.Where(other => other != candidate && !left.Contains(other.Name))
                    .Select(other => Excerpt.Quote(other.Name));
                string[] notes = [.. left.Select(Excerpt.Quote).Concat(others)];
                return found with { Notes = [.. found.Notes, .. notes.Select(name => $"output {name} was left out")] };
            }
            catch (NotSupportedException e)
            {
                left.Add(candidate.Name);
                reason ??= e.Message;
            }
        throw new NotSupportedException($"{reason}. Layers are read from Gemm, MatMul, Add, activations, BatchNormalization, " +
            "LayerNormalization, Dropout, columns side by side or chosen, and residual blocks");
    }

    /// <summary>The model, whose numbers the caller owns.</summary>
    public Model<float> ToModel()
    {
        Model<float> model = Model.Create(Network);
        model.Link = Link;
        for (int block = 0; block < Numbers.Count; block++) model.Parameters.Write(block, Numbers[block]);
        return model;
    }

    static OnnxImport Of(GraphReader graph, string output)
    {
        Value.Rows rows = graph[output] switch
        {
            Value.Rows value => value,
            Value.Unread unread => throw new NotSupportedException(unread.Reason),
            _ => throw new NotSupportedException($"output {Excerpt.Quote(output)} is a constant"),
        };
        List<string> notes = [.. graph.Notes];
        if (rows.Tail.Length != 1) notes.Add($"output {Excerpt.Quote(output)} has rows of shape {OnnxTensor.Text(rows.Tail)}; " +
            $"the network gives {rows.Width} columns");
        List<Step> steps = graph.Layers.Layers(rows.Start, rows.Composition).Since(graph.Input);
        IActivation link = new Identity();
        // what follows the last layer is the link of the loss
        if (steps is [.., _, { Layer: Activation { Function: Softmax or Sigmoid } last }])
        {
            link = last.Function;
            steps.RemoveAt(steps.Count - 1);
        }
        if (steps.Count == 0) throw new NotSupportedException($"output {Excerpt.Quote(output)} has no layer");
        Step[] layers = Building.Finished(steps, graph.Input.Width);
        var network = new Network(graph.Input.Width, [.. layers.Select(step => step.Layer!)]);
        float[][] numbers = [.. layers.SelectMany(step => step.Numbers)];
        foreach ((float[] values, ParameterBlock block) in numbers.Zip(network.Blocks()))
            if (Array.Exists(values, value => !float.IsFinite(value)))
                throw new NotSupportedException($"parameter {block.Name} holds a number that is not finite");
        return new(network, numbers, link, notes) { Output = output };
    }
}
