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
    double _count, _squares, _sum, _sumOfSquares;

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
        (_sum, _sumOfSquares) = (_sum + expected, _sumOfSquares + expected * expected);
    }

    public double Value
    {
        get
        {
            if (_count == 0) return 0;
            if (isOfClasses) return _different / _count;
            double mean = _sum / _count, deviation = Math.Sqrt(Math.Max(0, _sumOfSquares / _count - mean * mean));
            return _squares == 0 ? 0 : Math.Sqrt(_squares / _count) / deviation;
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
