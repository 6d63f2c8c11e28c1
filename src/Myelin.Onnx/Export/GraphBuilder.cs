using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Myelin.Onnx;

/// <summary>A graph under construction: nodes in the order in which they run, and constants, equal ones once.</summary>
/// <param name="opset">of ai.onnx</param>
sealed class GraphBuilder(int opset)
{
    readonly List<OnnxNode> _nodes = [];
    readonly Dictionary<string, OnnxTensor> _initializers = [];
    readonly List<OnnxValue> _inputs = [], _outputs = [];
    readonly Dictionary<string, string> _constants = [], _known = [];
    readonly HashSet<string> _names = [];
    readonly Dictionary<string, int> _next = [];
    string _scope = "";

    /// <summary>The version of the operators that may be used.</summary>
    public int Opset => opset;

    /// <summary>What names begin with until the result is disposed of: "member 3/layers.0".</summary>
    public IDisposable Scope(string name) => new Inside(this, name);

    public string Input(string name, OnnxType type, params IReadOnlyList<OnnxDimension> shape)
    {
        _names.Add(name);
        _inputs.Add(new(name, type, shape));
        return name;
    }

    /// <summary>Makes a value an output of the graph, by this name, or with an underscore more where an input has it.</summary>
    public void Output(string value, string name, OnnxType type, params IReadOnlyList<OnnxDimension> shape)
    {
        while (!_names.Add(name)) name += "_";
        _nodes.Add(new("Identity", [value], [name]) { Name = name });
        _outputs.Add(new(name, type, shape));
    }

    /// <summary>The first output of a new node; of the same operator of the same values, the one that is there.</summary>
    public string Node(string op, params IReadOnlyList<string> inputs) => Node(op, [], inputs);

    /// <inheritdoc cref="Node(string, IReadOnlyList{string})"/>
    /// <param name="attributes">as <see cref="OnnxNode.Attributes"/> has them</param>
    public string Node(string op, (string Name, object Value)[] attributes, params IReadOnlyList<string> inputs)
    {
        string key = Key((string[])[op, .. inputs, .. attributes.Select(one => $"{one.Name}={Key(one.Value)}")]);
        if (_known.TryGetValue(key, out string? known)) return known;
        string name = Unique(_scope + op);
        _nodes.Add(new(op, inputs, [name])
        {
            Name = name,
            Domain = op is "LabelEncoder" ? OnnxModel.Ml : "",
            Attributes = attributes.ToDictionary(one => one.Name, one => one.Value),
        });
        return _known[key] = name;
    }

    /// <summary>A number without axes.</summary>
    public string Number<T>(T value) where T : unmanaged => Constant([], [value], string.Create(CultureInfo.InvariantCulture, $"{value}"));

    /// <summary>A list of numbers along one axis.</summary>
    public string List<T>(params T[] values) => Constant([values.Length], values,
        values is long[] { Length: <= 4 } few ? $"[{string.Join(",", few)}]" : "constant");

    /// <summary>A constant; of equal ones the first.</summary>
    /// <param name="name">what it is called where it is new</param>
    public string Constant<T>(ReadOnlySpan<int> shape, T[] values, string name)
    {
        OnnxTensor tensor = OnnxTensor.Of(shape, values);
        string key = $"{tensor}:{Key(values)}";
        return _constants.TryGetValue(key, out string? known) ? known : _constants[key] = Initializer(name, tensor);
    }

    /// <summary>Keeps names for parameters: no other value takes them.</summary>
    public void Reserve(IEnumerable<string> parameters)
    {
        foreach (string name in parameters) _names.Add(name);
    }

    /// <summary>A block of parameters by a name that was kept for it.</summary>
    public string Parameter(string name, OnnxTensor tensor)
    {
        _initializers.Add(name, tensor);
        return name;
    }

    string Initializer(string name, OnnxTensor tensor)
    {
        name = Unique(name);
        _initializers.Add(name, tensor);
        return name;
    }

    /// <summary>A value as another type.</summary>
    public string Cast(string value, OnnxType to) => Node("Cast", [("to", (long)to)], value);

    /// <summary>A value's elements in another shape; −1 is whatever is left.</summary>
    public string Reshape(string value, params long[] shape) => Node("Reshape", value, List(shape));

    /// <summary>A sum along an axis, which is kept with length 1 or not.</summary>
    public string ReduceSum(string value, long axis, bool keeps) =>
        Node("ReduceSum", [("keepdims", keeps ? 1L : 0L)], value, List(axis));

    /// <summary>The largest along the last axis, which is kept with length 1.</summary>
    public string RowMax(string value) => opset < 18
        ? Node("ReduceMax", [("axes", new long[] { -1 }), ("keepdims", 1L)], value)
        : Node("ReduceMax", [("keepdims", 1L)], value, List(-1L));

    /// <summary>Neighboring columns.</summary>
    public string Columns(string value, long from, long count) =>
        Node("Slice", value, List(from), List(from + count), List(1L));

    /// <summary>Columns by their numbers.</summary>
    public string Pick(string value, IEnumerable<int> columns) =>
        Node("Gather", [("axis", 1L)], value, List<long>([.. columns.Select(column => (long)column)]));

    /// <summary>Values side by side.</summary>
    public string Concat(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : Node("Concat", [("axis", 1L)], values);

    /// <summary>What was built, without constants that no node reads.</summary>
    public OnnxGraph Graph(string name)
    {
        HashSet<string> read = [.. _nodes.SelectMany(node => node.Inputs)];
        return new(name, _nodes, _initializers.Where(one => read.Contains(one.Key)).ToDictionary(), _inputs, _outputs);
    }

    string Unique(string name)
    {
        if (name.Length > 0 && _names.Add(name)) return name;
        string next;
        do
        {
            int count = _next[name] = _next.GetValueOrDefault(name) + 1;
            next = string.Create(CultureInfo.InvariantCulture, $"{name}_{count}");
        }
        while (!_names.Add(next));
        return next;
    }

    static string Key(object value) => value switch
    {
        string[] texts => string.Concat(texts.Select(text => $"{text.Length}:{text}")),
        long[] numbers => string.Join(',', numbers),
        float[] numbers => Hash(MemoryMarshal.AsBytes(numbers.AsSpan())),
        double[] numbers => Hash(MemoryMarshal.AsBytes(numbers.AsSpan())),
        bool[] flags => string.Join(',', flags),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:R}"),
    };

    static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes.Length <= 32 ? bytes : SHA256.HashData(bytes));

    sealed class Inside : IDisposable
    {
        readonly GraphBuilder _graph;
        readonly string _outer;

        public Inside(GraphBuilder graph, string name)
        {
            (_graph, _outer) = (graph, graph._scope);
            graph._scope += name + "/";
        }

        public void Dispose() => _graph._scope = _outer;
    }
}
