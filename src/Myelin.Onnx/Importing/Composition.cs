namespace Myelin.Onnx;

/// <summary>Operators that were applied to x number by number or row by row, and are not a layer yet: x · sigmoid(x).</summary>
sealed class Composition
{
    /// <summary>More operators than any activation is made of.</summary>
    const int Deepest = 40, MostNumbers = 20;

    readonly long _version;
    readonly int _depth;

    Composition(OnnxNode? node, IReadOnlyList<Composition> parts, OnnxTensor? constant, long version)
    {
        (Node, Parts, Constant, _version) = (node, parts, constant, version);
        // what is asked for often stands here: a part may be used twice, and its parts twice
        _depth = parts.Select(part => part._depth).DefaultIfEmpty(0).Max() + 1;
        IsOfRows = node is not null && LayerReader.IsOfRows(node) || parts.Any(part => part.IsOfRows);
        Constants = [.. parts.SelectMany(part => part.Constants)
            .Concat(constant is { Count: 1 } && (constant.IsReal() || constant.IsWhole()) ? Numbers.Reals(constant) : [])
            .Concat(node?.Attributes.Values.OfType<float>().Select(one => (double)one) ?? []).Distinct().Take(MostNumbers)];
    }

    /// <summary>The last operator; null for x itself and for a constant.</summary>
    public OnnxNode? Node { get; }

    public IReadOnlyList<Composition> Parts { get; }

    public OnnxTensor? Constant { get; }

    /// <summary>The number of the operator's set.</summary>
    public long Version => _version;

    public bool IsX => Node is null && Constant is null;

    /// <summary>Whether a number of the result follows from a whole row.</summary>
    public bool IsOfRows { get; }

    /// <summary>Numbers that stand in it: constants and attributes.</summary>
    public IReadOnlyList<double> Constants { get; }

    public static Composition X { get; } = new(null, [], null, 0);

    public static Composition Of(OnnxTensor constant) => new(null, [], constant, 0);

    /// <exception cref="NotSupportedException">It would be longer than any activation.</exception>
    public static Composition Of(OnnxNode node, long version, params IReadOnlyList<Composition> parts)
    {
        var made = new Composition(node, parts, null, version);
        return made._depth <= Deepest ? made
            : throw new NotSupportedException($"{node} is at the end of more than {Deepest} operators that make no layer");
    }

    /// <summary>The parts that x goes through to the end: those before which everything can be cut off. The last one first.</summary>
    public IReadOnlyList<Composition> Cuts()
    {
        // in the order of their depth, a part is a cut if nothing else waits to be gone through beside it
        var ahead = new PriorityQueue<Composition, int>();
        HashSet<Composition> seen = [this];
        ahead.Enqueue(this, -_depth);
        List<Composition> cuts = [];
        while (ahead.TryDequeue(out Composition? part, out _))
        {
            if (part.IsX) break;
            if (ahead.Count == 0 && part != this) cuts.Add(part);
            foreach (Composition one in part.Parts)
                if (one.Constant is null && seen.Add(one)) ahead.Enqueue(one, -one._depth);
        }
        return cuts;
    }

    /// <summary>The same of a part in the place of x.</summary>
    public Composition After(Composition part)
    {
        Dictionary<Composition, Composition> known = new() { [part] = X };
        return After(known);
    }

    Composition After(Dictionary<Composition, Composition> known) => Node is null ? this
        : known.TryGetValue(this, out Composition? made) ? made
        : known[this] = new(Node, [.. Parts.Select(part => part.After(known))], null, _version);

    /// <summary>Its value for rows of x, in double.</summary>
    public OnnxTensor Evaluate(OnnxTensor x) => Evaluate(x, new(ReferenceEqualityComparer.Instance));

    OnnxTensor Evaluate(OnnxTensor x, Dictionary<object, OnnxTensor> known)
    {
        if (IsX) return x;
        if (known.TryGetValue(this, out OnnxTensor? value)) return value;
        if (Constant is not null) value = Constant.IsReal() ? Conversion.To(OnnxType.Double, Constant) : Constant;
        else
        {
            Dictionary<string, OnnxTensor> inputs = [];
            for (int i = 0; i < Parts.Count; i++) inputs[$"{i}"] = Parts[i].Evaluate(x, known);
            OnnxNode own = Node! with { Inputs = [.. Node.Inputs.Select((name, i) => name.Length == 0 ? "" : $"{i}")] };
            value = OnnxEvaluator.Run(own, inputs.GetValueOrDefault, _version)[0];
        }
        return known[this] = value;
    }
}
