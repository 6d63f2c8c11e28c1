using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>A formula as instructions of four floats, each operation once, in the order in which it is needed.</summary>
sealed class FormulaCode(WasmCode code, ElementaryFunctions functions)
{
    const uint SignBit = 0x80000000, One = 0x3F800000, RootHalf = 0x3F3504F3;

    readonly Dictionary<Node, int> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a node is, by the variable that holds it.</summary>
    public void Give(Node node, int local) => _places[node] = local;

    /// <summary>What the letters of a formula are, by the variables that hold them.</summary>
    public void Give(Node formula, IReadOnlyDictionary<string, int> letters)
    {
        var seen = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        Visit(formula);

        void Visit(Node node)
        {
            if (!seen.Add(node)) return;
            if (node.Operation is Operation.Letter && double.IsNaN(node.Number) && letters.TryGetValue(node.Name, out int local))
                Give(node, local);
            foreach (Node argument in node.Arguments) Visit(argument);
        }
    }

    /// <summary>Computes a node, and gives the variable that holds it.</summary>
    /// <exception cref="NotSupportedException">It has a part that is not written.</exception>
    public int Place(Node node)
    {
        if (_places.TryGetValue(node, out int place)) return place;
        return _places[node] = node.Operation switch
        {
            Operation.Letter when double.IsNaN(node.Number) => throw Unwritten(node),
            Operation.Constant or Operation.Letter => Computed(() => code.Constant((float)node.Number)),
            Operation.Named or Operation.MinusLog => Place(node.Arguments[node.Operation == Operation.Named ? 0 : 1]),
            Operation.Sum => Place(node.Arguments.Aggregate((a, b) => new Node(Operation.Add, a, b))),
            Operation.Power when node.Arguments[1].IsConstant(2) =>
                Place(new Node(Operation.Multiply, node.Arguments[0], node.Arguments[0])),
            _ => Computed(node),
        };
    }

    int Computed(Node node)
    {
        int[] x = [.. node.Arguments.Select(Place)];
        return Computed(() =>
        {
            if (functions.Of(node.Operation) is { } function) code.Get(x).Call(function);
            else Write(node, x);
        });
    }

    void Write(Node node, int[] x)
    {
        switch (node.Operation)
        {
            case Operation.Add: code.Get(x).Do(Simd.F32Add); break;
            case Operation.Subtract or Operation.BelowMax: code.Get(x).Do(Simd.F32Subtract); break;
            case Operation.Multiply: code.Get(x).Do(Simd.F32Multiply); break;
            case Operation.Divide: code.Get(x).Do(Simd.F32Divide); break;
            case Operation.Negate: code.Get(x).Do(Simd.F32Negate); break;
            case Operation.Sqrt: code.Get(x).Do(Simd.F32Sqrt); break;
            case Operation.Abs: code.Get(x).Do(Simd.F32Abs); break;
            case Operation.Max: code.Get(x).Do(Simd.F32Max); break;
            case Operation.Min: code.Get(x).Do(Simd.F32Min); break;
            case Operation.Round: code.Get(x).Do(Simd.F32Nearest); break;
            case Operation.CopySign: code.Get(x[1], x[0]).Constant(SignBit).Do(Simd.BitSelect); break;
            case Operation.IfLess: code.Get(x[2], x[3], x[0], x[1]).Do(Simd.F32Less, Simd.BitSelect); break;
            case Operation.IfEqual: code.Get(x[2], x[3], x[0], x[1]).Do(Simd.F32Equal, Simd.BitSelect); break;
            case Operation.Clamp:
                code.Get(x[1], x[2], x[0], x[2], x[0]).Do(Simd.F32Less, Simd.BitSelect);
                code.Get(x[0], x[1]).Do(Simd.F32Less, Simd.BitSelect);
                break;
            case Operation.Scale: Scale(x[0], x[1]); break;
            case Operation.ScaleWide: ScaleWide(x[0], x[1]); break;
            case Operation.Exponent: Exponent(x[0]); code.Constant(127u).Do(Simd.I32Subtract, Simd.F32OfI32); break;
            case Operation.Mantissa:
                code.Get(x);
                Exponent(x[0]);
                code.Number(23).Do(Simd.I32ShiftLeft, Simd.I32Subtract).Constant(One).Do(Simd.I32Add);
                break;
            default: throw Unwritten(node);
        }
    }

    // x·2ⁿ: n moves into a float's exponent
    void Scale(int x, int n) =>
        code.Get(x, n).Constant(12582912f + 127).Do(Simd.F32Add).Number(23).Do(Simd.I32ShiftLeft, Simd.F32Multiply);

    void ScaleWide(int x, int n)
    {
        int half = Computed(() => code.Get(n).Constant(0.5f).Do(Simd.F32Multiply, Simd.F32Nearest));
        int scaled = Computed(() => Scale(x, half)), rest = Computed(() => code.Get(n, half).Do(Simd.F32Subtract));
        Scale(scaled, rest);
    }

    // n + 127 of x = m·2ⁿ with m in [√½, √2), as whole numbers
    void Exponent(int x) => code.Get(x).Constant(One - RootHalf).Do(Simd.I32Add).Number(23).Do(Simd.I32ShiftRight);

    int Computed(Action write)
    {
        int local = code.Local(WasmType.V128);
        write();
        code.Set(local);
        return local;
    }

    static NotSupportedException Unwritten(Node node) => new($"The formula {node} cannot be written as WebAssembly.");
}
