namespace Myelin.Onnx;

/// <summary>Elements read along axes with steps of their own: what transposes, slices and repeats.</summary>
static class Strided
{
    /// <summary>The step of each axis in row-major order.</summary>
    public static int[] Steps(ReadOnlySpan<int> shape)
    {
        var steps = new int[shape.Length];
        for ((int axis, int step) = (shape.Length - 1, 1); axis >= 0; step *= shape[axis--]) steps[axis] = step;
        return steps;
    }

    /// <summary>Copies to row-major order what stands at start + Σ index · step.</summary>
    public static void Copy<T>(T[] source, int start, ReadOnlySpan<int> steps, ReadOnlySpan<int> shape, T[] destination)
    {
        Span<int> index = stackalloc int[shape.Length];
        index.Clear();
        for ((int i, int place) = (0, start); i < destination.Length; i++)
        {
            destination[i] = source[place];
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                place += steps[axis];
                if (++index[axis] < shape[axis]) break;
                place -= shape[axis] * steps[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>A tensor of other elements in the same or another order: a copy for whatever type it holds.</summary>
    public static OnnxTensor Of(OnnxTensor x, int start, ReadOnlySpan<int> steps, ReadOnlySpan<int> shape) => x.Type switch
    {
        OnnxType.Float => Of<float>(x, start, steps, shape),
        OnnxType.Double => Of<double>(x, start, steps, shape),
        OnnxType.Float16 => Of<Half>(x, start, steps, shape),
        OnnxType.String => Of<string>(x, start, steps, shape),
        OnnxType.Bool => Of<bool>(x, start, steps, shape),
        OnnxType.Int64 => Of<long>(x, start, steps, shape),
        OnnxType.Int32 => Of<int>(x, start, steps, shape),
        OnnxType.UInt8 => Of<byte>(x, start, steps, shape),
        _ => throw new NotSupportedException($"is not computed of {x}"),
    };

    /// <summary>Elements of these places.</summary>
    public static OnnxTensor Pick(OnnxTensor x, ReadOnlySpan<int> shape, int[] places) => x.Type switch
    {
        OnnxType.Float => Pick<float>(x, shape, places),
        OnnxType.Double => Pick<double>(x, shape, places),
        OnnxType.Float16 => Pick<Half>(x, shape, places),
        OnnxType.String => Pick<string>(x, shape, places),
        OnnxType.Bool => Pick<bool>(x, shape, places),
        OnnxType.Int64 => Pick<long>(x, shape, places),
        OnnxType.Int32 => Pick<int>(x, shape, places),
        OnnxType.UInt8 => Pick<byte>(x, shape, places),
        _ => throw new NotSupportedException($"is not computed of {x}"),
    };

    static OnnxTensor Of<T>(OnnxTensor x, int start, ReadOnlySpan<int> steps, ReadOnlySpan<int> shape)
    {
        var result = new T[OnnxTensor.CountOf(shape)];
        Copy(x.Values<T>(), start, steps, shape, result);
        return OnnxTensor.Of(shape, result);
    }

    static OnnxTensor Pick<T>(OnnxTensor x, ReadOnlySpan<int> shape, int[] places)
    {
        T[] values = x.Values<T>();
        return OnnxTensor.Of(shape, Array.ConvertAll(places, place => values[place]));
    }
}
