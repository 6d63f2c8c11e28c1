namespace Myelin.Onnx;

/// <summary>Reads operators that give rows another shape. The network has columns whatever the shape: only the rows must stay.</summary>
static class ShapeNodes
{
    public static Value Read(Call call, Value.Rows x) => call.Node.Operator switch
    {
        "Shape" when !call.Has("start") && !call.Has("end") =>
            new Value.Known(OnnxTensor.List([-1L, .. x.Tail.Select(length => (long)length)])),
        "Flatten" when call.Axis(call.Whole("axis", 1), x.Tail.Length + 1) == 1 => x with { Tail = [x.Width] },
        "Reshape" => x with { Tail = Reshaped(call, x) },
        "Squeeze" => x with { Tail = Squeezed(call, x) },
        "Unsqueeze" => x with { Tail = Unsqueezed(call, x) },
        _ => throw LayerReader.NotALayer(call.Node),
    };

    // the first length is the number of rows, as −1, 0 or a number; one other may be open
    static int[] Reshaped(Call call, Value.Rows x)
    {
        int[] shape = call.Wholes("shape", 1) ?? throw new NotSupportedException("has a shape that is no constant");
        if (shape is [-1] && x.Width == 1) return [];
        if (shape.Length < 1) throw LayerReader.NotALayer(call.Node);
        int[] tail = [.. shape.Skip(1).Select((length, axis) => length == 0 && axis < x.Tail.Length ? x.Tail[axis] : length)];
        int open = Array.IndexOf(tail, -1);
        if (open >= 0)
        {
            tail[open] = 1;
            long others = OnnxTensor.CountOf(tail);
            tail[open] = others == 0 ? 0 : (int)(x.Width / others);
        }
        return Array.TrueForAll(tail, length => length >= 0) && OnnxTensor.CountOf(tail) == x.Width ? tail
            : throw new NotSupportedException($"takes {x.Width} columns apart to the shape {OnnxTensor.Text(shape)}");
    }

    static int[] Squeezed(Call call, Value.Rows x)
    {
        int[] axes = [.. (call.Wholes("axes", 1) ?? [.. x.Tail.Index().Where(one => one.Item == 1).Select(one => one.Index + 1)])
            .Select(axis => call.Axis(axis, x.Tail.Length + 1))];
        return !axes.Contains(0) && axes.All(axis => x.Tail[axis - 1] == 1)
            ? [.. x.Tail.Where((_, axis) => !axes.Contains(axis + 1))]
            : throw LayerReader.NotALayer(call.Node);
    }

    static int[] Unsqueezed(Call call, Value.Rows x)
    {
        int[] given = call.Wholes("axes", 1) ?? throw LayerReader.NotALayer(call.Node);
        HashSet<int> axes = [.. given.Select(axis => call.Axis(axis, x.Tail.Length + 1 + given.Length))];
        if (axes.Contains(0) || axes.Count < given.Length) throw LayerReader.NotALayer(call.Node);
        var lengths = new Queue<int>(x.Tail);
        return [.. Enumerable.Range(1, x.Tail.Length + axes.Count).Select(axis => axes.Contains(axis) ? 1 : lengths.Dequeue())];
    }
}
