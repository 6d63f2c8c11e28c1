namespace Myelin.Onnx;

/// <summary>One number of many: sums, means, norms, places of the largest.</summary>
static class ReductionOperators
{
    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["ReduceSum"] = Reduce(Sum, 13, Sum),
        ["ReduceMean"] = Reduce(x => Sum(x) / x.Length),
        ["ReduceMax"] = Reduce(x => Fold(x, double.NegativeInfinity, Math.Max), 18, x => Fold(x, long.MinValue, Math.Max)),
        ["ReduceMin"] = Reduce(x => Fold(x, double.PositiveInfinity, Math.Min), 18, x => Fold(x, long.MaxValue, Math.Min)),
        ["ReduceProd"] = Reduce(x => Fold(x, 1, (a, b) => a * b), 18, x => Fold(x, 1L, (a, b) => a * b)),
        ["ReduceL1"] = Reduce(x => Fold(x, 0, (sum, one) => sum + Math.Abs(one))),
        ["ReduceL2"] = Reduce(x => Math.Sqrt(Squares(x))),
        ["ReduceSumSquare"] = Reduce(Squares),
        ["ReduceLogSum"] = Reduce(x => Functions.Log(Sum(x))),
        ["ReduceLogSumExp"] = Reduce(LogSumExp),
        ["ArgMax"] = Arg((one, best) => one > best),
        ["ArgMin"] = Arg((one, best) => one < best),
        ["Softmax"] = Normalized(Softmax),
        ["LogSoftmax"] = Normalized(LogSoftmax),
        ["Hardmax"] = Normalized(Hardmax),
        ["CumSum"] = CumulativeSum,
    };

    // axes were an attribute before a version, and no axes mean all of them unless an attribute says otherwise
    static Func<Call, OnnxTensor[]> Reduce(
        Func<ReadOnlySpan<double>, double> real, int axesAreInput = 18, Func<ReadOnlySpan<long>, long>? whole = null) => call =>
    {
        OnnxTensor x = call.X;
        int[]? given = call.Version >= axesAreInput ? call.Wholes("axes", 1) : call.Wholes("axes", int.MaxValue);
        if (given is null or [] && call.Flag("noop_with_empty_axes")) return [x];
        int[] axes = given is null or [] ? [.. Enumerable.Range(0, x.Rank)] : [.. given.Select(axis => call.Axis(axis, x.Rank))];
        bool keeps = call.Flag("keepdims", true);
        int[] shape = [.. x.Dimensions.Index().Where(one => keeps || !axes.Contains(one.Index))
            .Select(one => axes.Contains(one.Index) ? 1 : one.Item)];
        if (x.IsWhole() && whole is not null)
        {
            Rows<long> wholes = Rows<long>.Along(Numbers.Wholes(x), x.Shape, axes);
            return [Numbers.Of(x.Type, shape, [.. Enumerable.Range(0, wholes.Count).Select(row => whole(wholes[row]))])];
        }
        if (!x.IsReal()) throw call.Unsupported($"is not computed of {x}");
        Rows<double> rows = Rows<double>.Along(Numbers.Reals(x), x.Shape, axes);
        return [Numbers.Of(x.Type, shape, [.. Enumerable.Range(0, rows.Count).Select(row => real(rows[row]))])];
    };

    static Func<Call, OnnxTensor[]> Arg(Func<double, double, bool> better) => call =>
    {
        OnnxTensor x = call.X;
        int axis = call.Axis(call.Whole("axis", 0), x.Rank);
        bool last = call.Flag("select_last_index"), keeps = call.Flag("keepdims", true);
        Rows<double> rows = Rows<double>.Along(Numbers.Reals(x), x.Shape, axis);
        if (rows.Length == 0) throw call.Invalid($"{x} has nothing along axis {axis}");
        var places = new long[rows.Count];
        for (int row = 0; row < places.Length; row++)
            for (int i = 1; i < rows.Length; i++)
                if (better(rows[row][i], rows[row][(int)places[row]]) || last && rows[row][i] == rows[row][(int)places[row]])
                    places[row] = i;
        int[] shape = [.. x.Dimensions[..axis], .. keeps ? [1] : (int[])[], .. x.Dimensions[(axis + 1)..]];
        return [OnnxTensor.Of(shape, places)];
    };

    // before version 13 a tensor was a matrix: the axes from one on are its rows
    static Func<Call, OnnxTensor[]> Normalized(Action<Span<double>> normalize) => call =>
    {
        OnnxTensor x = call.X;
        int axis = call.Axis(call.Whole("axis", call.Version < 13 ? 1 : -1), x.Rank);
        IEnumerable<int> axes = call.Version < 13 ? Enumerable.Range(axis, x.Rank - axis) : x.Rank == 0 ? [] : [axis];
        Rows<double> rows = Rows<double>.Along(Numbers.Reals(x), x.Shape, axes);
        for (int row = 0; rows.Length > 0 && row < rows.Count; row++) normalize(rows[row]);
        return [Numbers.Of(x.Type, x.Shape, rows.Back())];
    };

    internal static void Softmax(Span<double> row)
    {
        double most = Fold(row, double.NegativeInfinity, Math.Max), sum = 0;
        foreach (ref double x in row) sum += x = Functions.Exp(x - most);
        foreach (ref double x in row) x /= sum;
    }

    static void LogSoftmax(Span<double> row)
    {
        double norm = LogSumExp(row);
        foreach (ref double x in row) x -= norm;
    }

    static void Hardmax(Span<double> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++) if (row[i] > row[best]) best = i;
        row.Clear();
        row[best] = 1;
    }

    static OnnxTensor[] CumulativeSum(Call call)
    {
        OnnxTensor x = call.X;
        int axis = call.Axis((int)Numbers.Wholes(call.Input(1))[0], x.Rank);
        bool reverse = call.Flag("reverse"), exclusive = call.Flag("exclusive");
        Rows<double> rows = Rows<double>.Along(Numbers.Reals(x), x.Shape, axis);
        for (int row = 0; row < rows.Count; row++)
        {
            double sum = 0;
            for (int i = 0; i < rows.Length; i++)
            {
                ref double one = ref rows[row][reverse ? rows.Length - 1 - i : i];
                double before = sum;
                sum += one;
                one = exclusive ? before : sum;
            }
        }
        return [x.IsReal() ? Numbers.Of(x.Type, x.Shape, rows.Back())
            : Numbers.Of(x.Type, x.Shape, Array.ConvertAll(rows.Back(), one => (long)one))];
    }

    static double Sum(ReadOnlySpan<double> x) => Fold(x, 0, (a, b) => a + b);

    static long Sum(ReadOnlySpan<long> x) => Fold(x, 0L, (a, b) => a + b);

    static double Squares(ReadOnlySpan<double> x) => Fold(x, 0, (sum, one) => sum + one * one);

    static double LogSumExp(ReadOnlySpan<double> x)
    {
        double most = Fold(x, double.NegativeInfinity, Math.Max);
        return double.IsFinite(most) ? most + Functions.Log(Fold(x, 0, (sum, one) => sum + Functions.Exp(one - most))) : most;
    }

    static T Fold<T>(ReadOnlySpan<T> x, T start, Func<T, T, T> f)
    {
        foreach (T one in x) start = f(start, one);
        return start;
    }
}
