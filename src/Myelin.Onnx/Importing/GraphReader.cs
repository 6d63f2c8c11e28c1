namespace Myelin.Onnx;

/// <summary>Goes through a graph and finds for each value whether it is a constant, rows of the network, or neither.</summary>
sealed class GraphReader
{
    readonly OnnxModel _model;
    readonly Dictionary<string, Value> _values = [];
    readonly NodeReader _nodes;

    GraphReader(OnnxModel model)
    {
        _model = model;
        _nodes = new(model);
        foreach ((string name, OnnxTensor tensor) in model.Graph.Initializers) _values[name] = new Value.Known(tensor);
    }

    /// <summary>The network's input, where all inputs of the graph stand side by side.</summary>
    public Chain Input { get; private set; } = Chain.Input(1);

    /// <summary>What was found that a caller should know.</summary>
    public IReadOnlyList<string> Notes => _nodes.Notes;

    /// <summary>The layers of a composition.</summary>
    public LayerReader Layers => _nodes.Layers;

    public Value this[string name] => _values[name];

    /// <exception cref="NotSupportedException">The graph's inputs are no rows of numbers.</exception>
    public static GraphReader Read(OnnxModel model)
    {
        var reader = new GraphReader(model);
        reader.ReadInputs();
        foreach (OnnxNode node in model.Graph.Nodes) reader.ReadNode(node);
        return reader;
    }

    void ReadInputs()
    {
        IReadOnlyList<OnnxValue> inputs = _model.Graph.Inputs;
        if (inputs.Count == 0) throw new NotSupportedException("the graph has no input");
        int[][] tails = [.. inputs.Select(Tail)];
        int[] widths = [.. tails.Select(tail => (int)OnnxTensor.CountOf(tail))];
        long width = widths.Sum(one => (long)one);
        if (width > Network.MaximumWidth)
            throw new NotSupportedException($"the graph's inputs have {width} columns; a network has at most {Network.MaximumWidth}");
        Input = Chain.Input((int)width);
        for (int i = 0, from = 0; i < inputs.Count; from += widths[i++])
        {
            Chain own = inputs.Count == 1 ? Input : Input.Then(Step.Choice([.. Enumerable.Range(from, widths[i])]));
            _values[inputs[i].Name] = new Value.Rows(own, Composition.X, tails[i]);
        }
    }

    // [rows, columns]; or [rows, …] that a node flattens
    static int[] Tail(OnnxValue input)
    {
        if (input.Type is not (OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.Int64 or OnnxType.Int32))
            throw new NotSupportedException($"the graph's input {input} does not hold numbers. Expected float [rows, columns]");
        OnnxDimension[] rest = [.. input.Shape?.Skip(1) ?? []];
        return rest.Length > 0 && rest.All(one => one.Length is > 0 and <= Network.MaximumWidth) &&
            rest.Aggregate(1.0, (product, one) => product * one.Length!.Value) <= Network.MaximumWidth
            ? [.. rest.Select(one => (int)one.Length!)]
            : throw new NotSupportedException($"the graph's input {input} has no fixed number of columns. Expected [rows, columns]");
    }

    void ReadNode(OnnxNode node)
    {
        Value?[] inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : _values[name])];
        IReadOnlyList<Value> outputs;
        try
        {
            outputs = inputs.OfType<Value.Unread>().FirstOrDefault() is { } unread ? [unread] : _nodes.Read(node, inputs);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidDataException or ArgumentException or ArithmeticException)
        {
            string reason = Throw.Text(e);
            outputs = [new Value.Unread(reason.StartsWith("node ", StringComparison.Ordinal) ? reason : $"{node} {reason}")];
        }
        for (int i = 0; i < node.Outputs.Count; i++)
            if (node.Outputs[i].Length > 0)
                _values[node.Outputs[i]] = i < outputs.Count ? outputs[i]
                    : outputs is [Value.Unread only] ? only
                    : new Value.Unread($"output {i} of {node} is not read");
    }
}
