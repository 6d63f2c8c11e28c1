namespace Myelin.Onnx;

/// <summary>A tensor as rows along one axis or several: what a reduction or a softmax goes through.</summary>
/// <param name="Values">row by row, each of <paramref name="Length"/> elements</param>
/// <param name="Outer">the axes that are not in the rows</param>
sealed record Rows<T>(T[] Values, int Length, int[] Outer, int[] Inverse, int[] Permuted)
{
    public static Rows<T> Along(T[] values, ReadOnlySpan<int> shape, params IEnumerable<int> axes)
    {
        int[] own = shape.ToArray(), along = [.. axes.Order()], other = [.. Enumerable.Range(0, own.Length).Except(along)];
        int[] order = [.. other, .. along], steps = Strided.Steps(shape);
        int[] permuted = [.. order.Select(axis => own[axis])];
        var rows = new T[values.Length];
        if (values.Length > 0) Strided.Copy(values, 0, [.. order.Select(axis => steps[axis])], permuted, rows);
        int length = (int)OnnxTensor.CountOf([.. along.Select(axis => own[axis])]);
        return new(rows, length, [.. other.Select(axis => own[axis])], order, permuted);
    }

    public int Count => (int)OnnxTensor.CountOf(Outer);

    public Span<T> this[int row] => Values.AsSpan(row * Length, Length);

    /// <summary>The elements in the order of the tensor that they come from.</summary>
    public T[] Back()
    {
        var values = new T[Values.Length];
        if (values.Length == 0) return values;
        int[] steps = Strided.Steps(Permuted), back = new int[Inverse.Length], shape = new int[Inverse.Length];
        for (int place = 0; place < Inverse.Length; place++)
            (back[Inverse[place]], shape[Inverse[place]]) = (steps[place], Permuted[place]);
        Strided.Copy(Values, 0, back, shape, values);
        return values;
    }
}
