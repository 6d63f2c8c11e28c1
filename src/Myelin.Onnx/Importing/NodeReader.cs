namespace Myelin.Onnx;

/// <summary>Reads one node: folds constants, and makes of rows what the operator makes of them.</summary>
sealed class NodeReader(OnnxModel model)
{
    /// <summary>A constant of more elements is not computed: shapes and weights are what constants are for.</summary>
    const long MostElements = 20_000_000;

    /// <summary>Operators of constants that make much of little.</summary>
    static readonly string[] s_growing = ["ConstantOfShape", "Expand", "Tile", "Range", "OneHot", "MatMul", "Gemm"];

    readonly List<string> _notes = [];

    public LayerReader Layers { get; } = new();

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The node's outputs.</summary>
    /// <param name="inputs">null where an optional input is left out; none is unread</param>
    public IReadOnlyList<Value> Read(OnnxNode node, Value?[] inputs)
    {
        long version = model.Opset(node.Domain);
        if (inputs.All(input => input is null or Value.Known)) return Fold(node, inputs, version);
        var call = new Call(node, [.. inputs.Select(input => (input as Value.Known)?.Tensor)], version);
        if (node.Domain == OnnxModel.Ml) return MlNodes.Read(this, call, inputs);
        if (node.Domain.Length > 0) throw LayerReader.NotALayer(node);
        Value.Rows x = inputs.OfType<Value.Rows>().First();
        return node.Operator switch
        {
            "Identity" or "Dropout" => [x],
            "Cast" => [Cast(call, x)],
            "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" or "Shape" => [ShapeNodes.Read(call, x)],
            "MatMul" or "Gemm" => [WeightNodes.Product(this, call, inputs)],
            "BatchNormalization" => [WeightNodes.BatchNorm(this, call, x)],
            "LayerNormalization" => [WeightNodes.LayerNorm(this, call, x)],
            "PRelu" when ReferenceEquals(inputs[0], x) => [WeightNodes.PRelu(this, call, x)],
            "Gather" or "Slice" or "Split" or "Concat" => ColumnNodes.Read(this, call, inputs),
            "HardSigmoid" => [HardSigmoid(call, x)],
            "Sum" => [inputs.Skip(1).Aggregate(inputs[0]!, (sum, next) => Combine(node with { Operator = "Add" }, version, sum, next))],
            _ when ElementOperators.All.ContainsKey(node.Operator) || ActivationOperators.All.ContainsKey(node.Operator) ||
                LayerReader.IsOfRows(node) || node.Operator == "Where" => [Combine(node, version, inputs)],
            _ => throw LayerReader.NotALayer(node),
        };
    }

    public void Note(string note) => _notes.Add(note);

    /// <summary>The layers up to a value, which has one axis of columns.</summary>
    public Chain Chain(Value.Rows x) => x.Tail.Length == 1 ? Layers.Layers(x.Start, x.Composition)
        : throw new NotSupportedException($"takes rows of shape {OnnxTensor.Text(x.Tail)}, where columns are expected");

    public static Value.Rows Rows(Chain chain) => new(chain, Composition.X, [chain.Width]);

    static Value.Known[] Fold(OnnxNode node, Value?[] inputs, long version)
    {
        OnnxTensor?[] tensors = [.. inputs.Select(input => (input as Value.Known)?.Tensor)];
        long[] counts = [.. tensors.OfType<OnnxTensor>().Select(tensor => (long)tensor.Count)];
        long largest = counts.DefaultIfEmpty(0).Max();
        if (s_growing.Contains(node.Operator) || counts.Sum() > MostElements ||
            Array.Exists(counts, count => count < largest && count > MostElements / largest))
            throw new NotSupportedException("is not computed of constants");
        var call = new Call(node, tensors, version);
        return Operators.IsKnown(node) ? [.. Operators.Run(call).Select(tensor => new Value.Known(tensor))]
            : throw LayerReader.NotALayer(node);
    }

    // numbers of other types are computed as doubles where activations are looked for
    static Value.Rows Cast(Call call, Value.Rows x)
    {
        var type = (OnnxType)call.Whole("to", 0);
        if (type == OnnxType.Bool && !x.Composition.IsX) return x with { Composition = Composition.Of(call.Node, 13, x.Composition) };
        if (type is not (OnnxType.Float or OnnxType.Double or OnnxType.Float16)) throw LayerReader.NotALayer(call.Node);
        if (x.Composition.IsX) return x;
        OnnxNode toDouble = call.Node with { Attributes = new Dictionary<string, object> { ["to"] = (long)OnnxType.Double } };
        return x with { Composition = Composition.Of(toDouble, 13, x.Composition) };
    }

    // its slope and shift are of no activation here: min(max(αx + β, 0), 1)
    static Value.Rows HardSigmoid(Call call, Value.Rows x)
    {
        Composition Constant(double value) => Composition.Of(OnnxTensor.Scalar(value));
        OnnxNode Named(string name, int inputs) => call.Node with
        {
            Operator = name,
            Inputs = [.. Enumerable.Repeat("x", inputs)],
            Attributes = new Dictionary<string, object>(),
        };
        Composition scaled = Composition.Of(Named("Mul", 2), 13, x.Composition, Constant(call.Number("alpha", 0.2f)));
        Composition shifted = Composition.Of(Named("Add", 2), 13, scaled, Constant(call.Number("beta", 0.5)));
        return x with { Composition = Composition.Of(Named("Clip", 3), 13, shifted, Constant(0), Constant(1)) };
    }

    /// <summary>An operator of numbers or rows: one more part of a composition, or a layer where constants differ by column.</summary>
    Value.Rows Combine(OnnxNode node, long version, params Value?[] inputs)
    {
        Value.Rows x = inputs.OfType<Value.Rows>().First();
        if (LayerReader.IsOfRows(node) && x.Tail.Length != 1)
            throw new NotSupportedException($"takes rows of shape {OnnxTensor.Text(x.Tail)}, where columns are expected");
        if (inputs is [Value.Rows a, Value.Rows b] && a.Start != b.Start)
            return node.Operator is "Add" or "Sub" ? Rows(Building.Add(Chain(a), Chain(b), node.Operator == "Sub"))
                : throw new NotSupportedException("combines two branches of the network, which only Add and Concat do here");
        if (inputs.OfType<Value.Rows>().Any(one => one.Start != x.Start)) throw LayerReader.NotALayer(node);
        Value.Known? vector = inputs.OfType<Value.Known>().FirstOrDefault(known => known.Tensor.Count > 1 && known.Tensor.IsReal());
        // a bias goes to its product at once
        bool isBias = node.Operator == "Add" && x is { Composition.IsX: true, Start.Step.Layer: Dense { Bias: false } };
        if ((vector ?? (isBias ? inputs.OfType<Value.Known>().FirstOrDefault() : null)) is { } constant)
            return inputs.Length == 2 && node.Operator is "Add" or "Sub" or "Mul" or "Div"
                ? Rows(LayerReader.Arithmetic(node, Chain(x), constant.Tensor, constantIsFirst: ReferenceEquals(inputs[0], constant)))
                : throw LayerReader.NotALayer(node);
        return x with
        {
            Composition = Composition.Of(node, version, [.. inputs.Select(input => input switch
            {
                Value.Rows rows => rows.Composition,
                Value.Known known => Composition.Of(known.Tensor),
                _ => Composition.Of(OnnxTensor.Scalar(0.0)),
            })]),
        };
    }
}
