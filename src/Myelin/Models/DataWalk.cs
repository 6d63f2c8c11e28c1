using System.Numerics;

namespace Myelin;

/// <summary>Shows what reaches each layer of a model when rows go through it.</summary>
sealed class DataWalk<T>(Model<T> model, Samples<T> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly IReadOnlyList<int> _widths = model.Network.Widths();

    // what leaves the last Dense that was fitted, and the layer after it; nothing wider is kept, as embeddings make wide rows
    T[]? _left;
    int _from;
    int? _dense;

    /// <summary>The block of a Dense layer's W, and x·W of every row; the layers before it are as they will stay.</summary>
    public (int Weight, T[] Products) Products(int layer)
    {
        if (_dense is { } fitted) (_left, _from) = (Through(fitted + 1), fitted + 1);
        _dense = layer;
        return (BlocksBefore(layer), Through(layer, new Dense(((Dense)model.Network.Layers[layer]).Units, new Identity(), Bias: false)));
    }

    /// <summary>The deviation of each column of a matrix; 1 where a column is constant, so that one may divide by it.</summary>
    public static double[] Deviations(T[] matrix, int columns)
    {
        int rows = matrix.Length / columns;
        double[] mean = new double[columns], squares = new double[columns];
        // row by row, as they stand in memory
        for (int n = 0, at = 0; n < rows; n++)
            for (int c = 0; c < columns; c++, at++) mean[c] += double.CreateTruncating(matrix[at]);
        for (int c = 0; c < columns; c++) mean[c] /= rows;
        for (int n = 0, at = 0; n < rows; n++)
            for (int c = 0; c < columns; c++, at++)
                squares[c] += double.CreateTruncating(matrix[at]) is var value ? (value - mean[c]) * (value - mean[c]) : 0;
        return Array.ConvertAll(squares, sum => sum > 0 ? Math.Sqrt(sum / rows) : 1);
    }

    /// <summary>The bins of piecewise linear embeddings in this layer, from what reaches them.</summary>
    public void FitBins(int layer) => FitBins([model.Network.Layers[layer]], BlocksBefore(layer), () => Through(layer), _widths[layer]);

    void FitBins(IReadOnlyList<Layer> layers, int block, Func<T[]> inputs, int width)
    {
        // deeper in a branch the way to a layer would have to be walked first
        if (layers.Count == 0) return;
        if (layers[0] is PiecewiseLinearEmbedding embedding)
        {
            double[][] bins = embedding.Fit(Array.ConvertAll(inputs(), double.CreateTruncating), width);
            for (int i = 0; i < bins.Length; i++) model.Parameters.Write(block + i, Array.ConvertAll(bins[i], T.CreateTruncating));
        }
        if (layers[0] is not Split split) return;
        int from = 0;
        foreach (Branch branch in split.Branches)
        {
            int first = from, columns = branch.Columns;
            FitBins(branch.Layers, block, () => Part(inputs(), width, first, columns), columns);
            from += columns;
            block += new Network(columns, branch.Layers.Count == 0 ? [new Scale()] : branch.Layers).Blocks().Count() -
                (branch.Layers.Count == 0 ? 1 : 0);
        }
    }

    int BlocksBefore(int layer) => Enumerable.Range(0, layer).Sum(l => model.Network.Layers[l].Blocks(_widths[l]).Count());

    /// <summary>What reaches a layer; or what leaves another in its place, whose parameters are that one's first.</summary>
    T[] Through(int layer, params Layer[] then)
    {
        ReadOnlySpan<T> inputs = _left ?? rows.Inputs.Span;
        Layer[] layers = [.. model.Network.Layers.Skip(_from).Take(layer - _from), .. then];
        if (layers.Length == 0) return inputs.ToArray();
        var network = new Network(_widths[_from], layers);
        using var part = new Model<T>(network, network.Parameters<T>());
        int before = BlocksBefore(_from);
        for (int block = 0; block < part.Parameters.Blocks.Count; block++) model.Parameters.CopyTo(before + block, part.Parameters, block);
        var outputs = new T[checked(rows.Rows * network.Outputs)];
        part.Predict(inputs, outputs);
        return outputs;
    }

    static T[] Part(T[] matrix, int width, int from, int columns)
    {
        int count = matrix.Length / width;
        var part = new T[count * columns];
        for (int n = 0; n < count; n++) matrix.AsSpan(n * width + from, columns).CopyTo(part.AsSpan(n * columns));
        return part;
    }
}
