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
    /// <param name="rows">how many rows they are of</param>
    /// <exception cref="InvalidDataException">An output is missing, or has another type or shape.</exception>
    public GivenAnswers(TabularModel model, IReadOnlyDictionary<string, OnnxTensor> outputs, double coverage, int rows)
    {
        (_model, _coverage) = (model, coverage);
        if (model.Target.Classes is { } classes)
        {
            _classes = Find<string>(outputs, OnnxNames.Class, rows);
            _probabilities = Find<float>(outputs, OnnxNames.Probabilities, rows, classes.Count);
            return;
        }
        _numbers = Find<double>(outputs, OnnxNames.Prediction, rows, 1);
        if (model.Calibration.Intervals is null) return;
        _low = Find<double>(outputs, OnnxNames.Low, rows, 1);
        _high = Find<double>(outputs, OnnxNames.High, rows, 1);
    }

    /// <summary>The elements of an output.</summary>
    /// <exception cref="InvalidDataException">It has another type or shape.</exception>
    public static T[] Values<T>(OnnxTensor output, string name, params ReadOnlySpan<int> shape) =>
        output.Is(out T[]? values) && output.Shape.SequenceEqual(shape) ? values
        : throw new InvalidDataException($"output {Excerpt.Quote(name)} is {output}. " +
            $"Expected {OnnxTypes.Of<T>().Name()} {OnnxTensor.Text(shape)}");

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
        if (low > worst.Difference) worst = (low, OnnxNames.Low);
        if (high > worst.Difference) worst = (high, OnnxNames.High);
        return worst;
    }

    /// <summary>Whether the class is another, and the model's probabilities tell the two apart.</summary>
    /// <param name="tolerance">two probabilities that differ by less, or a probability and the threshold, are not told apart</param>
    public bool HasOtherClass(int row, Prediction prediction, double tolerance)
    {
        if (prediction.Class is not { } expected || _classes[row] == expected) return false;
        IReadOnlyList<float> p = prediction.Probabilities;
        string[] names = [.. _model.Target.Classes!.Names];
        int other = Array.IndexOf(names, _classes[row]);
        if (other < 0) return true;
        double apart = _model.Calibration.Threshold is { } threshold ? p[1] - threshold
            : (double)p[Array.IndexOf(names, expected)] - p[other];
        return !(Math.Abs(apart) < tolerance);
    }

    /// <summary>How far two predictions of a model are from each other.</summary>
    public static double Difference(TabularModel model, Prediction one, Prediction other) => model.Target.Classes is null
        ? Difference(one.Value, other.Value, Unit(model))
        : Furthest([.. one.Probabilities], other);

    /// <summary>|x − y|, divided by the larger of |y| and a unit; 0 of equal infinite numbers; ∞ where that is no number.</summary>
    public static double Difference(double given, double expected, double unit)
    {
        if (given == expected) return 0;
        double difference = Math.Abs(given - expected) / Math.Max(Math.Abs(expected), unit);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    static double Furthest(ReadOnlySpan<float> given, Prediction prediction)
    {
        double furthest = 0;
        for (int k = 0; k < given.Length; k++) furthest = Math.Max(furthest, Difference(given[k], prediction.Probabilities[k], 1));
        return furthest;
    }

    // of the scaled target
    static double Unit(TabularModel model) => Math.Abs(model.Target.Scaling!.Invert(1) - model.Target.Scaling.Invert(0));

    // the output of this name, or with the fewest underscores more
    static T[] Find<T>(IReadOnlyDictionary<string, OnnxTensor> outputs, string name, params ReadOnlySpan<int> shape)
    {
        string found = outputs.Keys
            .Where(key => key.StartsWith(name, StringComparison.Ordinal) && key.AsSpan(name.Length).Trim('_').IsEmpty)
            .MinBy(key => key.Length) ?? throw new InvalidDataException($"the graph has no output {Excerpt.Quote(name)}");
        return Values<T>(outputs[found], found, shape);
    }
}
