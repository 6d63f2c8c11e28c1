namespace Myelin.Onnx;

/// <summary>How tensors of different shapes meet: axes from the last on, where a length of 1 is repeated.</summary>
static class Broadcast
{
    /// <summary>The shape that both reach.</summary>
    /// <exception cref="InvalidDataException">Two lengths differ, and neither is 1.</exception>
    public static int[] Shape(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (int back = 1; back <= shape.Length; back++)
        {
            int one = back <= a.Length ? a[^back] : 1, other = back <= b.Length ? b[^back] : 1;
            shape[^back] = one == 1 ? other : other == 1 || other == one ? one
                : throw new InvalidDataException($"shapes {OnnxTensor.Text(a)} and {OnnxTensor.Text(b)} do not go together");
        }
        return shape;
    }

    /// <summary>The elements repeated to a shape.</summary>
    public static T[] To<T>(T[] data, ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        if (from.SequenceEqual(to)) return data;
        var result = new T[OnnxTensor.CountOf(to)];
        if (data.Length == 1)
        {
            Array.Fill(result, data[0]);
            return result;
        }
        var strides = new int[to.Length];
        for ((int axis, int stride) = (to.Length - 1, 1); axis >= 0; axis--)
        {
            int own = axis - (to.Length - from.Length);
            if (own < 0 || from[own] == 1) continue;
            if (from[own] != to[axis])
                throw new InvalidDataException($"a tensor {OnnxTensor.Text(from)} does not repeat to {OnnxTensor.Text(to)}");
            strides[axis] = stride;
            stride *= from[own];
        }
        Strided.Copy(data, 0, strides, to, result);
        return result;
    }

    /// <summary>Both tensors, brought to one shape, through a function of pairs.</summary>
    public static OnnxTensor Zip<T, TResult>(
        (T[] Data, int[] Shape) a, (T[] Data, int[] Shape) b, Func<T, T, TResult> f, Func<int[], TResult[], OnnxTensor> make)
    {
        int[] shape = Shape(a.Shape, b.Shape);
        T[] left = To(a.Data, a.Shape, shape), right = To(b.Data, b.Shape, shape);
        var result = new TResult[left.Length];
        for (int i = 0; i < result.Length; i++) result[i] = f(left[i], right[i]);
        return make(shape, result);
    }
}
