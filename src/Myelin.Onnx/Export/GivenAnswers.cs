using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>What a file answered for some rows, to be compared with predictions.</summary>
sealed class GivenAnswers
{
    readonly TabularModel _model;
    readonly double _coverage;
    readonly string[] _classes = [];
    readonly float[] _probabilities = [];
    readonly double[] _numbers = [], _low = [], _high = [];

    /// <param name="outputs">of the file, by name</param>
    public GivenAnswers(TabularModel model, IReadOnlyDictionary<string, OnnxTensor> outputs, double coverage)
    {
        (_model, _coverage) = (model, coverage);
        if (model.Target.Classes is not null)
        {
            _classes = Find(outputs, OnnxNames.Class).Values<string>();
            _probabilities = Find(outputs, OnnxNames.Probabilities).Values<float>();
            return;
        }
        _numbers = Find(outputs, OnnxNames.Prediction).Values<double>();
        if (model.Calibration.Intervals is null) return;
        _low = Find(outputs, OnnxNames.Low).Values<double>();
        _high = Find(outputs, OnnxNames.High).Values<double>();
    }

    /// <summary>How far it is from a prediction, and in which output; ends of an interval from those around the given number.</summary>
    public (double Difference, string Output) Difference(int row, Prediction prediction)
    {
        if (_model.Target.Classes is { } classes)
            return (Furthest(_probabilities.AsSpan(row * classes.Count, classes.Count), prediction), OnnxNames.Probabilities);
        double unit = Unit(_model);
        (double Difference, string Output) worst = (Difference(_numbers[row], prediction.Value, unit), OnnxNames.Prediction);
        if (_model.Calibration.Intervals is not { } intervals) return worst;
        Interval interval = intervals.Of(_numbers[row], _coverage);
        double low = Difference(_low[row], interval.Low, unit), high = Difference(_high[row], interval.High, unit);
        if (!(low <= worst.Difference)) worst = (low, OnnxNames.Low);
        if (!(high <= worst.Difference)) worst = (high, OnnxNames.High);
        return worst;
    }

    /// <summary>Whether the class is another, and the model does not all but say both.</summary>
    public bool HasOtherClass(int row, Prediction prediction) =>
        prediction.Class is { } expected && _classes[row] != expected && !IsClose(prediction.Probabilities);

    /// <summary>How far two predictions of a model are from each other.</summary>
    public static double Difference(TabularModel model, Prediction one, Prediction other) => model.Target.Classes is null
        ? Difference(one.Value, other.Value, Unit(model))
        : Furthest([.. one.Probabilities], other);

    /// <summary>|x − y|, divided by the larger of |y| and a unit; 0 of equal infinite numbers.</summary>
    public static double Difference(double given, double expected, double unit) =>
        given == expected ? 0 : Math.Abs(given - expected) / Math.Max(Math.Abs(expected), unit);

    static double Furthest(ReadOnlySpan<float> given, Prediction prediction)
    {
        double furthest = 0;
        for (int k = 0; k < given.Length; k++)
        {
            double difference = Difference(given[k], prediction.Probabilities[k], 1);
            if (!(difference <= furthest)) furthest = difference;
        }
        return furthest;
    }

    // of the scaled target
    static double Unit(TabularModel model) => Math.Abs(model.Target.Scaling!.Invert(1) - model.Target.Scaling.Invert(0));

    bool IsClose(IReadOnlyList<float> p)
    {
        if (_model.Calibration.Threshold is { } threshold) return Math.Abs(p[1] - threshold) < OnnxParity.Most;
        float[] likeliest = [.. p.OrderDescending().Take(2)];
        return likeliest is [var first, var second] && first - second < OnnxParity.Most;
    }

    // the output of this name, or with underscores more
    static OnnxTensor Find(IReadOnlyDictionary<string, OnnxTensor> outputs, string name) =>
        outputs.TryGetValue(name, out OnnxTensor? found) ? found : Find(outputs, name + "_");
}
