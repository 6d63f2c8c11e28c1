using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Myelin;

/// <summary>C [K × K]: how many rows of each true class (row of C) were given each class (column of C).</summary>
/// <remarks>Of many classes only the counts above 0 are kept, at most one a row of data: memory does not grow with K².</remarks>
public sealed class ConfusionMatrix
{
    /// <summary>Up to so many classes every count is kept: 8 MB.</summary>
    const int MostDense = 1024;

    /// <summary>More classes than this are not written as a table.</summary>
    const int MostShown = 200;

    const string Axes = @"actual \ predicted";

    readonly long[] _dense = [];
    readonly Dictionary<long, long> _sparse = [];
    readonly long[] _support, _predicted;

    // Σ w of each class's rows, of those given it, and of those both; empty where rows have no weights
    readonly double[] _supportWeight = [], _predictedWeight = [], _correctWeight = [];

    /// <param name="labels">true classes, 0 … K − 1</param>
    /// <param name="predictions">the classes given, in the same order</param>
    /// <param name="classes">K</param>
    /// <param name="weights">what each row counts, for the metrics that are taken of the matrix; none for all alike</param>
    public ConfusionMatrix(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int classes, ReadOnlySpan<double> weights = default)
    {
        if (!weights.IsEmpty)
        {
            Require.Weights(weights, labels.Length);
            (_supportWeight, _predictedWeight, _correctWeight) = (new double[classes], new double[classes], new double[classes]);
        }
        Require.SameRows(labels.Length, predictions.Length);
        Require.Classes(labels, classes);
        Require.Classes(predictions, classes);
        (Classes, Total, _support, _predicted) = (classes, labels.Length, new long[classes], new long[classes]);
        if (classes <= MostDense) _dense = new long[classes * classes];
        for (int n = 0; n < labels.Length; n++)
        {
            (int label, int prediction) = (labels[n], predictions[n]);
            _support[label]++;
            _predicted[prediction]++;
            if (label == prediction) Correct++;
            if (!weights.IsEmpty)
            {
                _supportWeight[label] += weights[n];
                _predictedWeight[prediction] += weights[n];
                if (label == prediction) _correctWeight[label] += weights[n];
            }
            if (classes <= MostDense) _dense[label * classes + prediction]++;
            else _sparse[Key(label, prediction)] = _sparse.GetValueOrDefault(Key(label, prediction)) + 1;
        }
    }

    /// <summary>K</summary>
    public int Classes { get; }

    public long this[int label, int prediction]
    {
        get
        {
            IfNoClass(label);
            IfNoClass(prediction);
            return _dense.Length > 0 ? _dense[Key(label, prediction)] : _sparse.GetValueOrDefault(Key(label, prediction));
        }
    }

    /// <summary>Rows in all.</summary>
    public long Total { get; }

    /// <summary>Rows that were given their class.</summary>
    public long Correct { get; }

    /// <summary>Rows of this class.</summary>
    public long Support(int label) => _support[IfNoClass(label)];

    /// <summary>Rows that were given this class.</summary>
    public long Predicted(int prediction) => _predicted[IfNoClass(prediction)];

    /// <summary>What all rows count: their number where they have no weights.</summary>
    public double TotalWeight => _supportWeight.Length == 0 ? Total : _supportWeight.Sum();

    /// <summary>What the rows count that were given their class.</summary>
    public double CorrectWeight() => _correctWeight.Length == 0 ? Correct : _correctWeight.Sum();

    /// <summary>The same of the rows of this class.</summary>
    public double CorrectWeight(int label) => _correctWeight.Length == 0 ? this[label, label] : _correctWeight[IfNoClass(label)];

    /// <summary>What the rows of this class count.</summary>
    public double SupportWeight(int label) => _supportWeight.Length == 0 ? Support(label) : _supportWeight[IfNoClass(label)];

    /// <summary>What the rows count that were given this class.</summary>
    public double PredictedWeight(int prediction) =>
        _predictedWeight.Length == 0 ? Predicted(prediction) : _predictedWeight[IfNoClass(prediction)];

    /// <summary>The counts above 0, row of C after row.</summary>
    public IEnumerable<(int Label, int Prediction, long Count)> Counts() => _dense.Length > 0
        ? _dense.Index().Where(cell => cell.Item > 0).Select(cell => (cell.Index / Classes, cell.Index % Classes, cell.Item))
        : _sparse.OrderBy(cell => cell.Key).Select(cell => ((int)(cell.Key / Classes), (int)(cell.Key % Classes), cell.Value));

    public override string ToString() => ToString(null);

    /// <summary>A table: rows are actual classes, columns predicted ones; of more than 200 classes, how many there are.</summary>
    /// <param name="names">of the classes; numbers if null</param>
    public string ToString(IReadOnlyList<string>? names)
    {
        if (Classes > MostShown)
            return FormattableString.Invariant(
                $"Confusion matrix of {Classes} classes: {Correct} of {Total} rows right (not shown for more than {MostShown} classes)");
        string[] heads = [.. Enumerable.Range(0, Classes).Select(k => names?[k] ?? k.ToString(CultureInfo.InvariantCulture))];
        int width = Math.Max(heads.Max(head => head.Length), _dense.Max().ToString(CultureInfo.InvariantCulture).Length) + 2;
        var text = new StringBuilder().Append(Axes.PadRight(Math.Max(width, Axes.Length)));
        foreach (string head in heads) text.Append(head.PadLeft(width));
        for (int label = 0; label < Classes; label++)
        {
            text.AppendLine().Append(heads[label].PadRight(Math.Max(width, Axes.Length)));
            for (int k = 0; k < Classes; k++) text.Append(this[label, k].ToString(CultureInfo.InvariantCulture).PadLeft(width));
        }
        return text.ToString();
    }

    int IfNoClass(int index, [CallerArgumentExpression(nameof(index))] string name = "")
    {
        if ((uint)index >= (uint)Classes) Throw.OutOfRange($"There is no class {index}: the classes are 0 to {Classes - 1}.", name);
        return index;
    }

    long Key(int label, int prediction) => (long)label * Classes + prediction;
}
