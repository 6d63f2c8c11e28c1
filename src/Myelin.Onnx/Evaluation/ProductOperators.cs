using System.Numerics;

namespace Myelin.Onnx;

/// <summary>Products of matrices, whose terms are added in order, each multiplied and added with one rounding.</summary>
/// <remarks>CPU kernels of runtimes do so, too, of as many terms as fit into a block of theirs.</remarks>
static class ProductOperators
{
    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["MatMul"] = call => [MatMul(call.X, call.Input(1))],
        ["Gemm"] = Gemm,
    };

    /// <summary>The product of stacks of matrices; a tensor of one axis is a row at the left and a column at the right.</summary>
    static OnnxTensor MatMul(OnnxTensor a, OnnxTensor b)
    {
        if (a.Type != b.Type || !a.IsReal()) throw new NotSupportedException($"MatMul is not computed of {a} and {b}");
        if (a.Rank == 0 || b.Rank == 0) throw new InvalidDataException($"{a} and {b} have no matrix");
        int[] left = a.Rank == 1 ? [1, a.Count] : a.Dimensions, right = b.Rank == 1 ? [b.Count, 1] : b.Dimensions;
        (int rows, int inner, int columns) = (left[^2], left[^1], right[^1]);
        if (right[^2] != inner) throw new InvalidDataException($"{a} and {b} have no product: {inner} columns meet {right[^2]} rows");
        int[] stack = Broadcast.Shape(left.AsSpan(..^2), right.AsSpan(..^2));
        int[] shape = [.. stack, .. Enumerable.Repeat(rows, a.Rank == 1 ? 0 : 1), .. Enumerable.Repeat(columns, b.Rank == 1 ? 0 : 1)];
        int count = (int)OnnxTensor.CountOf(stack);
        return a.Is(out float[]? x) && b.Is(out float[]? y)
            ? OnnxTensor.Of(shape,
                Stacked(Broadcast.To(x, left, [.. stack, rows, inner]), Broadcast.To(y, right, [.. stack, inner, columns])))
            : Numbers.Of(a.Type, shape, Stacked(Broadcast.To(Numbers.Reals(a), left, [.. stack, rows, inner]),
                Broadcast.To(Numbers.Reals(b), right, [.. stack, inner, columns])));

        T[] Stacked<T>(T[] x, T[] y) where T : IBinaryFloatingPointIeee754<T>
        {
            var result = new T[count * rows * columns];
            for (int i = 0; i < count; i++)
                AddProduct<T>(x.AsSpan(i * rows * inner, rows * inner), y.AsSpan(i * inner * columns, inner * columns), inner, columns,
                    result.AsSpan(i * rows * columns, rows * columns));
            return result;
        }
    }

    /// <summary>α A·B + β C, A and B transposed where the attributes say so.</summary>
    static OnnxTensor[] Gemm(Call call)
    {
        (OnnxTensor a, OnnxTensor b) = (Matrix(call, 0, "transA"), Matrix(call, 1, "transB"));
        if (a.Shape[1] != b.Shape[0]) throw call.Invalid($"{a} and {b} have no product: {a.Shape[1]} columns meet {b.Shape[0]} rows");
        (int rows, int inner, int columns) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        (double alpha, double beta) = (call.Number("alpha", 1), call.Number("beta", 1));
        var result = new double[rows * columns];
        AddProduct<double>(Numbers.Reals(a), Numbers.Reals(b), inner, columns, result);
        if (alpha != 1) for (int i = 0; i < result.Length; i++) result[i] *= alpha;
        if (call.Optional(2) is { } c)
        {
            double[] added = Broadcast.To(Numbers.Reals(c), c.Shape, [rows, columns]);
            for (int i = 0; i < result.Length; i++) result[i] += beta * added[i];
        }
        return [Numbers.Of(a.Type, [rows, columns], result)];
    }

    static OnnxTensor Matrix(Call call, int input, string transposed)
    {
        OnnxTensor matrix = call.Input(input);
        if (matrix.Rank != 2 || !matrix.IsReal()) throw call.Invalid($"{matrix} is not a matrix of real numbers");
        return call.Flag(transposed) ? SelectionOperators.Transposed(matrix, [1, 0]) : matrix;
    }

    static void AddProduct<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int inner, int columns, Span<T> result)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (columns == 0) return;
        for (int row = 0; row < result.Length / columns; row++)
        {
            Span<T> sums = result.Slice(row * columns, columns);
            for (int k = 0; k < inner; k++)
            {
                T factor = a[row * inner + k];
                ReadOnlySpan<T> line = b.Slice(k * columns, columns);
                for (int column = 0; column < sums.Length; column++)
                    sums[column] = T.FusedMultiplyAdd(factor, line[column], sums[column]);
            }
        }
    }
}
