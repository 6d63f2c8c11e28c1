namespace Myelin.Onnx;

/// <summary>LinearRegressor and LinearClassifier: x·Wᵀ + b and a function after it, in float.</summary>
static class LinearModels
{
    public static OnnxTensor[] Regress(Call call)
    {
        (double[] scores, int targets) = Scores(call, call.Whole("targets", 1));
        Transform(call, scores, targets);
        return [Numbers.Of(OnnxType.Float, [scores.Length / targets, targets], scores)];
    }

    /// <summary>The label of the largest score, and the scores.</summary>
    public static OnnxTensor[] Classify(Call call)
    {
        string[]? words = call.List<string>("classlabels_strings") is { Length: > 0 } given ? given : null;
        long[]? wholes = call.List<long>("classlabels_ints");
        int classes = words?.Length ?? wholes?.Length ?? throw call.Invalid("the class labels are missing");
        (double[] scores, int columns) = Scores(call, call.List<float>("intercepts") is { Length: > 0 } shift ? shift.Length : classes);
        if (columns != classes) throw call.Unsupported($"{columns} scores of {classes} classes are not computed; expected one for each");
        int rows = scores.Length / classes;
        long[] best = [.. Enumerable.Range(0, rows).Select(row => (long)Best(scores.AsSpan(row * classes, classes)))];
        Transform(call, scores, classes);
        return
        [
            words is null
                ? OnnxTensor.List(Array.ConvertAll(best, one => wholes![one]))
                : OnnxTensor.List(Array.ConvertAll(best, one => words[one])),
            Numbers.Of(OnnxType.Float, [rows, classes], scores),
        ];
    }

    static (double[] Scores, int Columns) Scores(Call call, int columns)
    {
        float[] weights = call.List<float>("coefficients") ?? throw call.Invalid("the coefficients are missing");
        float[] shift = call.List<float>("intercepts") ?? [];
        double[] x = Numbers.Reals(call.X);
        int width = call.X.Shape[^1], rows = width == 0 ? 0 : x.Length / width;
        if (columns < 1 || weights.Length != columns * width || shift.Length != 0 && shift.Length != columns)
            throw call.Invalid($"{weights.Length} coefficients and {shift.Length} intercepts do not fit {call.X}");
        var scores = new double[rows * columns];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                double sum = shift.Length == 0 ? 0 : shift[column];
                for (int i = 0; i < width; i++) sum += x[row * width + i] * weights[column * width + i];
                scores[row * columns + column] = (float)sum;
            }
        return (scores, columns);
    }

    static void Transform(Call call, double[] scores, int columns)
    {
        switch (call.Text("post_transform", "NONE"))
        {
            case "NONE": break;
            case "LOGISTIC":
                foreach (ref double one in scores.AsSpan()) one = Functions.Sigmoid(one);
                break;
            case "SOFTMAX":
                for (int at = 0; at < scores.Length; at += columns) ReductionOperators.Softmax(scores.AsSpan(at, columns));
                break;
            case var other: throw call.Unsupported($"post_transform {Excerpt.Quote(other)} is not computed");
        }
    }

    static int Best(ReadOnlySpan<double> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++) if (row[i] > row[best]) best = i;
        return best;
    }
}
