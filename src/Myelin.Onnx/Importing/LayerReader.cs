namespace Myelin.Onnx;

/// <summary>Makes layers of compositions, each once: what two nodes use is one place of the network.</summary>
sealed class LayerReader
{
    static readonly string[] s_ofRows = ["Softmax", "LogSoftmax", "Hardmax", "CumSum", "ArgMax", "ArgMin"];

    readonly Dictionary<(Chain, Composition), Chain> _known = new(new ByReference());

    /// <exception cref="NotSupportedException">There is no such layer; the message names the node.</exception>
    public Chain Layers(Chain start, Composition composition)
    {
        if (composition.IsX) return start;
        return _known.TryGetValue((start, composition), out Chain? known) ? known
            : _known[(start, composition)] = Whole(start, composition) ?? InParts(start, composition);
    }

    static Chain? Whole(Chain start, Composition composition)
    {
        if (composition.IsOfRows)
            return ActivationMatch.OfRows(composition, start.Width) switch
            {
                null => null,
                LayerNorm norm => start.Then(Step.Of(norm, Building.Filled(start.Width, 1), new float[start.Width])),
                Layer layer => start.Then(Step.Of(layer)),
            };
        return ActivationMatch.OfNumbers(composition) switch
        {
            null => null,
            Identity => start,
            IActivation activation => start.Then(Step.Of(new Activation(activation))),
        };
    }

    // the last operator by itself, after the layers of what it is applied to
    Chain InParts(Chain start, Composition composition)
    {
        OnnxNode node = composition.Node!;
        Composition[] parts = [.. composition.Parts];
        int[] moving = [.. parts.Index().Where(part => part.Item.Constant is null).Select(part => part.Index)];
        if (moving is [int only])
        {
            if (node.Operator == "Neg" || parts is [{ }, { }] && node.Operator is "Add" or "Sub" or "Mul" or "Div")
            {
                Chain inner = Layers(start, parts[only]);
                return Arithmetic(node, inner, parts.Length == 1 ? null : parts[1 - only].Constant!, constantIsFirst: only == 1);
            }
            if (!parts[only].IsX)
            {
                Chain inner = Layers(start, parts[only]);
                parts[only] = Composition.X;
                return Layers(inner, Composition.Of(node, composition.Version, parts));
            }
        }
        // all that follows from an inner part alone may be one function of it: a normalization of relu(x)
        foreach (Composition inner in composition.Cuts())
            if (composition.After(inner) is var outer && Whole(start, outer) is not null) return Layers(Layers(start, inner), outer);
        if (moving.Length == 2 && parts.Length == 2 && node.Operator is "Add" or "Sub")
            return Building.Add(Layers(start, parts[0]), Layers(start, parts[1]), node.Operator == "Sub");
        throw NotALayer(node);
    }

    /// <summary>x + c, x − c, c − x, x ⊙ c, x / c, −x, of one number or of one for each column.</summary>
    public static Chain Arithmetic(OnnxNode node, Chain x, OnnxTensor? constant, bool constantIsFirst)
    {
        if (node.Operator == "Neg") return Building.Scale(x, Building.Filled(x.Width, -1));
        double[] numbers = Numbers.Reals(constant!);
        if (numbers.Length != 1 && (numbers.Length != x.Width || constant!.Shape[^1] != x.Width))
            throw new NotSupportedException($"{node} combines {x.Width} columns with a constant {constant}");
        if (numbers.Length == 1) numbers = [.. Enumerable.Repeat(numbers[0], x.Width)];
        float[] Each(Func<double, double> f) => [.. numbers.Select(one => (float)f(one))];
        return (node.Operator, constantIsFirst) switch
        {
            ("Add", _) => Building.Shift(x, Each(c => c)),
            ("Sub", false) => Building.Shift(x, Each(c => -c)),
            ("Sub", true) => Building.Shift(Building.Scale(x, Building.Filled(x.Width, -1)), Each(c => c)),
            ("Mul", _) => Building.Scale(x, Each(c => c)),
            ("Div", false) => Building.Scale(x, Each(c => 1 / c)),
            _ => throw NotALayer(node),
        };
    }

    public static NotSupportedException NotALayer(OnnxNode node) => new($"{node} is not read as a layer or an activation");

    /// <summary>Whether an operator looks at a whole row.</summary>
    public static bool IsOfRows(OnnxNode node) =>
        node.Operator.StartsWith("Reduce", StringComparison.Ordinal) || s_ofRows.Contains(node.Operator);

    sealed class ByReference : IEqualityComparer<(Chain, Composition)>
    {
        public bool Equals((Chain, Composition) x, (Chain, Composition) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Chain, Composition) key) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Item1),
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Item2));
    }
}
