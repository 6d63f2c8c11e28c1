namespace Myelin.Onnx;

/// <summary>Runs the graph of a model, one operator after the other, as the operators' specification says.</summary>
/// <remarks>
/// The same results on every system: elementary functions are the library's own. Operations of float are computed in double and rounded
/// once; sums of products too.
/// </remarks>
sealed class OnnxEvaluator
{
    readonly OnnxModel _model;
    readonly IReadOnlySet<string>[] _last;

    /// <exception cref="NotSupportedException">An operator of the graph is not known; the message names it and its node.</exception>
    public OnnxEvaluator(OnnxModel model)
    {
        _model = model;
        foreach (OnnxNode node in model.Graph.Nodes)
            if (!Operators.IsKnown(node))
                throw new NotSupportedException($"{node} cannot be evaluated: the operator {node.Operator} is not known" +
                    (node.Domain.Length > 0 ? $" in {Excerpt.Quote(node.Domain)}" : ""));
        _last = LastUses(model.Graph);
    }

    /// <summary>The graph's outputs by name.</summary>
    /// <param name="inputs">a tensor for each input of the graph</param>
    /// <exception cref="ArgumentException">An input is missing.</exception>
    /// <exception cref="InvalidDataException">Shapes or types do not go together; the message names the node.</exception>
    /// <exception cref="NotSupportedException">An operator is asked for what is not computed here.</exception>
    public IReadOnlyDictionary<string, OnnxTensor> Run(IReadOnlyDictionary<string, OnnxTensor> inputs)
    {
        var values = new Dictionary<string, OnnxTensor>(_model.Graph.Initializers);
        foreach (OnnxValue input in _model.Graph.Inputs)
            values[input.Name] = inputs.GetValueOrDefault(input.Name)
                ?? throw new ArgumentException($"The graph's input {Excerpt.Quote(input.Name)} is missing.", nameof(inputs));
        foreach ((int place, OnnxNode node) in _model.Graph.Nodes.Index())
        {
            IReadOnlyList<OnnxTensor> made = Run(node, values.GetValueOrDefault, _model.Opset(node.Domain));
            for (int i = 0; i < node.Outputs.Count; i++)
                if (node.Outputs[i].Length > 0)
                    values[node.Outputs[i]] = i < made.Count ? made[i]
                        : throw new NotSupportedException($"{node}: output {i}, {Excerpt.Quote(node.Outputs[i])}, is not computed");
            foreach (string name in _last[place]) values.Remove(name);
        }
        return _model.Graph.Outputs.ToDictionary(output => output.Name, output => values[output.Name]);
    }

    /// <summary>The outputs of one node.</summary>
    public static IReadOnlyList<OnnxTensor> Run(OnnxNode node, Func<string, OnnxTensor?> value, long version) =>
        Operators.Run(new Call(node, [.. node.Inputs.Select(name => name.Length == 0 ? null : value(name))], version));

    // what no later node uses is let go
    static IReadOnlySet<string>[] LastUses(OnnxGraph graph)
    {
        HashSet<string> needed = [.. graph.Outputs.Select(output => output.Name)];
        var last = new IReadOnlySet<string>[graph.Nodes.Count];
        for (int place = last.Length - 1; place >= 0; place--)
        {
            OnnxNode node = graph.Nodes[place];
            last[place] = node.Inputs.Concat(node.Outputs).Where(needed.Add).ToHashSet();
        }
        return last;
    }
}
