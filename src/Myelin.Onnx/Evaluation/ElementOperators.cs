namespace Myelin.Onnx;

/// <summary>Operators of each element, or of each pair: arithmetic, elementary functions, comparisons, logic.</summary>
static class ElementOperators
{
    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["Abs"] = Unary(Math.Abs, Math.Abs),
        ["Neg"] = Unary(x => -x, x => -x),
        ["Sign"] = Unary(x => double.IsNaN(x) ? x : Math.Sign(x), x => Math.Sign(x)),
        ["Reciprocal"] = Unary(x => 1 / x),
        ["Sqrt"] = Unary(Math.Sqrt),
        ["Floor"] = Unary(Math.Floor),
        ["Ceil"] = Unary(Math.Ceiling),
        ["Round"] = Unary(Math.Round),
        ["Exp"] = Unary(Functions.Exp),
        ["Log"] = Unary(Functions.Log),
        ["Erf"] = Unary(Functions.Erf),
        ["Sin"] = Unary(Functions.Sin),
        ["Cos"] = Unary(Functions.Cos),
        ["Add"] = Binary((a, b) => a + b, (a, b) => a + b),
        ["Sub"] = Binary((a, b) => a - b, (a, b) => a - b),
        ["Mul"] = Binary((a, b) => a * b, (a, b) => a * b),
        ["Div"] = Binary((a, b) => a / b, (a, b) => a / b),
        ["Pow"] = Power,
        ["Mod"] = Modulo,
        ["Min"] = Several(Math.Min, Math.Min),
        ["Max"] = Several(Math.Max, Math.Max),
        ["Sum"] = Several((a, b) => a + b, (a, b) => a + b),
        ["Mean"] = call => [Numbers.Map(Several((a, b) => a + b, (a, b) => a + b)(call)[0], sum => sum / call.Inputs.Count)],
        ["Clip"] = Clip,
        ["Less"] = Comparison((a, b) => a < b, (a, b) => a < b),
        ["LessOrEqual"] = Comparison((a, b) => a <= b, (a, b) => a <= b),
        ["Greater"] = Comparison((a, b) => a > b, (a, b) => a > b),
        ["GreaterOrEqual"] = Comparison((a, b) => a >= b, (a, b) => a >= b),
        ["Equal"] = Equal,
        ["And"] = Logic((a, b) => a && b),
        ["Or"] = Logic((a, b) => a || b),
        ["Xor"] = Logic((a, b) => a != b),
        ["Not"] = call => [OnnxTensor.Of(call.X.Shape, Array.ConvertAll(call.X.Values<bool>(), x => !x))],
        ["IsNaN"] = call => [OnnxTensor.Of(call.X.Shape, Array.ConvertAll(Numbers.Reals(call.X), double.IsNaN))],
        ["IsInf"] = IsInfinite,
    };

    internal static Func<Call, OnnxTensor[]> Unary(Func<double, double> real, Func<long, long>? whole = null) =>
        call => [Numbers.Map(call.X, real, whole)];

    /// <summary>A function of two tensors of one type, brought to one shape.</summary>
    internal static OnnxTensor Pair(OnnxTensor a, OnnxTensor b, Func<double, double, double> real, Func<long, long, long> whole)
    {
        if (a.Type != b.Type) throw new InvalidDataException($"{a} and {b} are of different types");
        if (a.IsReal())
            return Broadcast.Zip(Real(a), Real(b), real, (shape, values) => Numbers.Of(a.Type, shape, values));
        return a.IsWhole() ? Broadcast.Zip(Whole(a), Whole(b), whole, (shape, values) => Numbers.Of(a.Type, shape, values))
            : throw new NotSupportedException($"is not computed of {a}");
    }

    static Func<Call, OnnxTensor[]> Binary(Func<double, double, double> real, Func<long, long, long> whole) =>
        call => [Pair(call.X, Aligned(call), real, whole)];

    // before version 7 the second tensor stood at an axis of the first
    static OnnxTensor Aligned(Call call)
    {
        OnnxTensor b = call.Input(1);
        if (call.Version >= 7 || !call.Has("axis")) return b;
        int axis = call.Axis(call.Whole("axis", 0), call.X.Rank), behind = call.X.Rank - axis - b.Rank;
        return behind < 0 ? throw call.Invalid($"{b} does not stand at axis {axis} of {call.X}")
            : b.WithShape([.. b.Shape, .. Enumerable.Repeat(1, behind)]);
    }

    static Func<Call, OnnxTensor[]> Several(Func<double, double, double> real, Func<long, long, long> whole) => call =>
        [Enumerable.Range(1, Math.Max(0, call.Inputs.Count - 1)).Aggregate(call.X, (a, i) => Pair(a, call.Input(i), real, whole))];

    // the result is of the first input's type
    static OnnxTensor[] Power(Call call)
    {
        (OnnxTensor x, OnnxTensor y) = (call.X, call.Input(1));
        return [Broadcast.Zip(Real(x), Real(y), Functions.Power, (shape, values) => x.IsReal()
            ? Numbers.Of(x.Type, shape, values)
            : Numbers.Of(x.Type, shape, Array.ConvertAll(values, value => (long)value)))];
    }

    // the sign is the divisor's; with fmod the dividend's
    static OnnxTensor[] Modulo(Call call)
    {
        bool truncates = call.Flag("fmod");
        if (!truncates && call.X.IsReal()) throw call.Invalid("Mod of real numbers needs fmod = 1");
        return [Pair(call.X, call.Input(1), (a, b) => a % b,
            (a, b) => truncates || a % b == 0 || a < 0 == b < 0 ? a % b : a % b + b)];
    }

    // bounds were attributes before version 11; the upper bound wins over a lower one above it
    static OnnxTensor[] Clip(Call call)
    {
        if (call.Version < 11)
        {
            (double least, double most) = (call.Number("min", double.NegativeInfinity), call.Number("max", double.PositiveInfinity));
            return [Numbers.Map(call.X, x => Math.Min(Math.Max(x, least), most))];
        }
        OnnxTensor result = call.X;
        if (call.Optional(1) is { } low) result = Pair(result, low, Math.Max, Math.Max);
        if (call.Optional(2) is { } high) result = Pair(result, high, Math.Min, Math.Min);
        return [result];
    }

    static Func<Call, OnnxTensor[]> Comparison(Func<double, double, bool> real, Func<long, long, bool> whole) => call =>
        [Compare(call.X, Aligned(call), real, whole)];

    static OnnxTensor Compare(OnnxTensor a, OnnxTensor b, Func<double, double, bool> real, Func<long, long, bool> whole)
    {
        if (a.Type != b.Type) throw new InvalidDataException($"{a} and {b} are of different types");
        return a.IsReal()
            ? Broadcast.Zip(Real(a), Real(b), real, (shape, values) => OnnxTensor.Of(shape, values))
            : Broadcast.Zip(Whole(a), Whole(b), whole, (shape, values) => OnnxTensor.Of(shape, values));
    }

    static OnnxTensor[] Equal(Call call) => call.X.Is(out string[]? a) && call.Input(1).Is(out string[]? b)
        ? [Broadcast.Zip((a, call.X.Dimensions), (b, call.Input(1).Dimensions), string.Equals,
            (shape, values) => OnnxTensor.Of(shape, values))]
        : [Compare(call.X, Aligned(call), (x, y) => x == y, (x, y) => x == y)];

    static Func<Call, OnnxTensor[]> Logic(Func<bool, bool, bool> f) => call =>
        [Broadcast.Zip((call.X.Values<bool>(), call.X.Dimensions), (call.Input(1).Values<bool>(), call.Input(1).Dimensions), f,
            (shape, values) => OnnxTensor.Of(shape, values))];

    static OnnxTensor[] IsInfinite(Call call)
    {
        (bool positive, bool negative) = (call.Flag("detect_positive", true), call.Flag("detect_negative", true));
        return [OnnxTensor.Of(call.X.Shape, Array.ConvertAll(Numbers.Reals(call.X),
            x => positive && double.IsPositiveInfinity(x) || negative && double.IsNegativeInfinity(x)))];
    }

    static (double[] Data, int[] Shape) Real(OnnxTensor x) => (Numbers.Reals(x), x.Dimensions);

    static (long[] Data, int[] Shape) Whole(OnnxTensor x) => (Numbers.Wholes(x), x.Dimensions);
}
