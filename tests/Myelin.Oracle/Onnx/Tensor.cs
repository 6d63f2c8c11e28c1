using System.Text.Json;

namespace Myelin.Oracle.Onnx;

/// <summary>An ONNX tensor: row-major numbers of any shape, held in double precision, which every element type here fits.</summary>
sealed record Tensor(int[] Shape, double[] Data, string Type)
{
    public int Rank => Shape.Length;

    public static Tensor Read(JsonElement tensor) => new(
        tensor.GetProperty("dims").Whole(), tensor.GetProperty("data").Vector(), tensor.Text("dtype"));

    public Tensor With(double[] data) => this with { Data = data };

    /// <summary>0 … rank − 1, of an axis that may count from the end.</summary>
    public int Axis(int axis) => axis < 0 ? axis + Rank : axis;

    /// <summary>The numbers as rows along one axis, in the order of all other axes: how a caller lays a tensor out for a network.</summary>
    public double[][] Along(int axis)
    {
        (int length, int inner) = (Shape[axis], Size(axis + 1));
        return [.. Enumerable.Range(0, Size(0, axis)).SelectMany(outer => Enumerable.Range(0, inner).Select(place =>
            Enumerable.Range(0, length).Select(i => Data[(outer * length + i) * inner + place]).ToArray()))];
    }

    /// <summary>What <see cref="Along"/> took apart, put together.</summary>
    public Tensor From(double[][] rows, int axis)
    {
        (int length, int inner) = (Shape[axis], Size(axis + 1));
        var data = new double[Data.Length];
        for (int row = 0; row < rows.Length; row++)
            for (int i = 0; i < length; i++) data[(row / inner * length + i) * inner + row % inner] = rows[row][i];
        return With(data);
    }

    /// <summary>Rows of all the axes from one on.</summary>
    public double[][] From(int axis) => [.. Data.Chunk(Math.Max(1, Size(axis)))];

    /// <summary>A matrix of the last two axes, transposed if so asked.</summary>
    public double[][] Matrix(bool transposed = false)
    {
        double[][] rows = [.. Data.Chunk(Shape[^1])];
        return transposed ? Nets.Transposed(rows) : rows;
    }

    public Tensor Transposed() => new([Shape[1], Shape[0]], [.. Matrix(transposed: true).SelectMany(row => row)], Type);

    int Size(int first, int? end = null) => Shape[first..(end ?? Rank)].Aggregate(1, (size, length) => size * length);
}
