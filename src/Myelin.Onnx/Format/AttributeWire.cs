using System.Text;

namespace Myelin.Onnx;

/// <summary>Attributes of nodes as the message AttributeProto.</summary>
static class AttributeWire
{
    // AttributeProto.AttributeType
    const int Float = 1, Integer = 2, Text = 3, Tensor = 4, Floats = 6, Integers = 7, Texts = 8, Tensors = 9;

    public static ProtoWriter Write(KeyValuePair<string, object> attribute)
    {
        ProtoWriter writer = new ProtoWriter().Text(Fields.Attribute.Name, attribute.Key);
        int type = attribute.Value switch
        {
            float => Float,
            long => Integer,
            string => Text,
            OnnxTensor => Tensor,
            float[] => Floats,
            long[] => Integers,
            string[] => Texts,
            OnnxTensor[] => Tensors,
            object other => Throw.Argument<int>($"Attribute \"{attribute.Key}\" is of type {other.GetType().Name}, which is not written.",
                nameof(attribute)),
        };
        switch (attribute.Value)
        {
            case float value: writer.Float(Fields.Attribute.Float, value); break;
            case long value: writer.Integer(Fields.Attribute.Integer, value); break;
            case string value: writer.Text(Fields.Attribute.Text, value); break;
            case OnnxTensor value: writer.Message(Fields.Attribute.Tensor, TensorWire.Write(value, "")); break;
            case float[] values: writer.Floats(Fields.Attribute.Floats, values); break;
            case long[] values: writer.Integers(Fields.Attribute.Integers, values); break;
            case string[] values:
                foreach (string value in values) writer.Text(Fields.Attribute.Texts, value);
                break;
            case OnnxTensor[] values:
                writer.Messages(Fields.Attribute.Tensors, values, value => TensorWire.Write(value, ""));
                break;
        }
        return writer.Integer(Fields.Attribute.Type, type);
    }

    /// <summary>The name and value of an attribute.</summary>
    /// <param name="budget">counts what is allocated</param>
    public static (string Name, object Value) Read(ProtoReader reader, Budget budget)
    {
        (string name, long type, object? single) = ("", 0, null);
        (List<float> floats, List<long> integers, List<string> texts, List<OnnxTensor> tensors) = ([], [], [], []);
        int skipped = 0;
        while (reader.Next())
            switch (reader.Field)
            {
                case Fields.Attribute.Name: name = reader.Text(); break;
                case Fields.Attribute.Type: type = reader.Integer(); break;
                case Fields.Attribute.Float: single = reader.Float(); break;
                case Fields.Attribute.Integer: single = reader.Integer(); break;
                case Fields.Attribute.Text: single = reader.Text(); break;
                case Fields.Attribute.Tensor: single = TensorWire.Read(reader.Message(), budget).Tensor; break;
                case Fields.Attribute.Floats: reader.Floats(floats); break;
                case Fields.Attribute.Integers: reader.Integers(integers); break;
                case Fields.Attribute.Texts:
                    budget.Take();
                    texts.Add(reader.Text());
                    break;
                case Fields.Attribute.Tensors: tensors.Add(TensorWire.Read(reader.Message(), budget).Tensor); break;
                case Fields.Attribute.Graph or Fields.Attribute.Graphs or Fields.Attribute.TypeValue or Fields.Attribute.Types or
                    Fields.Attribute.SparseTensor or Fields.Attribute.SparseTensors or Fields.Attribute.Reference:
                    skipped = reader.Field;
                    break;
            }
        return (name, type switch
        {
            _ when skipped > 0 => new OnnxSubgraph(skipped),
            // a proto3 writer leaves out a number that is 0 and a text that is empty
            Float => single as float? ?? 0f,
            Integer => single as long? ?? 0L,
            Text => single as string ?? "",
            Floats => floats.ToArray(),
            Integers => integers.ToArray(),
            Texts => texts.ToArray(),
            Tensors => tensors.ToArray(),
            // the first versions of the format have no type; the field that is there tells it
            _ => single ?? (floats.Count > 0 ? floats.ToArray()
                : integers.Count > 0 ? integers.ToArray()
                : texts.Count > 0 ? texts.ToArray()
                : tensors.Count > 0 ? tensors.ToArray()
                : throw new InvalidDataException($"byte {reader.Position}: attribute {Excerpt.Quote(name)} has no value")),
        });
    }
}
