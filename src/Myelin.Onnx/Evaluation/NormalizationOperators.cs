namespace Myelin.Onnx;

/// <summary>Normalizations with given or own statistics, and dropout, which predicting passes over.</summary>
static class NormalizationOperators
{
    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["BatchNormalization"] = Batch,
        ["LayerNormalization"] = call => Layer(call, centers: true),
        ["RMSNormalization"] = call => Layer(call, centers: false),
        ["Dropout"] = Dropout,
    };

    // inputs: x, scale, shift, mean, variance of each place of axis 1
    static OnnxTensor[] Batch(Call call)
    {
        if (call.Version >= 14 && call.Flag("training_mode") || call.Version < 7 && !call.Flag("is_test"))
            throw call.Unsupported("BatchNormalization is computed for predicting only, not with training_mode");
        if (call.Version < 9 && !call.Flag("spatial", true)) throw call.Unsupported("BatchNormalization is computed with spatial = 1 only");
        OnnxTensor x = call.X;
        if (x.Rank < 2) throw call.Invalid($"{x} has no axis 1");
        double epsilon = call.Number("epsilon", 1e-5f);
        double[][] by = [.. Enumerable.Range(1, 4).Select(input => Numbers.Reals(call.Input(input)))];
        if (by.Any(values => values.Length != x.Shape[1])) throw call.Invalid($"scale, shift, mean and variance do not fit {x}");
        double[] values = [.. Numbers.Reals(x)];
        int inner = (int)OnnxTensor.CountOf(x.Shape[2..]);
        for (int i = 0; i < values.Length; i++)
        {
            int place = i / inner % x.Shape[1];
            values[i] = (values[i] - by[2][place]) / Math.Sqrt(by[3][place] + epsilon) * by[0][place] + by[1][place];
        }
        return [Numbers.Of(x.Type, x.Shape, values)];
    }

    // the axes from one on are a row
    static OnnxTensor[] Layer(Call call, bool centers)
    {
        OnnxTensor x = call.X;
        int axis = call.Axis(call.Whole("axis", -1), x.Rank);
        double epsilon = call.Number("epsilon", 1e-5f);
        double[] values = [.. Numbers.Reals(x)];
        int length = (int)OnnxTensor.CountOf(x.Shape[axis..]), rows = length == 0 ? 0 : values.Length / length;
        double[] scale = Broadcast.To(Numbers.Reals(call.Input(1)), call.Input(1).Shape, x.Shape[axis..]);
        double[]? shift = call.Optional(2) is { } given ? Broadcast.To(Numbers.Reals(given), given.Shape, x.Shape[axis..]) : null;
        (double[] means, double[] inverses) = (new double[rows], new double[rows]);
        for (int row = 0; row < rows; row++)
        {
            Span<double> own = values.AsSpan(row * length, length);
            double mean = 0, variance = 0;
            if (centers) foreach (double one in own) mean += one / length;
            foreach (double one in own) variance += (one - mean) * (one - mean) / length;
            (means[row], inverses[row]) = (mean, 1 / Math.Sqrt(variance + epsilon));
            for (int i = 0; i < length; i++) own[i] = (own[i] - mean) * inverses[row] * scale[i] + (shift?[i] ?? 0);
        }
        OnnxType kept = x.Type == OnnxType.Double ? OnnxType.Double : OnnxType.Float;
        int[] shape = [.. x.Dimensions[..axis], .. Enumerable.Repeat(1, x.Rank - axis)];
        OnnxTensor result = Numbers.Of(x.Type, x.Shape, values);
        return centers ? [result, Numbers.Of(kept, shape, means), Numbers.Of(kept, shape, inverses)] : [result];
    }

    static OnnxTensor[] Dropout(Call call)
    {
        double ratio = call.Optional(1) is { } given ? Numbers.Reals(given)[0] : call.Number("ratio", 0.5);
        if (ratio != 0 && call.Optional(2) is { } training && Numbers.Wholes(training)[0] != 0)
            throw call.Unsupported("Dropout is computed for predicting only, not with training_mode");
        return [call.X, OnnxTensor.Of(call.X.Shape, Enumerable.Repeat(true, call.X.Count).ToArray())];
    }
}
