namespace Myelin.Onnx;

/// <summary>Operators that give elements another shape or type, or make them.</summary>
static class ShapeOperators
{
    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["Identity"] = call => [call.X],
        ["Reshape"] = Reshape,
        ["Flatten"] = Flatten,
        ["Squeeze"] = Squeeze,
        ["Unsqueeze"] = Unsqueeze,
        ["Shape"] = Shape,
        ["Size"] = call => [OnnxTensor.Scalar((long)call.X.Count)],
        ["Constant"] = Constant,
        ["ConstantOfShape"] = ConstantOfShape,
        ["Range"] = Range,
        ["Cast"] = Cast,
    };

    static OnnxTensor[] Reshape(Call call)
    {
        OnnxTensor x = call.X;
        int[] asked = call.Wholes("shape", 1) ?? throw call.Invalid("the shape is missing");
        bool zeros = call.Flag("allowzero");
        int[] shape = [.. asked.Index().Select(one => one.Item != 0 || zeros ? one.Item
            : one.Index < x.Rank ? x.Shape[one.Index]
            : throw call.Invalid($"a length of 0 keeps axis {one.Index}, which {x} does not have"))];
        int open = Array.IndexOf(shape, -1);
        if (open >= 0)
        {
            shape[open] = 1;
            long others = OnnxTensor.CountOf(shape);
            shape[open] = others == 0 ? 0 : (int)(x.Count / others);
        }
        return Array.Exists(shape, length => length < 0) || OnnxTensor.CountOf(shape) != x.Count
            ? throw call.Invalid($"{x} cannot take the shape {OnnxTensor.Text(asked)}")
            : [x.WithShape(shape)];
    }

    static OnnxTensor[] Flatten(Call call)
    {
        int axis = call.Whole("axis", 1);
        if (axis < 0) axis += call.X.Rank;
        if (axis < 0 || axis > call.X.Rank) throw call.Invalid($"axis {axis} is not one of {call.X.Rank}");
        return [call.X.WithShape((int)OnnxTensor.CountOf(call.X.Shape[..axis]), (int)OnnxTensor.CountOf(call.X.Shape[axis..]))];
    }

    static OnnxTensor[] Squeeze(Call call)
    {
        OnnxTensor x = call.X;
        int[] axes = call.Wholes("axes", 1) is { } given ? [.. given.Select(axis => call.Axis(axis, x.Rank))]
            : [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis] == 1)];
        foreach (int axis in axes)
            if (x.Shape[axis] != 1) throw call.Invalid($"axis {axis} of {x} has not the length 1");
        return [x.WithShape([.. Enumerable.Range(0, x.Rank).Except(axes).Select(axis => x.Shape[axis])])];
    }

    static OnnxTensor[] Unsqueeze(Call call)
    {
        int[] given = call.Wholes("axes", 1) ?? throw call.Invalid("the axes are missing");
        int rank = call.X.Rank + given.Length;
        HashSet<int> axes = [.. given.Select(axis => call.Axis(axis, rank))];
        if (axes.Count < given.Length) throw call.Invalid("an axis stands twice");
        var lengths = new Queue<int>(call.X.Dimensions);
        return [call.X.WithShape([.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : lengths.Dequeue())])];
    }

    static OnnxTensor[] Shape(Call call)
    {
        int rank = call.X.Rank, start = call.Whole("start", 0), end = call.Whole("end", rank);
        (start, end) = (Math.Clamp(start < 0 ? start + rank : start, 0, rank), Math.Clamp(end < 0 ? end + rank : end, 0, rank));
        return [OnnxTensor.List([.. call.X.Dimensions.Take(end).Skip(start).Select(length => (long)length)])];
    }

    static OnnxTensor[] Constant(Call call)
    {
        (string name, object value) = call.Node.Attributes.FirstOrDefault();
        return [(name, value) switch
        {
            ("value", OnnxTensor tensor) => tensor,
            ("value_float", float one) => OnnxTensor.Scalar(one),
            ("value_int", long one) => OnnxTensor.Scalar(one),
            ("value_string", string one) => OnnxTensor.Scalar(one),
            ("value_floats", float[] many) => OnnxTensor.List(many),
            ("value_ints", long[] many) => OnnxTensor.List(many),
            ("value_strings", string[] many) => OnnxTensor.List(many),
            _ => throw call.Unsupported($"a constant of attribute {name ?? "nothing"} is not known"),
        }];
    }

    static OnnxTensor[] ConstantOfShape(Call call)
    {
        int[] shape = Array.ConvertAll(Numbers.Wholes(call.X), length => checked((int)length));
        OnnxTensor value = call.Tensor("value") ?? OnnxTensor.Scalar(0f);
        return [Strided.Pick(value, shape, new int[OnnxTensor.CountOf(shape)])];
    }

    static OnnxTensor[] Range(Call call)
    {
        double[] ends = [.. Enumerable.Range(0, 3).Select(input => Numbers.Reals(call.Input(input))[0])];
        int count = (int)Math.Max(0, Math.Ceiling((ends[1] - ends[0]) / ends[2]));
        return [call.X.IsReal()
            ? Numbers.Of(call.X.Type, [count], [.. Enumerable.Range(0, count).Select(i => ends[0] + i * ends[2])])
            : Numbers.Of(call.X.Type, [count], [.. Enumerable.Range(0, count).Select(i => (long)ends[0] + i * (long)ends[2])])];
    }

    // the first versions of the operator name the type in words
    static OnnxTensor[] Cast(Call call)
    {
        OnnxType type = call.Version < 6 && Enum.TryParse(call.Text("to", ""), ignoreCase: true, out OnnxType named) ? named
            : (OnnxType)call.Whole("to", 0);
        return [Conversion.To(type, call.X)];
    }
}
