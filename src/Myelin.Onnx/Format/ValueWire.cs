namespace Myelin.Onnx;

/// <summary>Reads inputs and outputs of a graph from the message ValueInfoProto.</summary>
static class ValueWire
{
    public static OnnxValue Read(ProtoReader reader, Budget budget)
    {
        budget.Take();
        var value = new OnnxValue("", OnnxType.Undefined, null);
        while (reader.Next())
            if (reader.Field == Fields.Value.Name) value = value with { Name = reader.Text() };
            else if (reader.Field == Fields.Value.Type) value = Type(reader.Message(), value, budget);
        return value;
    }

    // a sequence, a map or an optional keeps no type: only tensors are computed with
    static OnnxValue Type(ProtoReader reader, OnnxValue value, Budget budget)
    {
        while (reader.Next())
            if (reader.Field == Fields.Type.Tensor)
            {
                ProtoReader tensor = reader.Message();
                while (tensor.Next())
                    if (tensor.Field == Fields.TensorType.Element)
                        value = value with { Type = (OnnxType)Math.Clamp(tensor.Integer(), -1, int.MaxValue) };
                    else if (tensor.Field == Fields.TensorType.Shape) value = value with { Shape = Shape(tensor.Message(), budget) };
            }
        return value;
    }

    static List<OnnxDimension> Shape(ProtoReader reader, Budget budget)
    {
        List<OnnxDimension> shape = [];
        while (reader.Next())
        {
            if (reader.Field != Fields.Shape.Dimension) continue;
            budget.Take();
            OnnxDimension dimension = default;
            ProtoReader field = reader.Message();
            while (field.Next())
                if (field.Field == Fields.Dimension.Length) dimension = field.Integer();
                else if (field.Field == Fields.Dimension.Symbol) dimension = field.Text();
            shape.Add(dimension);
        }
        return shape;
    }
}
