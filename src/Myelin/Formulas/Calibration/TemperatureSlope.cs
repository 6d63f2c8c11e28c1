using Myelin.Numerics;

namespace Myelin;

/// <summary>The slope of the log loss by β = 1/T: Σₙ wₙ (Σₖ qₖ ln pₖ − ln p_y).</summary>
sealed class TemperatureSlope
{
    /// <summary>Rows that are drawn at least, however many classes there are, and at most, however few.</summary>
    const int FewestDrawn = 256, MostDrawn = 1 << 18;

    /// <summary>Powers that are computed together.</summary>
    const int BlockSize = 4096;

    readonly int _classes;
    readonly int[] _labels;
    readonly double[] _logs, _weights, _powers;
    // where every label is the likeliest class, so much of it is taken for the others
    readonly double _wrong;
    readonly CancellationToken _cancellation;

    public TemperatureSlope(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights,
        CancellationToken cancellation)
    {
        int[] rows = Rows(labels.Length, classes);
        (_classes, _cancellation, _labels, _logs) = (classes, cancellation, new int[rows.Length], new double[rows.Length * classes]);
        (_weights, _powers) = (new double[rows.Length], new double[Math.Max(classes, BlockSize / classes * classes)]);
        int right = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (i % 64 == 0) cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<double> row = probabilities.Slice(rows[i] * classes, classes);
            Span<double> logs = _logs.AsSpan(i * classes, classes);
            double largest = Math.Max(Kernels.Rows.Max(row), TemperatureScaling.Epsilon);
            for (int k = 0; k < classes; k++) logs[k] = Math.Max(row[k], TemperatureScaling.Epsilon) / largest;
            Kernels.Rows.Log<double>(logs, logs);
            (_labels[i], _weights[i]) = (labels[rows[i]], weights.IsEmpty ? 1 : weights[rows[i]]);
            if (logs[_labels[i]] == 0) right++;
        }
        _wrong = right == rows.Length ? 1d / (right + 2) : 0;
    }

    public double At(double beta)
    {
        var sum = new CompensatedSum();
        int block = _powers.Length / _classes;
        for (int from = 0; from < _labels.Length; from += block)
        {
            _cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(block, _labels.Length - from);
            Span<double> powers = _powers.AsSpan(0, rows * _classes);
            for (int i = 0; i < powers.Length; i++) powers[i] = beta * _logs[from * _classes + i];
            Kernels.Rows.Exp(powers, 0, powers);
            for (int n = from; n < from + rows; n++) sum.Add(_weights[n] * OfRow(n, powers.Slice((n - from) * _classes, _classes)));
        }
        return sum.Value;
    }

    // of ln (p / max p); the label's, or of that and of the mean of the others' as much as they are expected
    double OfRow(int n, ReadOnlySpan<double> powers)
    {
        ReadOnlySpan<double> logs = _logs.AsSpan(n * _classes, _classes);
        double own = logs[_labels[n]], expected = (1 - _wrong) * own;
        if (_wrong > 0) expected += _wrong * (Kernels.Rows.Sum(logs) - own) / (_classes - 1);
        return Kernels.Rows.Dot(powers, logs) / Kernels.Rows.Sum(powers) - expected;
    }

    static int[] Rows(int count, int classes)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        int most = Math.Clamp(TemperatureScaling.MostProbabilities / classes, FewestDrawn, MostDrawn);
        if (count <= most) return rows;
        new RandomStream(0, RandomPurpose.Other, 0x74656D70).Shuffle(rows.AsSpan());
        return [.. rows.Take(most).Order()];
    }
}
