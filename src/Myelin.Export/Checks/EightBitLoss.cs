using System.Globalization;

namespace Myelin.Export;

/// <summary>
/// By how much weights in 8 bits change predictions: the share of rows with another class, which no accuracy can fall by more than; of
/// numbers the root mean square of the differences, which no root mean squared error can grow by more than, in parts of the predictions'
/// standard deviation.
/// </summary>
sealed class EightBitLoss(bool isOfClasses)
{
    int _different;
    double _count, _squares, _mean, _spread;

    /// <summary>The largest difference of a probability.</summary>
    public double LargestDifference { get; private set; }

    public void Add(Prediction expected, Prediction found)
    {
        if (!isOfClasses)
        {
            Add(expected.Value, found.Value);
            return;
        }
        _count++;
        if (expected.Class != found.Class) _different++;
        for (int k = 0; k < found.Probabilities.Count; k++)
            LargestDifference = Math.Max(LargestDifference, Math.Abs(expected.Probabilities[k] - found.Probabilities[k]));
    }

    public void Add(double expected, double found)
    {
        _count++;
        _squares += (found - expected) * (found - expected);
        // Welford 1962: squares of distances, as those of large numbers would cancel
        double distance = expected - _mean;
        _mean += distance / _count;
        _spread += distance * (expected - _mean);
    }

    public double Value
    {
        get
        {
            if (_count == 0) return 0;
            if (isOfClasses) return _different / _count;
            return _squares == 0 ? 0 : Math.Sqrt(_squares / _spread);
        }
    }

    /// <exception cref="EightBitLossException">The loss is greater.</exception>
    public void Refuse(double bound)
    {
        if (Value <= bound) return;
        string what = isOfClasses
            ? string.Create(CultureInfo.InvariantCulture, $"{Value:P2} of {_count:N0} rows are predicted as another class")
            : string.Create(CultureInfo.InvariantCulture,
                $"predictions differ by {Value:P2} of their standard deviation (root mean square over {_count:N0} rows)");
        throw new EightBitLossException(string.Create(CultureInfo.InvariantCulture,
            $"with weights in 8 bits, {what}; at most {bound:P2} is allowed. Nothing was written."));
    }
}
