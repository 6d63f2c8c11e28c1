using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>
/// A formula of whole rows as instructions: what has a number for each place in loops of four places, sums and maxima between them.
/// </summary>
/// <param name="width">numbers of a row</param>
/// <param name="take">takes memory for a row of this width, and gives its address</param>
sealed class RowFormulaCode(WasmCode code, ElementaryFunctions functions, RowSums sums, int width, Func<int, int> take)
{
    const int VectorFloats = 4, VectorBytes = 16;

    readonly Dictionary<string, int> _rows = [];
    readonly Dictionary<Node, int> _written = new(ReferenceEqualityComparer.Instance), _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The rows that letters stand for, by the variables of their addresses.</summary>
    public void Give(string letter, int address) => _rows[letter] = address;

    /// <summary>Computes the formula, and writes it to the address in the variable.</summary>
    public void Write(Node formula, int to)
    {
        foreach (Node sum in Sums(formula, [])) Reduce(sum);
        Loop(formula, () => code.Get(to));
    }

    // those that a formula needs, each after those that it needs itself
    static List<Node> Sums(Node node, List<Node> found)
    {
        foreach (Node argument in node.Arguments) Sums(argument, found);
        if (IsSum(node) && node.Arguments[0].IsRow && !found.Contains(node)) found.Add(node);
        return found;
    }

    static bool IsSum(Node node) =>
        node.Operation is Operation.RowSum or Operation.RowSumInOrder or Operation.RowDot or Operation.RowRest or Operation.RowMax;

    void Reduce(Node sum)
    {
        foreach (Node row in sum.Arguments) Materialize(row);
        foreach (Node row in sum.Arguments) Address(row);
        int result = code.Local(WasmType.V128);
        code.Number(width).Call(sums.Of(sum.Operation)).Set(result);
        _numbers[sum] = result;
    }

    void Materialize(Node row)
    {
        if (row.Operation is Operation.Row || _written.ContainsKey(row)) return;
        int address = take(width);
        Loop(row, () => code.Number(address));
        _written[row] = address;
    }

    void Address(Node row)
    {
        if (_written.TryGetValue(row, out int address)) code.Number(address);
        else code.Get(Given(row));
    }

    int Given(Node row) => _rows.TryGetValue(row.Name, out int address) ? address
        : throw new NotSupportedException($"The formula {row} of a row cannot be written as WebAssembly.");

    void Loop(Node formula, Action address)
    {
        (int left, int at) = (code.Local(WasmType.I32), code.Local(WasmType.I32));
        // numbers that are the same in all places are computed once
        var formulas = new FormulaCode(code, functions);
        foreach ((Node sum, int number) in _numbers) formulas.Give(sum, number);
        foreach (Node number in Same(formula, [])) formulas.Place(number);
        code.Number((width + VectorFloats - 1) / VectorFloats).Set(left).Number(0).Set(at);
        code.Repeat(left, () =>
        {
            foreach (Node row in Rows(formula, []))
            {
                int place = code.Local(WasmType.V128);
                Address(row);
                code.Get(at).Do(Wasm.I32Add).Memory(Simd.Load).Set(place);
                formulas.Give(row, place);
            }
            int value = formulas.Place(formula);
            address();
            code.Get(at).Do(Wasm.I32Add).Get(value).Memory(Simd.Store);
            code.Add(at, VectorBytes);
        });
    }

    // rows that are in memory
    List<Node> Rows(Node node, List<Node> found)
    {
        if (found.Contains(node) || _numbers.ContainsKey(node)) return found;
        if (node.Operation is Operation.Row || _written.ContainsKey(node)) found.Add(node);
        else foreach (Node argument in node.Arguments) Rows(argument, found);
        return found;
    }

    // the largest parts that are no rows
    List<Node> Same(Node node, List<Node> found)
    {
        if (!node.IsRow) found.Add(node);
        else if (!_written.ContainsKey(node) && node.Operation is not Operation.Row)
            foreach (Node argument in node.Arguments) Same(argument, found);
        return found;
    }
}
