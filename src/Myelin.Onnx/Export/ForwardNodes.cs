using Myelin.Numerics;

namespace Myelin.Onnx;

/// <summary>A network's forward pass as nodes, in float32; rows are [N × width].</summary>
/// <param name="parameters">the names of the parameters' tensors by those of the blocks</param>
sealed class ForwardNodes(GraphBuilder graph, IReadOnlyDictionary<string, string> parameters) : IForwardTarget
{
    readonly Dictionary<Operand, string> _values = [];
    readonly Dictionary<Weights, int[]> _shapes = [];

    /// <summary>Writes it, and says where its output is.</summary>
    public static string Write(
        GraphBuilder graph, ForwardGraph network, string input, IReadOnlyDictionary<string, string> parameters)
    {
        var nodes = new ForwardNodes(graph, parameters);
        nodes._values.Add(network.Input, input);
        network.Write(nodes);
        return nodes._values[network.Output];
    }

    // [1, x] · [b; W]: the sum begins with the bias, as Myelin's does, so that kernels that add in order round alike
    public void Product(ProductOperation o) => In(o, () =>
    {
        string w = Parameter(o.W, o.W.Rows, o.W.Columns), x = Value(o.X);
        if (o.Parts > 1) x = graph.Reshape(x, -1, o.Parts, o.W.Rows);
        if (o.Bias is { } bias)
        {
            x = Padded(x, o.Parts > 1 ? 3 : 2);
            w = graph.Node("Concat", [("axis", 0L)], Parameter(bias, 1, bias.Width), w);
        }
        string y = graph.Node("MatMul", x, w);
        return o.Parts > 1 ? graph.Reshape(y, -1, o.Output.Width) : y;
    });

    // a product for each column c: [C, N, 1 + R] · [C, 1 + R, M], which begins with the bias as well
    public void ColumnProduct(ColumnProductOperation o) => In(o, () =>
    {
        string phi = Transpose(graph.Reshape(Value(o.Phi), -1, o.Features, o.Columns), 2, 0, 1);
        string v = Transpose(Parameter(o.V, o.Features, o.Outputs, o.Columns), 2, 0, 1);
        string d = Transpose(Parameter(o.Bias, 1, o.Outputs, o.Columns), 2, 0, 1);
        string y = graph.Node("MatMul", Padded(phi, 3), graph.Node("Concat", [("axis", 1L)], d, v));
        return graph.Reshape(Transpose(y, 1, 2, 0), -1, o.Output.Width);
    });

    public void Formula(FormulaOperation o) => In(o, () =>
        o.Activation is { } activation && ActivationNodes.Find(graph, activation, Value((Signal)o.Operands[0].Value)) is { } simple
            ? simple
            : Formulas(o.Operands, o.Output.Width).Write(o.Formula));

    public void RowFormula(RowFormulaOperation o) => In(o, () =>
        o.Activation is { } activation && ActivationNodes.Find(graph, activation, Value((Signal)o.Operands[0].Value)) is { } simple
            ? simple
            : Formulas(o.Operands, o.Output.Width).Write(o.Formula));

    public void Columns(ColumnsOperation o) => In(o, () => graph.Columns(Value(o.X), o.From, o.Output.Width));

    public void Join(JoinOperation o) => In(o, () => graph.Concat([.. o.Parts.Select(Value)]));

    public void Lookup(LookupOperation o) => In(o, () =>
    {
        string code = graph.Node("Round", graph.Reshape(Value(o.Code), -1));
        string isThere = graph.Node("And", graph.Node("GreaterOrEqual", code, graph.Number(0f)),
            graph.Node("Less", code, graph.Number((float)o.Table.Rows)));
        string row = graph.Cast(graph.Node("Where", isThere, code, graph.Number(0f)), OnnxType.Int64);
        return graph.Node("Gather", [("axis", 0L)], Parameter(o.Table, o.Table.Rows, o.Table.Columns), row);
    });

    public void Numbers(NumbersOperation o) => In(o, () =>
    {
        string x = Value(o.X);
        var places = Enumerable.Range(0, o.X.Width).ToDictionary(NumbersOperation.Letter);
        var formulas = new FormulaNodes(graph, OnnxType.Float, letters =>
        {
            if (letters.Length == 0) return graph.Pick(x, [0]);
            if (!letters.All(letter => letter.Operation == Operation.Letter && places.ContainsKey(letter.Name))) return null;
            return graph.Pick(x, letters.Select(letter => places[letter.Name]));
        });
        return formulas.Write([.. o.Formulas]);
    });

    void In(ForwardOperation operation, Func<string> write)
    {
        using IDisposable scope = graph.Scope(operation.Place);
        _values[operation.Output] = write();
    }

    FormulaNodes Formulas(IReadOnlyList<(string Letter, Operand Value)> operands, int width)
    {
        Dictionary<string, Operand> known = operands.ToDictionary(operand => operand.Letter, operand => operand.Value);
        return new(graph, OnnxType.Float,
            letters => letters is [var letter] && known.TryGetValue(letter.Name, out Operand? operand) ? Wide(operand, width) : null);
    }

    // place i reads the operand at i modulo its width
    string Wide(Operand operand, int width)
    {
        string value = operand is Weights block ? Parameter(block, block.Width) : Value((Signal)operand);
        if (operand.Width == width || operand.Width == 1) return value;
        int[] places = [.. Enumerable.Range(0, width).Select(i => i % operand.Width)];
        return operand is Weights ? graph.Node("Gather", [("axis", 0L)], value, graph.List(Array.ConvertAll(places, i => (long)i)))
            : graph.Pick(value, places);
    }

    // a column of ones before the first
    string Padded(string value, int rank) =>
        graph.Node("Pad", value, graph.List<long>(rank == 3 ? [0, 0, 1, 0, 0, 0] : [0, 1, 0, 0]), graph.Number(1f));

    string Transpose(string value, params long[] axes) => graph.Node("Transpose", [("perm", axes)], value);

    string Value(Signal signal) => _values[signal];

    string Parameter(Weights block, params ReadOnlySpan<int> shape)
    {
        if (!_values.TryGetValue(block, out string? name))
        {
            _shapes[block] = shape.ToArray();
            return _values[block] = graph.Parameter(parameters[block.Name], OnnxTensor.Of(shape, block.Values));
        }
        return shape.SequenceEqual(_shapes[block]) ? name
            : graph.Reshape(name, Array.ConvertAll(shape.ToArray(), length => (long)length));
    }
}
