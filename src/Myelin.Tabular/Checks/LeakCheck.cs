namespace Myelin.Tabular;

/// <summary>
/// Whether one column alone tells the target almost perfectly: then it is often made of the target, and will not be there, or not be
/// right, when the model is used.
/// </summary>
/// <remarks>
/// Half of the rows say what target belongs to which value of the column, the other half is predicted from the value or, of numbers that
/// do not occur, from their neighbors. It needs no more than a sort, and a column that is different in every row tells it nothing.
/// </remarks>
static class LeakCheck
{
    /// <summary>Rows that are looked at: enough to tell 99 % from less.</summary>
    const int MostRows = 10_000;

    /// <summary>Of fewer rows, some column tells all by chance.</summary>
    const int FewestRows = 50;

    /// <summary>The share of what can be explained that is suspicious. A good column explains nine tenths.</summary>
    const double Suspicious = 0.99;

    /// <summary>A warning for each such column.</summary>
    /// <param name="columns">what is learned from</param>
    public static IEnumerable<Advice> Of(Table training, Target target, IEnumerable<string> columns)
    {
        string[] names = [.. columns];
        if (training.Rows < FewestRows) return [];
        Table sample = training.Thinned(MostRows);
        double[] y = target.Classes is null ? Ranks(target.Values(sample)) : target.Values(sample);
        // numbers of rows have a warning of their own
        return names.Where(name => !CodeCheck.IsCounter(training[name]))
            .Select(name => (name, score: Score(sample[name], y, target.Classes?.Count ?? 0))).Where(found => found.score >= Suspicious)
            .Select(found => Note(found.name, found.score, target.Column, names.Length == 1));
    }

    static Advice Note(string column, double score, string target, bool isOnly)
    {
        var advice = new Advice(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"warning: {column} alone tells {score:0.0 %} of what there is to know of {target}"));
        const string when = "if it is made of the target, or is known only after it,";
        return isOnly ? advice.Or($"{when} choose another feature") : advice.Or($"{when} leave it out", SettingNames.Ignore, column);
    }

    /// <summary>
    /// 1 − the predictions' error by that of the best constant: of classes the share of wrong ones, of numbers the squared error of ranks.
    /// </summary>
    /// <param name="y">the classes, or the ranks of numbers, which large ones do not rule</param>
    /// <param name="classes">0 for numbers</param>
    internal static double Score(Column column, double[] y, int classes)
    {
        double[] x = column is CategoryColumn words
            ? [.. words.Codes.ToArray().Select(code => (double)code)]
            : [.. Enumerable.Range(0, y.Length).Select(column.Number)];
        bool ordered = column is NumberColumn or DateColumn;
        // a missing cell is a value like others, and the first: NaN is sorted before all numbers
        int[] order = [.. Enumerable.Range(0, y.Length)];
        Array.Sort((double[])x.Clone(), order);
        var answers = new Answers(x, y, [.. order.Where(row => row % 2 == 0)], classes);
        double constant = classes > 0 ? answers.MostFrequent : answers.Mean, error = 0, of = 0;
        foreach (int row in order)
        {
            if (row % 2 == 0) continue;
            double given = answers.At(x[row], ordered, between: classes == 0) ?? constant;
            error += classes > 0 ? given == y[row] ? 0 : 1 : (given - y[row]) * (given - y[row]);
            of += classes > 0 ? constant == y[row] ? 0 : 1 : (constant - y[row]) * (constant - y[row]);
        }
        return of > 0 ? 1 - error / of : 0;
    }

    // equal numbers have the mean of their places
    internal static double[] Ranks(double[] numbers)
    {
        int[] order = [.. Enumerable.Range(0, numbers.Length)];
        Array.Sort((double[])numbers.Clone(), order);
        var ranks = new double[numbers.Length];
        for (int begin = 0, end; begin < order.Length; begin = end)
        {
            for (end = begin; end < order.Length && numbers[order[end]] == numbers[order[begin]]; end++) { }
            for (int i = begin; i < end; i++) ranks[order[i]] = (begin + end - 1) / 2.0;
        }
        return ranks;
    }

    /// <summary>What target belongs to which value of a column: the most frequent class, or the mean.</summary>
    sealed class Answers
    {
        readonly List<double> _values = [], _answers = [];

        /// <param name="rows">in the order of x</param>
        public Answers(double[] x, double[] y, int[] rows, int classes)
        {
            for (int begin = 0, end; begin < rows.Length; begin = end)
            {
                for (end = begin; end < rows.Length && x[rows[end]].Equals(x[rows[begin]]); end++) { }
                _values.Add(x[rows[begin]]);
                _answers.Add(Answer(y, rows.AsSpan(begin, end - begin), classes));
            }
            (Mean, MostFrequent) = (rows.Average(row => y[row]), classes > 0 ? Answer(y, rows, classes) : 0);
        }

        public double Mean { get; }

        public double MostFrequent { get; }

        static double Answer(double[] y, ReadOnlySpan<int> rows, int classes)
        {
            double sum = 0;
            foreach (int row in rows) sum += y[row];
            if (classes == 0 || rows.Length == 1) return sum / rows.Length;
            var counts = new Dictionary<double, int>();
            foreach (int row in rows) counts[y[row]] = counts.GetValueOrDefault(y[row]) + 1;
            return counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
        }

        /// <param name="ordered">whether a value that is not known is like those beside it</param>
        /// <param name="between">whether its answer lies between theirs</param>
        /// <returns>null where nothing is known</returns>
        public double? At(double x, bool ordered, bool between)
        {
            int place = _values.BinarySearch(x);
            if (place >= 0) return _answers[place];
            if (!ordered || double.IsNaN(x)) return null;
            int above = Math.Min(~place, _values.Count - 1), below = Math.Max(~place - 1, 0);
            if (above == below || double.IsNaN(_values[below])) return _answers[above];
            double share = (x - _values[below]) / (_values[above] - _values[below]);
            return between ? _answers[below] + share * (_answers[above] - _answers[below]) : _answers[share < 0.5 ? below : above];
        }
    }
}
