using Myelin.Numerics;

namespace Myelin.Onnx;

/// <summary>
/// Formulas as nodes of a graph, operation by operation. Formulas that differ in their numbers and letters alone are written once, over
/// vectors: one place of the last axis for each.
/// </summary>
/// <param name="read">
/// the value of letters, one for each formula: of [N × 1] or [1], or of [N × formulas]; null where they are none that it knows
/// </param>
sealed class FormulaNodes(GraphBuilder graph, OnnxType type, Func<Node[], string?> read)
{
    readonly Dictionary<Node[], string> _known = new(new SameNodes());

    /// <summary>Formulas side by side: [N × formulas], or [N × width] of one formula of rows.</summary>
    public string Write(params Expression[] formulas) => Of([.. formulas.Select(formula => formula.Node)]);

    string Of(Node[] lanes)
    {
        if (_known.TryGetValue(lanes, out string? known)) return known;
        return _known[lanes] = Numbers(lanes) is { } numbers ? Constant(numbers) : Make(lanes);
    }

    string Make(Node[] lanes)
    {
        Node first = lanes[0];
        if (first.Operation is Operation.Letter or Operation.Row && read(lanes) is { } value) return value;
        if (lanes.Any(lane => !IsAlike(lane, first))) return graph.Concat([.. Runs(lanes).Select(Wide)]);
        string At(int argument) => Of([.. lanes.Select(lane => lane.Arguments[argument])]);
        return first.Operation switch
        {
            Operation.Named => At(0),
            Operation.MinusLog => At(1),
            Operation.Sum => Enumerable.Range(1, first.Arguments.Count - 1).Aggregate(At(0), (sum, i) => graph.Node("Add", sum, At(i))),
            Operation.Sin or Operation.SinOfHuge => Turned("Sin", At(0)),
            Operation.Cos or Operation.CosOfHuge => Turned("Cos", At(0)),
            Operation.MultiplyAdd => Fused(At(0), At(1), At(2)),
            Operation.Row or Operation.Letter =>
                throw new NotSupportedException($"The formula has a letter {first.Name} without a number."),
            Operation.Place => graph.List([.. Enumerable.Range(0, first.Places).Select(place => (float)place)]),
            Operation.RowSum or Operation.RowSumInOrder => graph.ReduceSum(At(0), -1, true),
            Operation.RowDot => graph.ReduceSum(graph.Node("Mul", At(0), At(1)), -1, true),
            Operation.RowRest => graph.Node("Sub", graph.ReduceSum(At(0), -1, true), Number(1)),
            Operation.RowMax => graph.RowMax(At(0)),
            Operation.At => graph.Pick(At(0), [Index(first)]),
            Operation.FirstHalf => graph.Columns(At(0), 0, RowPlaces.Count(first)),
            Operation.SecondHalf => graph.Columns(At(0), RowPlaces.Count(first), RowPlaces.Count(first)),
            Operation.Join => graph.Concat([At(0), At(1)]),
            Operation.Clamp when Numbers([lanes[0].Arguments[1]]) is [var low] && Numbers([lanes[0].Arguments[2]]) is [var high] &&
                lanes.All(lane => lane.Arguments[1].Number == low && lane.Arguments[2].Number == high) =>
                graph.Node("Clip", At(0), Number(low), Number(high)),
            _ => Elementwise.Of(graph, type, first.Operation, At),
        };
    }

    // sine and cosine in double precision: float kernels lose digits of large angles
    string Turned(string function, string angle) => type == OnnxType.Double ? graph.Node(function, angle)
        : graph.Cast(graph.Node(function, graph.Cast(angle, OnnxType.Double)), OnnxType.Float);

    // of floats the product is exact in double precision, and the sum is rounded as if once
    string Fused(string x, string y, string z)
    {
        if (type == OnnxType.Double) return graph.Node("Add", graph.Node("Mul", x, y), z);
        string[] wide = [.. new[] { x, y, z }.Select(value => graph.Cast(value, OnnxType.Double))];
        return graph.Cast(graph.Node("Add", graph.Node("Mul", wide[0], wide[1]), wide[2]), OnnxType.Float);
    }

    static int Index(Node at) => at.Arguments[1] is { Operation: Operation.Constant or Operation.Letter, Number: >= 0 and var place }
        ? (int)place
        : throw new NotSupportedException("A formula looks up a place of a row that is not a constant.");

    static bool IsAlike(Node one, Node other) =>
        one.Operation == other.Operation && one.Arguments.Count == other.Arguments.Count &&
        double.IsNaN(one.Number) == double.IsNaN(other.Number);

    // neighbors that are written together
    static IEnumerable<Node[]> Runs(Node[] lanes)
    {
        for (int from = 0, to; from < lanes.Length; from = to)
        {
            for (to = from + 1; to < lanes.Length && IsAlike(lanes[to], lanes[from]);) to++;
            yield return lanes[from..to];
        }
    }

    // constants among formulas that have letters, once for each row
    string Wide(Node[] lanes)
    {
        if (Numbers(lanes) is not { } numbers) return Of(lanes);
        string any = read([]) ?? throw new NotSupportedException("A formula has a constant where others have letters.");
        string value = List(numbers);
        return graph.Node("Where", graph.Node("IsNaN", any), value, value);
    }

    // null where a formula has no number of its own
    static double[]? Numbers(Node[] lanes)
    {
        if (lanes is [{ Operation: Operation.Row, Numbers: { } row }]) return [.. row];
        return lanes.All(lane => lane.Operation is Operation.Constant or Operation.Letter && !double.IsNaN(lane.Number))
            ? [.. lanes.Select(lane => lane.Number)]
            : null;
    }

    string Constant(double[] numbers) => numbers.Distinct().Count() == 1 ? Number(numbers[0]) : List(numbers);

    string List(double[] numbers) =>
        type == OnnxType.Double ? graph.List(numbers) : graph.List(Array.ConvertAll(numbers, number => (float)number));

    string Number(double number) => type == OnnxType.Double ? graph.Number(number) : graph.Number((float)number);

    sealed class SameNodes : IEqualityComparer<Node[]>
    {
        public bool Equals(Node[]? one, Node[]? other) => one!.AsSpan().SequenceEqual(other!, ReferenceEqualityComparer.Instance);

        public int GetHashCode(Node[] nodes) =>
            nodes.Aggregate(nodes.Length, (hash, node) => HashCode.Combine(hash, ReferenceEqualityComparer.Instance.GetHashCode(node)));
    }
}
