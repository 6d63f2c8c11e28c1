using System.Numerics;

namespace Myelin;

/// <summary>
/// Where the rows of other classes stand among each class's own rows, in the order of that class's scores. It is all that the areas and
/// precisions of <see cref="ClassRanking"/> need, and takes one pass over the scores [N × K]: N K log(N/K) steps, memory for N numbers.
/// </summary>
/// <remarks>
/// Sorting every column would take N K log N steps, and every pair of classes anew K times that. Thresholds matter only where a row of the
/// class itself has its score: the others are counted between these. Every count is a whole number, so no order of adding changes an area.
/// </remarks>
sealed class ClassRanks
{
    readonly int _classes;
    readonly long[] _own;
    // group g of class k, at Places[k] + g: its rows with one score; the other classes' rows at that score, and
    // below it but above group g − 1
    readonly int[] _places;
    readonly double[] _scores;
    readonly long[] _count, _cumulated, _equal, _between;
    // 2 Σ over the rows of other classes of: own rows above it + ½ own rows beside it
    readonly long[] _twiceWon;

    ClassRanks(int classes, ReadOnlySpan<int> labels)
    {
        (_classes, _own, _places) = (classes, new long[classes], new int[classes + 1]);
        foreach (int label in labels) _own[label]++;
        for (int k = 0; k < classes; k++) _places[k + 1] = _places[k] + (int)_own[k];
        _scores = new double[labels.Length];
        (_count, _cumulated, _equal, _between) =
            (new long[labels.Length], new long[labels.Length], new long[labels.Length], new long[labels.Length]);
        (Groups, _twiceWon) = (new int[classes], new long[classes]);
    }

    /// <summary>Different scores of each class's own rows.</summary>
    int[] Groups { get; }

    /// <summary>
    /// The mean of (area of a against b + area of b against a)/2 over pairs of classes that occur; NaN where there is none.
    /// </summary>
    public double OneVsOne { get; private set; }

    /// <param name="labels">the class of each row, 0 … K − 1</param>
    /// <param name="scores">[N × K], finite</param>
    public static ClassRanks Of<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> scores, int classes, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var ranks = new ClassRanks(classes, labels);
        int[] rows = ranks.ByClass(labels);
        ranks.Sort(rows, scores);
        ranks.Count(rows, scores, cancellation);
        return ranks;
    }

    /// <summary>The area of class k against all others; NaN where it or they have no row.</summary>
    public double Area(int k)
    {
        long others = _scores.Length - _own[k];
        return _own[k] == 0 || others == 0 ? double.NaN : _twiceWon[k] / 2d / _own[k] / others;
    }

    /// <summary>The average precision of class k against all others; 0 where it has no row.</summary>
    public double AveragePrecision(int k)
    {
        if (_own[k] == 0) return 0;
        double sum = 0;
        int first = _places[k];
        long others = _scores.Length - _own[k], hits = 0;
        for (int g = first; g < first + Groups[k]; g++) others -= _between[g] + _equal[g];
        for (int g = first + Groups[k] - 1; g >= first; g--)
        {
            (hits, others) = (hits + _count[g], others + _equal[g]);
            sum += (double)_count[g] * hits / (hits + others);
            others += _between[g];
        }
        return sum / _own[k];
    }

    // the rows of class 0, then those of class 1, …
    int[] ByClass(ReadOnlySpan<int> labels)
    {
        int[] next = [.. _places], rows = new int[labels.Length];
        for (int n = 0; n < labels.Length; n++) rows[next[labels[n]]++] = n;
        return rows;
    }

    void Sort<T>(int[] rows, ReadOnlySpan<T> scores) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < _classes; k++)
        {
            int first = _places[k], last = _places[k + 1], group = first - 1;
            for (int i = first; i < last; i++) _scores[i] = double.CreateTruncating(scores[rows[i] * _classes + k]);
            Array.Sort(_scores, first, last - first);
            for (int i = first; i < last; i++)
            {
                if (group < first || _scores[i] != _scores[group]) _scores[++group] = _scores[i];
                _count[group]++;
            }
            Groups[k] = group + 1 - first;
            for (int g = first; g < group; g++) _cumulated[g + 1] = _cumulated[g] + _count[g];
        }
    }

    void Count<T>(int[] rows, ReadOnlySpan<T> scores, CancellationToken cancellation) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (areas, pairs, twiceWon) = (new CompensatedSum(), 0L, new long[_classes]);
        for (int b = 0; b < _classes; b++)
        {
            if (_own[b] == 0) continue;
            Array.Clear(twiceWon);
            for (int i = _places[b]; i < _places[b + 1]; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                ReadOnlySpan<T> row = scores.Slice(rows[i] * _classes, _classes);
                for (int k = 0; k < row.Length; k++)
                    if (k != b && _own[k] > 0) twiceWon[k] += Place(k, double.CreateTruncating(row[k]));
            }
            for (int k = 0; k < _classes; k++)
            {
                if (k == b || _own[k] == 0) continue;
                _twiceWon[k] += twiceWon[k];
                areas.Add(twiceWon[k] / 2d / _own[k] / _own[b]);
                pairs++;
            }
        }
        OneVsOne = pairs == 0 ? double.NaN : areas.Value / pairs;
    }

    // counts a row of another class, and gives twice the own rows above it, and once those beside it
    long Place(int k, double score)
    {
        int first = _places[k], groups = Groups[k], low = 0, high = groups;
        if (score < _scores[first]) high = 0; // as mostly
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_scores[first + middle] < score) low = middle + 1;
            else high = middle;
        }
        if (low == groups) return 0;
        int g = first + low;
        long above = _own[k] - _cumulated[g];
        if (_scores[g] == score)
        {
            _equal[g]++;
            return 2 * above - _count[g];
        }
        _between[g]++;
        return 2 * above;
    }
}
