using Myelin.Onnx;

namespace Myelin.ML;

/// <summary>A graph with other inputs and outputs: nodes in front of it and behind it, under names that are not there yet.</summary>
sealed class Surgery
{
    readonly OnnxModel _model;
    readonly HashSet<string> _names;
    readonly Dictionary<string, OnnxTensor> _constants;
    readonly List<OnnxNode> _before = [], _after = [];
    readonly List<OnnxValue> _inputs = [], _outputs = [];
    readonly Dictionary<string, string> _renamed = [];
    bool _isBehind;

    /// <param name="names">names of inputs to be: what has one of them inside of the graph is given another</param>
    public Surgery(OnnxModel model, IEnumerable<string> names)
    {
        model = model with { Graph = Apart(model.Graph, [.. names]) };
        (_model, _constants) = (model, new(model.Graph.Initializers));
        _names =
        [
            .. model.Graph.Initializers.Keys, .. model.Graph.Inputs.Select(input => input.Name),
            .. model.Graph.Nodes.SelectMany(node => node.Outputs),
        ];
    }

    public OnnxGraph Graph => _model.Graph;

    /// <summary>From now on nodes stand behind the graph.</summary>
    public void GoBehind() => _isBehind = true;

    /// <summary>A new input. Where the graph has one of this name, that one is to be <see cref="Feed">fed</see>.</summary>
    public string Input(string name, OnnxType type, int width)
    {
        _inputs.Add(new(name, type, ["N", width]));
        _names.Add(name);
        return name;
    }

    /// <summary>Gives an input of the graph its values.</summary>
    public void Feed(string input, string value) => _renamed.Add(input, value);

    /// <summary>A new output, float.</summary>
    public void Output(string name, string value, int width)
    {
        Add("Identity", [value], [name]);
        _outputs.Add(new(name, OnnxType.Float, ["N", width]));
    }

    public string Node(string @operator, (string Name, object Value)[] attributes, params string[] inputs)
    {
        string output = Fresh(@operator);
        Add(@operator, inputs, [output], attributes);
        return output;
    }

    public string Node(string @operator, params string[] inputs) => Node(@operator, [], inputs);

    public string Cast(string value, OnnxType type) => Node("Cast", [("to", (long)type)], value);

    /// <summary>The columns of a matrix, each as a matrix of one column.</summary>
    public string[] Columns(string matrix, int width)
    {
        if (width == 1) return [matrix];
        string[] outputs = [.. Enumerable.Range(0, width).Select(_ => Fresh("slot"))];
        Add("Split", [matrix, Constant([width], Enumerable.Repeat(1L, width).ToArray())], outputs, ("axis", 1L));
        return outputs;
    }

    public string Constant<T>(int[] shape, T[] values)
    {
        string name = Fresh("constant");
        _constants.Add(name, OnnxTensor.Of(shape, values));
        return name;
    }

    public string Number<T>(T value) => Constant([1], [value]);

    /// <summary>A lookup of words, those of the domain ai.onnx.ml.</summary>
    public string Lookup(string words, string[] keys, float[] values, float other) => Node("LabelEncoder",
        [("keys_strings", keys), ("values_floats", values), ("default_float", other)], words);

    public OnnxModel Finish() => _model with
    {
        Graph = new(Graph.Name, [.. _before, .. Graph.Nodes.Select(Renamed), .. _after], _constants, _inputs, _outputs),
    };

    static OnnxGraph Apart(OnnxGraph graph, HashSet<string> names)
    {
        names.ExceptWith(graph.Inputs.Select(input => input.Name));
        string[] All(IEnumerable<string> values) => [.. values.Select(Other)];
        string Other(string value) => names.Contains(value) ? $"{value} (Myelin)" : value;
        return graph with
        {
            Nodes = [.. graph.Nodes.Select(node => node with { Inputs = All(node.Inputs), Outputs = All(node.Outputs) })],
            Initializers = graph.Initializers.ToDictionary(one => Other(one.Key), one => one.Value),
            Outputs = [.. graph.Outputs.Select(output => output with { Name = Other(output.Name) })],
        };
    }

    OnnxNode Renamed(OnnxNode node) => node.Inputs.Any(_renamed.ContainsKey)
        ? node with { Inputs = [.. node.Inputs.Select(input => _renamed.GetValueOrDefault(input, input))] } : node;

    string Fresh(string stem)
    {
        string name;
        for (int i = 1; !_names.Add(name = FormattableString.Invariant($"Myelin.ML/{stem} {i}")); i++)
        {
        }
        return name;
    }

    void Add(string @operator, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes) =>
        (_isBehind ? _after : _before).Add(new(@operator, inputs, outputs)
        {
            Name = outputs[0],
            Domain = @operator == "LabelEncoder" ? OnnxModel.Ml : "",
            Attributes = attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value),
        });
}
