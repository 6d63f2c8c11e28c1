namespace Myelin.Onnx;

/// <summary>Operators that take elements from one place to another, whatever type they have.</summary>
static class SelectionOperators
{
    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["Transpose"] = Transpose,
        ["Gather"] = Gather,
        ["Slice"] = Slice,
        ["Concat"] = call => [Concat([.. call.Inputs.Index().Select(one => call.Input(one.Index))],
            call.Axis(call.Whole("axis", 1), call.X.Rank))],
        ["Split"] = Split,
        ["Pad"] = Pad,
        ["Expand"] = Expand,
        ["Tile"] = Tile,
        ["Where"] = Where,
        ["OneHot"] = OneHot,
    };

    internal static OnnxTensor Transposed(OnnxTensor x, int[] order)
    {
        int[] steps = Strided.Steps(x.Shape);
        return Strided.Of(x, 0, [.. order.Select(axis => steps[axis])], [.. order.Select(axis => x.Shape[axis])]);
    }

    static OnnxTensor[] Transpose(Call call)
    {
        int[] order = call.Wholes("perm", int.MaxValue) ?? [.. Enumerable.Range(0, call.X.Rank).Reverse()];
        return order.Order().SequenceEqual(Enumerable.Range(0, call.X.Rank)) ? [Transposed(call.X, order)]
            : throw call.Invalid($"perm {OnnxTensor.Text(order)} does not order the axes of {call.X}");
    }

    static OnnxTensor[] Gather(Call call)
    {
        (OnnxTensor x, OnnxTensor indices) = (call.X, call.Input(1));
        int axis = call.Axis(call.Whole("axis", 0), x.Rank), length = x.Shape[axis];
        (int outer, int inner) = ((int)OnnxTensor.CountOf(x.Shape[..axis]), (int)OnnxTensor.CountOf(x.Shape[(axis + 1)..]));
        int[] chosen = Array.ConvertAll(Numbers.Wholes(indices), one => Place(call, one, length));
        var places = new int[outer * chosen.Length * inner];
        for (int i = 0, place = 0; i < outer; i++)
            foreach (int one in chosen)
                for (int j = 0; j < inner; j++) places[place++] = (i * length + one) * inner + j;
        return [Strided.Pick(x, [.. x.Dimensions[..axis], .. indices.Dimensions, .. x.Dimensions[(axis + 1)..]], places)];
    }

    static int Place(Call call, long index, int length) => index >= -length && index < length ? (int)(index < 0 ? index + length : index)
        : throw call.Invalid($"index {index} is not one of {length}");

    static OnnxTensor[] Slice(Call call)
    {
        OnnxTensor x = call.X;
        int[] starts = call.Wholes("starts", 1) ?? throw call.Invalid("the starts are missing");
        int[] ends = call.Wholes("ends", 2) ?? throw call.Invalid("the ends are missing");
        int[] axes = call.Wholes("axes", 3) ?? [.. Enumerable.Range(0, starts.Length)];
        int[] strides = call.Wholes("steps", 4) ?? [.. Enumerable.Repeat(1, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || strides.Length != starts.Length)
            throw call.Invalid("starts, ends, axes and steps have different lengths");
        (int[] steps, int[] shape, int first) = (Strided.Steps(x.Shape), [.. x.Dimensions], 0);
        for (int i = 0; i < axes.Length; i++)
        {
            (int axis, int stride) = (call.Axis(axes[i], x.Rank), strides[i]);
            if (stride == 0) throw call.Invalid("a step is 0");
            int length = x.Shape[axis], start = Bound(starts[i], length, stride), end = Bound(ends[i], length, stride);
            shape[axis] = Math.Max(0, stride > 0 ? (end - start + stride - 1) / stride : (start - end - stride - 1) / -stride);
            first += start * steps[axis];
            steps[axis] *= stride;
        }
        return [Strided.Of(x, first, steps, shape)];
    }

    // backwards, a slice may end before the first place
    static int Bound(int place, int length, int stride)
    {
        int at = place < 0 ? (int)Math.Max((long)place + length, -1) : place;
        return stride > 0 ? Math.Clamp(at, 0, length) : Math.Clamp(at, -1, length - 1);
    }

    internal static OnnxTensor Concat(OnnxTensor[] parts, int axis)
    {
        int[] shape = [.. parts[0].Dimensions];
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        foreach (OnnxTensor part in parts)
            if (part.Type != parts[0].Type || part.Rank != shape.Length ||
                Enumerable.Range(0, shape.Length).Any(other => other != axis && part.Shape[other] != shape[other]))
                throw new InvalidDataException($"{parts[0]} and {part} do not stand side by side along axis {axis}");
        return parts[0].Type switch
        {
            OnnxType.Float => Concat<float>(parts, axis, shape),
            OnnxType.Double => Concat<double>(parts, axis, shape),
            OnnxType.Float16 => Concat<Half>(parts, axis, shape),
            OnnxType.String => Concat<string>(parts, axis, shape),
            OnnxType.Bool => Concat<bool>(parts, axis, shape),
            OnnxType.Int64 => Concat<long>(parts, axis, shape),
            OnnxType.Int32 => Concat<int>(parts, axis, shape),
            _ => throw new NotSupportedException($"Concat is not computed of {parts[0]}"),
        };
    }

    static OnnxTensor Concat<T>(OnnxTensor[] parts, int axis, int[] shape)
    {
        var result = new T[OnnxTensor.CountOf(shape)];
        int outer = (int)OnnxTensor.CountOf(shape.AsSpan(..axis)), at = 0;
        for (int i = 0; i < outer; i++)
            foreach (OnnxTensor part in parts)
            {
                int length = part.Count / outer;
                part.Values<T>().AsSpan(i * length, length).CopyTo(result.AsSpan(at));
                at += length;
            }
        return OnnxTensor.Of(shape, result);
    }

    // by one number on each side of each axis
    static OnnxTensor[] Pad(Call call)
    {
        OnnxTensor x = call.X;
        if (call.Text("mode", "constant") != "constant" || call.Optional(3) is not null)
            throw call.Unsupported("only constants are put around all axes");
        int[] pads = call.Wholes("pads", 1) ?? throw call.Invalid("the pads are missing");
        if (pads.Length != 2 * x.Rank || Array.Exists(pads, pad => pad < 0))
            throw call.Invalid($"pads {OnnxTensor.Text(pads)} are not two lengths for each axis of {x}");
        OnnxTensor value = call.Optional(2) ?? Numbers.Of(x.Type, [], [0.0]);
        for (int axis = 0; axis < x.Rank; axis++)
            x = Concat([Full(x, axis, pads[axis]), x, Full(x, axis, pads[axis + x.Rank])], axis);
        return [x];

        OnnxTensor Full(OnnxTensor beside, int axis, int length)
        {
            int[] shape = [.. beside.Dimensions];
            shape[axis] = length;
            return Strided.Pick(value, shape, new int[OnnxTensor.CountOf(shape)]);
        }
    }

    static OnnxTensor[] Split(Call call)
    {
        int axis = call.Axis(call.Whole("axis", 0), call.X.Rank), length = call.X.Shape[axis];
        int parts = call.Whole("num_outputs", call.Node.Outputs.Count), each = (length + parts - 1) / parts;
        int[] lengths = call.Wholes("split", 1)
            ?? [.. Enumerable.Range(0, parts).Select(part => Math.Max(0, Math.Min(each, length - part * each)))];
        if (lengths.Sum() != length || Array.Exists(lengths, one => one < 0))
            throw call.Invalid($"axis {axis} of {call.X} is not split into {OnnxTensor.Text(lengths)}");
        (int[] steps, int[] shape, int start) = (Strided.Steps(call.X.Shape), [.. call.X.Dimensions], 0);
        var result = new OnnxTensor[lengths.Length];
        for (int part = 0; part < result.Length; start += lengths[part++])
        {
            shape[axis] = lengths[part];
            result[part] = Strided.Of(call.X, start * steps[axis], steps, shape);
        }
        return result;
    }

    static OnnxTensor[] Expand(Call call)
    {
        int[] asked = Array.ConvertAll(Numbers.Wholes(call.Input(1)), length => checked((int)length));
        return [Repeated(call.X, Broadcast.Shape(call.X.Shape, asked))];
    }

    static OnnxTensor[] Tile(Call call)
    {
        int[] times = Array.ConvertAll(Numbers.Wholes(call.Input(1)), count => checked((int)count));
        if (times.Length != call.X.Rank) throw call.Invalid($"{times.Length} counts do not fit {call.X}");
        OnnxTensor result = call.X;
        for (int axis = 0; axis < times.Length; axis++)
            result = times[axis] == 0
                ? Strided.Of(result, 0, Strided.Steps(result.Shape), [.. result.Dimensions[..axis], 0, .. result.Dimensions[(axis + 1)..]])
                : Concat([.. Enumerable.Repeat(result, times[axis])], axis);
        return [result];
    }

    static OnnxTensor[] Where(Call call)
    {
        (OnnxTensor x, OnnxTensor y) = (call.Input(1), call.Input(2));
        if (x.Type != y.Type) throw call.Invalid($"{x} and {y} are of different types");
        int[] shape = Broadcast.Shape(Broadcast.Shape(call.X.Shape, x.Shape), y.Shape);
        bool[] takes = Repeated(call.X, shape).Values<bool>();
        // both side by side in one tensor, of which each element has its place
        int count = takes.Length;
        OnnxTensor both = Concat([Repeated(x, shape).WithShape(count), Repeated(y, shape).WithShape(count)], 0);
        return [Strided.Pick(both, shape, [.. takes.Select((first, i) => first ? i : count + i)])];
    }

    static OnnxTensor[] OneHot(Call call)
    {
        (OnnxTensor indices, OnnxTensor values) = (call.X, call.Input(2));
        int depth = (int)Numbers.Wholes(call.Input(1))[0], axis = call.Axis(call.Whole("axis", -1), indices.Rank + 1);
        int inner = (int)OnnxTensor.CountOf(indices.Shape[axis..]);
        long[] hot = Numbers.Wholes(indices);
        var places = new int[hot.Length * depth];
        for (int i = 0; i < hot.Length; i++)
            if (hot[i] >= -depth && hot[i] < depth)
                places[(i / inner * depth + (int)(hot[i] < 0 ? hot[i] + depth : hot[i])) * inner + i % inner] = 1;
        return [Strided.Pick(values, [.. indices.Dimensions[..axis], depth, .. indices.Dimensions[axis..]], places)];
    }

    static OnnxTensor Repeated(OnnxTensor x, int[] shape)
    {
        int[] places = Broadcast.To([.. Enumerable.Range(0, x.Count)], x.Shape, shape);
        return x.Shape.SequenceEqual(shape) ? x : Strided.Pick(x, shape, places);
    }
}
