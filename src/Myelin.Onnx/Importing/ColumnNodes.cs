namespace Myelin.Onnx;

/// <summary>Reads operators that choose columns or set them side by side.</summary>
static class ColumnNodes
{
    public static IReadOnlyList<Value> Read(NodeReader nodes, Call call, Value?[] inputs)
    {
        if (call.Node.Operator == "Concat") return [Concat(nodes, call, inputs)];
        if (inputs[0] is not Value.Rows x || inputs.Skip(1).Any(input => input is Value.Rows)) throw LayerReader.NotALayer(call.Node);
        Chain chain = nodes.Chain(x);
        // the operator itself says which columns it takes, of a row of their numbers
        OnnxTensor places = OnnxTensor.Of([1, chain.Width], Enumerable.Range(0, chain.Width).Select(i => (long)i).ToArray());
        var own = call with { Inputs = [places, .. call.Inputs.Skip(1)] };
        return [.. Operators.Run(own).Select(chosen => (Value)(chosen.Rank == 2 && chosen.Shape[0] == 1
            ? Chosen(chain, [.. chosen.Values<long>().Select(place => (int)place)])
            : Single(call, chain, chosen)))];
    }

    static Value.Rows Chosen(Chain chain, int[] columns) => columns.Length == 0
        ? throw new NotSupportedException("chooses no column")
        : columns.SequenceEqual(Enumerable.Range(0, chain.Width)) ? NodeReader.Rows(chain)
        : NodeReader.Rows(chain.Then(Step.Choice(columns)));

    // a single index takes the axis away
    static Value.Rows Single(Call call, Chain chain, OnnxTensor chosen) => chosen.Rank == 1 && call.Node.Operator == "Gather" &&
        call.Whole("axis", 0) is 1 or -1
        ? Chosen(chain, [(int)chosen.Values<long>()[0]]) with { Tail = [] }
        : throw LayerReader.NotALayer(call.Node);

    static Value.Rows Concat(NodeReader nodes, Call call, Value?[] inputs)
    {
        if (inputs.Any(input => input is not Value.Rows)) throw new NotSupportedException("sets constants beside columns");
        Value.Rows[] parts = [.. inputs.Cast<Value.Rows>()];
        if (parts.Any(part => part.Tail.Length != 1) || call.Axis(call.Whole("axis", 1), 2) != 1) throw LayerReader.NotALayer(call.Node);
        if (parts is [var first, var second] && IsComplement(first, second))
        {
            nodes.Note("the probabilities of two classes, 1 − p and p, are one output, p, the probability of the second class");
            return second;
        }
        return NodeReader.Rows(Building.Join([.. parts.Select(nodes.Chain)]));
    }

    // 1 − p beside p, as scikit-learn's binary classifiers are written
    static bool IsComplement(Value.Rows first, Value.Rows second)
    {
        if (first.Start != second.Start || first.Width != 1 || second.Width != 1) return false;
        if (first.Composition.IsX || second.Composition.IsX) return false;
        OnnxTensor x = OnnxTensor.Of([1, 41], Enumerable.Range(-20, 41).Select(i => 0.7 * i).ToArray());
        double[] one = Numbers.Reals(first.Composition.Evaluate(x)), other = Numbers.Reals(second.Composition.Evaluate(x));
        return one.Length == 41 && other.Length == 41 && one.Zip(other).All(pair => Math.Abs(pair.First + pair.Second - 1) < 1e-12);
    }
}
