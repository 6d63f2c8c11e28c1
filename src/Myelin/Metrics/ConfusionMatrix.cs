using System.Globalization;
using System.Text;

namespace Myelin.Metrics;

/// <summary>C [K × K]: how many rows of each true class (row of C) were given each class (column of C).</summary>
public sealed class ConfusionMatrix
{
    readonly long[,] _counts;

    /// <param name="labels">true classes, 0 … K − 1</param>
    /// <param name="predictions">the classes given, in the same order</param>
    /// <param name="classes">K</param>
    public ConfusionMatrix(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int classes)
    {
        Require.SameRows(labels.Length, predictions.Length);
        Require.Classes(labels, classes);
        Require.Classes(predictions, classes);
        _counts = new long[classes, classes];
        for (int n = 0; n < labels.Length; n++) _counts[labels[n], predictions[n]]++;
    }

    /// <summary>K</summary>
    public int Classes => _counts.GetLength(0);

    public long this[int label, int prediction] => _counts[label, prediction];

    /// <summary>Rows in all.</summary>
    public long Total => Sum(k => Support(k));

    /// <summary>Rows that were given their class.</summary>
    public long Correct => Sum(k => _counts[k, k]);

    /// <summary>Rows of this class.</summary>
    public long Support(int label) => Sum(k => _counts[label, k]);

    /// <summary>Rows that were given this class.</summary>
    public long Predicted(int prediction) => Sum(k => _counts[k, prediction]);

    public override string ToString() => ToString(null);

    /// <summary>A table: rows are true classes, columns the classes given.</summary>
    /// <param name="names">of the classes; numbers if null</param>
    public string ToString(IReadOnlyList<string>? names)
    {
        string[] heads = [.. Enumerable.Range(0, Classes).Select(k => names?[k] ?? k.ToString(CultureInfo.InvariantCulture))];
        int width = Math.Max(heads.Max(head => head.Length), _counts.Cast<long>().Max().ToString(CultureInfo.InvariantCulture).Length) + 2;
        var text = new StringBuilder().Append("true\\given".PadRight(Math.Max(width, 10)));
        foreach (string head in heads) text.Append(head.PadLeft(width));
        for (int label = 0; label < Classes; label++)
        {
            text.AppendLine().Append(heads[label].PadRight(Math.Max(width, 10)));
            for (int k = 0; k < Classes; k++) text.Append(_counts[label, k].ToString(CultureInfo.InvariantCulture).PadLeft(width));
        }
        return text.ToString();
    }

    long Sum(Func<int, long> count)
    {
        long sum = 0;
        for (int k = 0; k < Classes; k++) sum += count(k);
        return sum;
    }
}
