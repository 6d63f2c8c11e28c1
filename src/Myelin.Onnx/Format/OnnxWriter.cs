namespace Myelin.Onnx;

/// <summary>Writes a model as the message ModelProto of onnx.proto. The same model gives the same bytes.</summary>
static class OnnxWriter
{
    /// <summary>Writes a whole file.</summary>
    public static void Write(OnnxModel model, Stream stream) => Model(model).WriteTo(stream);

    /// <summary>The bytes of a file.</summary>
    public static byte[] ToArray(OnnxModel model) => Model(model).ToArray();

    static ProtoWriter Model(OnnxModel model)
    {
        var writer = new ProtoWriter().Integer(Fields.Model.IrVersion, model.IrVersion);
        if (model.Producer.Length > 0) writer.Text(Fields.Model.Producer, model.Producer);
        if (model.ProducerVersion.Length > 0) writer.Text(Fields.Model.ProducerVersion, model.ProducerVersion);
        if (model.Documentation.Length > 0) writer.Text(Fields.Model.Documentation, model.Documentation);
        return writer.Message(Fields.Model.Graph, Graph(model.Graph))
            .Messages(Fields.Model.Opset, model.Opsets.OrderBy(opset => opset.Key, StringComparer.Ordinal), Opset)
            .Messages(Fields.Model.Metadata, model.Metadata,
                entry => new ProtoWriter().Text(Fields.Entry.Key, entry.Key).Text(Fields.Entry.Value, entry.Value));
    }

    static ProtoWriter Opset(KeyValuePair<string, long> opset) =>
        new ProtoWriter().Text(Fields.Opset.Domain, opset.Key).Integer(Fields.Opset.Version, opset.Value);

    static ProtoWriter Graph(OnnxGraph graph) => new ProtoWriter()
        .Messages(Fields.Graph.Node, graph.Nodes, Node)
        .Text(Fields.Graph.Name, graph.Name)
        .Messages(Fields.Graph.Initializer, graph.Initializers.OrderBy(one => one.Key, StringComparer.Ordinal),
            one => TensorWire.Write(one.Value, one.Key))
        .Messages(Fields.Graph.Input, graph.Inputs, Value)
        .Messages(Fields.Graph.Output, graph.Outputs, Value);

    static ProtoWriter Node(OnnxNode node)
    {
        var writer = new ProtoWriter();
        foreach (string input in node.Inputs) writer.Text(Fields.Node.Input, input);
        foreach (string output in node.Outputs) writer.Text(Fields.Node.Output, output);
        if (node.Name.Length > 0) writer.Text(Fields.Node.Name, node.Name);
        writer.Text(Fields.Node.Operator, node.Operator)
            .Messages(Fields.Node.Attribute, node.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal), AttributeWire.Write);
        return node.Domain.Length > 0 ? writer.Text(Fields.Node.Domain, node.Domain) : writer;
    }

    static ProtoWriter Value(OnnxValue value)
    {
        ProtoWriter writer = new ProtoWriter().Text(Fields.Value.Name, value.Name);
        if (value.Type == OnnxType.Undefined) return writer;
        var tensor = new ProtoWriter().Integer(Fields.TensorType.Element, (int)value.Type);
        if (value.Shape is not null)
            tensor.Message(Fields.TensorType.Shape, new ProtoWriter().Messages(Fields.Shape.Dimension, value.Shape, Dimension));
        return writer.Message(Fields.Value.Type, new ProtoWriter().Message(Fields.Type.Tensor, tensor));
    }

    static ProtoWriter Dimension(OnnxDimension dimension) => dimension switch
    {
        { Length: { } length } => new ProtoWriter().Integer(Fields.Dimension.Length, length),
        { Symbol: { } symbol } => new ProtoWriter().Text(Fields.Dimension.Symbol, symbol),
        _ => new ProtoWriter(),
    };
}
