using System.Globalization;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>A network's forward pass as the instructions of one function: calls of the module's functions, with addresses.</summary>
/// <param name="prefix">what stands before the names of its tensors</param>
/// <param name="input">the address of the row that enters</param>
sealed class NetworkCode(NetworkFunctions functions, MemoryPlan memory, WasmCode code, string prefix, ForwardGraph graph, int input)
    : IForwardTarget
{
    const int FloatBytes = 4, VectorFloats = 4;

    readonly Dictionary<Signal, int> _signals = new() { [graph.Input] = input };

    /// <summary>Writes it, its output to this address.</summary>
    public void Write(int output)
    {
        graph.Write(this);
        Copy(_signals[graph.Output], output, graph.Output.Width);
    }

    public void Product(ProductOperation operation)
    {
        (Weights w, int z) = (operation.W, Output(operation));
        IReadOnlyList<int> blocks = Products.Blocks(w.Columns);
        (int weights, int inputs) = (memory.Weights(w, Tensor(w), blocks), operation.X.Width / operation.Parts);
        int bias = operation.Bias is { } known ? memory.Weights(known, Tensor(known)) : memory.Zeros(blocks.Sum());
        // a part's blocks may reach into the next part, which is written after it
        for (int part = 0; part < operation.Parts; part++)
        {
            int column = 0;
            foreach (IGrouping<int, int> same in blocks.GroupBy(width => width))
            {
                code.Number(_signals[operation.X] + part * inputs * FloatBytes).Number(weights + column * inputs * FloatBytes)
                    .Number(bias + column * FloatBytes).Number(z + (part * w.Columns + column) * FloatBytes)
                    .Number(inputs).Number(same.Count()).Call(functions.Products.Of(same.Key));
                column += same.Sum();
            }
        }
    }

    public void ColumnProduct(ColumnProductOperation operation)
    {
        (int columns, int z) = (operation.Columns, Output(operation));
        int stride = (columns + VectorFloats - 1) / VectorFloats * VectorFloats;
        int v = memory.Weights(operation.V, Tensor(operation.V), [stride]),
            bias = memory.Weights(operation.Bias, Tensor(operation.Bias), [stride]);
        for (int m = 0; m < operation.Outputs; m++)
            code.Number(_signals[operation.Phi]).Number(v + m * stride * FloatBytes).Number(bias + m * stride * FloatBytes)
                .Number(z + m * columns * FloatBytes).Number(operation.Features).Number(stride / VectorFloats)
                .Number(columns * FloatBytes).Number(operation.Outputs * stride * FloatBytes).Call(functions.ColumnProduct);
    }

    public void Formula(FormulaOperation operation)
    {
        int width = operation.Output.Width, z = Output(operation);
        long mark = memory.Mark();
        int[] addresses = [.. operation.Operands.Select(operand => Cyclic(operand.Value, width))];
        foreach (int address in addresses) code.Number(address);
        code.Number(z).Number((width + VectorFloats - 1) / VectorFloats);
        bool[] isSame = [.. operation.Operands.Select(operand => operand.Value.Width == 1 && width > 1)];
        code.Call(functions.Formula(operation.Formula.Node, [.. operation.Operands.Select(operand => operand.Letter)], isSame));
        memory.Release(mark);
    }

    public void RowFormula(RowFormulaOperation operation)
    {
        int width = operation.Output.Width, z = Output(operation);
        long mark = memory.Mark();
        foreach ((_, Operand operand) in operation.Operands) code.Number(Cyclic(operand, width));
        code.Number(z);
        code.Call(functions.RowFormula(
            operation.Formula.Node, [.. operation.Operands.Select(operand => operand.Letter)], width, memory.Room));
        memory.Release(mark);
    }

    // the neighboring columns stay where they are
    public void Columns(ColumnsOperation operation) => _signals[operation.Output] = _signals[operation.X] + operation.From * FloatBytes;

    public void Join(JoinOperation operation)
    {
        int to = Output(operation);
        foreach (Signal part in operation.Parts)
        {
            Copy(_signals[part], to, part.Width);
            to += part.Width * FloatBytes;
        }
    }

    public void Lookup(LookupOperation operation)
    {
        Weights table = operation.Table;
        code.Number(_signals[operation.Code]).Number(memory.Weights(table, Tensor(table))).Number(table.Rows)
            .Number(table.Columns * FloatBytes).Number(Output(operation)).Call(functions.Lookup);
    }

    public void Numbers(NumbersOperation operation)
    {
        int z = Output(operation);
        foreach (Expression formula in operation.Formulas)
        {
            string[] letters = [.. Letters(formula.Node).Distinct()];
            foreach (string letter in letters)
                code.Number(_signals[operation.X] + int.Parse(letter.AsSpan(1), CultureInfo.InvariantCulture) * FloatBytes);
            code.Number(z).Number(1).Call(functions.Formula(formula.Node, letters, [.. letters.Select(_ => true)]));
            z += FloatBytes;
        }
    }

    static IEnumerable<string> Letters(Node node) => node.Operation is Operation.Letter && double.IsNaN(node.Number)
        ? [node.Name]
        : node.Arguments.SelectMany(Letters);

    int Output(ForwardOperation operation) => _signals[operation.Output] = memory.Row(operation.Output.Width);

    string Tensor(Weights weights) => prefix + weights.Name;

    int Address(Operand operand) => operand is Weights weights ? memory.Weights(weights, Tensor(weights)) : _signals[(Signal)operand];

    // an operand whose numbers come again and again is written out; one that is a single number need not be
    int Cyclic(Operand operand, int width)
    {
        int from = Address(operand);
        if (operand.Width == width || operand.Width == 1) return from;
        int row = memory.Row(width);
        for (int at = 0; at < width; at += operand.Width) Copy(from, row + at * FloatBytes, Math.Min(operand.Width, width - at));
        return row;
    }

    void Copy(int from, int to, int floats) => code.Number(to).Number(from).Number(floats * FloatBytes).Copy();
}
