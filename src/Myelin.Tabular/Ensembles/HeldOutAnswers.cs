namespace Myelin.Tabular;

/// <summary>What each network of an ensemble says of the rows that it has not learned from.</summary>
sealed class HeldOutAnswers
{
    /// <summary>Rows that are predicted between two looks at the token.</summary>
    const int Block = 4096;

    readonly MeanAnswer _mean;
    readonly List<(int Kind, float[] Output)>[] _said;

    /// <param name="rows">with a fold for each of the networks</param>
    /// <param name="kinds">of each network, from 0</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public HeldOutAnswers(
        IReadOnlyList<Model<float>> members, MeanAnswer mean, EnsembleRows rows, IReadOnlyList<int> kinds, CancellationToken cancellation)
    {
        _mean = mean;
        _said = [.. Enumerable.Range(0, rows.Samples.Rows).Select(_ => new List<(int, float[])>(1))];
        for (int i = 0; i < members.Count; i++)
        {
            int[] test = [.. rows.Folds[i].Test];
            int width = members[i].Network.Outputs;
            float[] outputs = Outputs(members[i], rows.Samples.Select(test), cancellation);
            for (int n = 0; n < test.Length; n++) _said[test[n]].Add((kinds[i], outputs[(n * width)..((n + 1) * width)]));
        }
    }

    /// <summary>How much a network of each kind counts.</summary>
    public IReadOnlyList<double> Weights { get; private set; } = [1, 1];

    /// <summary>Rows that some network has judged.</summary>
    public int[] Rows => [.. Enumerable.Range(0, _said.Length).Where(row => _said[row].Count > 0)];

    /// <summary>Rows that networks of both kinds have judged.</summary>
    public int[] RowsOfBoth =>
        [.. Enumerable.Range(0, _said.Length).Where(row => _said[row].Select(one => one.Kind).Distinct().Count() == 2)];

    /// <summary>Networks that have judged a row.</summary>
    public int Count(int row) => _said[row].Count;

    /// <summary>What they say in the mean.</summary>
    public Prediction Mean(int row, double temperature) => Mean(_said[row], temperature);

    /// <summary>The same of one kind.</summary>
    public Prediction MeanOf(int row, int kind) => Mean([.. _said[row].Where(one => one.Kind == kind)], 1);

    /// <summary>What each says.</summary>
    public IEnumerable<Prediction> Each(int row) => _said[row].Select(one => Mean([one], 1));

    /// <summary>The second kind counts so much from now on, the first the rest; what counts nothing is left out.</summary>
    public void Weigh(double second)
    {
        Weights = [1 - second, second];
        foreach (List<(int Kind, float[] Output)> row in _said) row.RemoveAll(one => Weights[one.Kind] == 0);
    }

    Prediction Mean(IReadOnlyList<(int Kind, float[] Output)> of, double temperature)
    {
        var sum = new double[_mean.Width];
        foreach ((int kind, float[] output) in of) _mean.Add(sum, output, temperature, Weights[kind]);
        return _mean.Of(sum, of.Sum(one => Weights[one.Kind]));
    }

    static float[] Outputs(Model<float> member, Samples<float> samples, CancellationToken cancellation)
    {
        int width = member.Network.Outputs, columns = samples.InputColumns;
        var outputs = new float[samples.Rows * width];
        ReadOnlySpan<float> inputs = samples.Inputs.Span;
        for (int from = 0; from < samples.Rows; from += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            int some = Math.Min(Block, samples.Rows - from);
            member.Predict(inputs.Slice(from * columns, some * columns), outputs.AsSpan(from * width, some * width));
        }
        return outputs;
    }
}
