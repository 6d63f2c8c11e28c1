namespace Myelin.Onnx;

/// <summary>One layer that was read, with its numbers in the order of its blocks; or a choice of columns.</summary>
sealed record Step(Layer? Layer, IReadOnlyList<float[]> Numbers)
{
    /// <summary>The columns that are passed on, where there is no layer.</summary>
    public int[]? Columns { get; init; }

    public static Step Of(Layer layer, params IReadOnlyList<float[]> numbers) => new(layer, numbers);

    public static Step Choice(int[] columns) => new(null, []) { Columns = columns };

    /// <summary>The product with a matrix [inputs × units], row by row.</summary>
    public static Step Product(int units, float[] weight) => Of(new Dense(units, new Identity(), Bias: false), weight);

    /// <summary>A choice of columns as the product with a matrix of zeros and ones.</summary>
    public Step AsLayer(int inputs)
    {
        if (Columns is null) return this;
        float[] weight = Matrix(inputs, Columns.Length);
        for (int column = 0; column < Columns.Length; column++) weight[Columns[column] * Columns.Length + column] = 1;
        return Product(Columns.Length, weight);
    }

    /// <summary>A matrix of zeros for what a graph does with columns.</summary>
    /// <exception cref="NotSupportedException">It would be larger than any that is expected.</exception>
    public static float[] Matrix(int rows, int columns) => (long)rows * columns <= 1 << 24 ? new float[rows * columns]
        : throw new NotSupportedException($"would need a matrix of {rows} × {columns} numbers");
}
