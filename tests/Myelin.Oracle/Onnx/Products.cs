namespace Myelin.Oracle.Onnx;

/// <summary>Products of matrices as Dense layers: the left factor's rows are samples, the right factor is W.</summary>
static class Products
{
    /// <summary>α A·B + β C, with C the same for every row.</summary>
    public static Tensor[] Gemm(Node node)
    {
        double[][] x = node.X.Matrix(node.Whole("transA", 0) == 1), w = node.Input(1)!.Matrix(node.Whole("transB", 0) == 1);
        (double alpha, double beta, int outputs) = (node.Number("alpha", 1), node.Number("beta", 1), w[0].Length);
        double[]? bias = null;
        if (node.Input(2) is { } c)
        {
            if (c.Data.Length != 1 && (c.Data.Length != outputs || c.Rank > 1 && c.Shape[^1] != outputs))
                throw new NotExpressible("a bias that differs by row");
            bias = [.. Enumerable.Range(0, outputs).Select(o => beta * c.Data[c.Data.Length == 1 ? 0 : o])];
        }
        double[][] y = Dense(node.X.Type, x, [.. w.Select(row => row.Select(value => alpha * value).ToArray())], bias);
        return [new([x.Length, outputs], [.. y.SelectMany(row => row)], node.X.Type)];
    }

    /// <summary>Every matrix of a stack by every matrix of another, each a layer; a vector is one row or one column.</summary>
    public static Tensor[] MatMul(Node node)
    {
        (Tensor a, Tensor b) = (node.X, node.Input(1)!);
        int[] left = a.Rank == 1 ? [1, .. a.Shape] : a.Shape, right = b.Rank == 1 ? [.. b.Shape, 1] : b.Shape;
        (int rows, int inner, int columns) = (left[^2], left[^1], right[^1]);
        int rank = Math.Max(left.Length, right.Length) - 2;
        int[] stack = [.. Enumerable.Range(0, rank).Select(axis => Math.Max(Length(left, axis), Length(right, axis)))];
        var data = new List<double>();
        for (int i = 0; i < stack.Aggregate(1, (size, length) => size * length); i++)
        {
            double[][] x = [.. a.Data.Skip(Place(left, i) * rows * inner).Take(rows * inner).Chunk(inner)];
            double[][] w = [.. b.Data.Skip(Place(right, i) * inner * columns).Take(inner * columns).Chunk(columns)];
            data.AddRange(Dense(a.Type, x, w, null).SelectMany(row => row));
        }
        return [new([.. stack, .. a.Rank == 1 ? [] : new[] { rows }, .. b.Rank == 1 ? [] : new[] { columns }], [.. data], a.Type)];

        // a shape's length along an axis of the stack, counted from the end
        int Length(int[] shape, int axis) => axis + shape.Length - 2 - rank is >= 0 and var own ? shape[own] : 1;

        // which of its matrices a factor puts at place i of the stack
        int Place(int[] shape, int i)
        {
            (int place, int step) = (0, 1);
            for (int axis = rank - 1; axis >= 0; i /= stack[axis--])
            {
                int length = Length(shape, axis);
                if (length > 1) place += i % stack[axis] * step;
                step *= length;
            }
            return place;
        }
    }

    static double[][] Dense(string type, double[][] x, double[][] w, double[]? bias)
    {
        var network = new Network(w.Length, new Dense(w[0].Length, new Identity(), bias is not null));
        (string, double[]) weight = ("layers.0.weight", [.. w.SelectMany(row => row)]);
        return bias is null
            ? Networks.Predict(type, network, x, weight)
            : Networks.Predict(type, network, x, weight, ("layers.0.bias", bias));
    }
}
