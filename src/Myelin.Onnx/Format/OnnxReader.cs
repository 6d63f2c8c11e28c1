namespace Myelin.Onnx;

/// <summary>Reads the message ModelProto of onnx.proto. Fields that are not known are skipped.</summary>
/// <remarks>
/// Subgraphs and functions are not read, so that nothing nests without end. What a file says is checked before memory is taken for it.
/// Errors are <see cref="InvalidDataException"/>.
/// </remarks>
static class OnnxReader
{
    /// <summary>Large networks have some ten thousand.</summary>
    const int MostParts = 300_000;

    public static OnnxModel Read(ReadOnlySpan<byte> file)
    {
        var budget = new Budget(MostParts);
        OnnxGraph? graph = null;
        (long ir, string producer, string version, string documentation) = (0, "", "", "");
        (Dictionary<string, long> opsets, List<KeyValuePair<string, string>> metadata) = ([], []);
        var reader = new ProtoReader(file);
        while (reader.Next())
            switch (reader.Field)
            {
                case Fields.Model.IrVersion: ir = reader.Integer(); break;
                case Fields.Model.Producer: producer = reader.Text(); break;
                case Fields.Model.ProducerVersion: version = reader.Text(); break;
                case Fields.Model.Documentation: documentation = reader.Text(); break;
                case Fields.Model.Graph when graph is not null: throw new InvalidDataException("has two graphs");
                case Fields.Model.Graph: graph = Graph(reader.Message(), budget); break;
                case Fields.Model.Opset:
                    Opset(reader.Message(), opsets, budget);
                    break;
                case Fields.Model.Metadata:
                    budget.Take();
                    (string key, string value) = TensorWire.Entry(reader.Message());
                    metadata.Add(new(key, value));
                    break;
            }
        if (graph is null) throw new InvalidDataException("has no graph");
        return new(graph)
        {
            IrVersion = ir,
            Opsets = opsets,
            Producer = producer,
            ProducerVersion = version,
            Documentation = documentation,
            Metadata = metadata,
        };
    }

    static void Opset(ProtoReader reader, Dictionary<string, long> opsets, Budget budget)
    {
        budget.Take();
        (string domain, long version) = ("", 0);
        while (reader.Next())
            if (reader.Field == Fields.Opset.Domain) domain = Domain(reader.Text());
            else if (reader.Field == Fields.Opset.Version) version = reader.Integer();
        if (!opsets.TryAdd(domain, version) && opsets[domain] != version)
            throw new InvalidDataException(
                $"imports two versions of the operators {(domain.Length == 0 ? "ai.onnx" : Excerpt.Quote(domain))}");
    }

    static OnnxGraph Graph(ProtoReader reader, Budget budget)
    {
        string name = "";
        (List<OnnxNode> nodes, List<OnnxValue> inputs, List<OnnxValue> outputs) = ([], [], []);
        Dictionary<string, OnnxTensor> initializers = [];
        while (reader.Next())
            switch (reader.Field)
            {
                case Fields.Graph.Name: name = reader.Text(); break;
                case Fields.Graph.Node: nodes.Add(Node(reader.Message(), budget)); break;
                case Fields.Graph.Input: inputs.Add(ValueWire.Read(reader.Message(), budget)); break;
                case Fields.Graph.Output: outputs.Add(ValueWire.Read(reader.Message(), budget)); break;
                case Fields.Graph.Initializer:
                    (string own, OnnxTensor tensor) = TensorWire.Read(reader.Message(), budget);
                    if (!initializers.TryAdd(own, tensor))
                        throw new InvalidDataException($"has two initializers named {Excerpt.Quote(own)}");
                    break;
                case Fields.Graph.SparseInitializer: throw new InvalidDataException("has a sparse initializer, which is not supported");
            }
        // the first versions of the format list initializers among the inputs as well
        return new(name, nodes, initializers, [.. inputs.Where(input => !initializers.ContainsKey(input.Name))], outputs);
    }

    static OnnxNode Node(ProtoReader reader, Budget budget)
    {
        budget.Take();
        (string type, string name, string domain) = ("", "", "");
        (List<string> inputs, List<string> outputs, Dictionary<string, object> attributes) = ([], [], []);
        while (reader.Next())
            switch (reader.Field)
            {
                case Fields.Node.Input or Fields.Node.Output:
                    budget.Take();
                    (reader.Field == Fields.Node.Input ? inputs : outputs).Add(reader.Text());
                    break;
                case Fields.Node.Name: name = reader.Text(); break;
                case Fields.Node.Operator: type = reader.Text(); break;
                case Fields.Node.Domain: domain = Domain(reader.Text()); break;
                case Fields.Node.Attribute:
                    budget.Take();
                    (string key, object value) = AttributeWire.Read(reader.Message(), budget);
                    if (!attributes.TryAdd(key, value))
                        throw new InvalidDataException($"node {Excerpt.Quote(name)} has two attributes named {Excerpt.Quote(key)}");
                    break;
            }
        return new(type, inputs, outputs) { Name = name, Domain = domain, Attributes = attributes };
    }

    static string Domain(string written) => written == "ai.onnx" ? "" : written;
}
