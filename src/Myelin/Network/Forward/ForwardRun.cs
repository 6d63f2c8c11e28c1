using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Carries a forward pass out, operation by operation, in float32 with fused multiply-adds as each is documented. What was exported of a
/// graph is compared with the model by it: both read the same graph, and nothing of the engine.
/// </summary>
/// <remarks>Not for speed. An instance is for one thread.</remarks>
/// <param name="arithmetic">of products</param>
sealed class ForwardRun(ForwardGraph graph, ProductArithmetic arithmetic = ProductArithmetic.Fused) : IForwardTarget
{
    readonly Dictionary<Weights, EightBits> _small = [];
    readonly Dictionary<Signal, float[]> _values = [];

    /// <summary>The output row of an input row.</summary>
    public float[] Of(ReadOnlySpan<float> input)
    {
        _values.Clear();
        _values[graph.Input] = input.ToArray();
        graph.Write(this);
        return _values[graph.Output];
    }

    public void Product(ProductOperation operation)
    {
        (int inputs, int outputs) = (operation.W.Rows, operation.W.Columns);
        float[] x = _values[operation.X], z = New(operation);
        if (arithmetic is ProductArithmetic.EightBits)
        {
            SmallProduct(operation, x, z);
            return;
        }
        for (int part = 0; part < operation.Parts; part++)
        {
            Span<float> sums = z.AsSpan(part * outputs, outputs);
            operation.Bias?.Values.CopyTo(sums);
            for (int i = 0; i < inputs; i++)
            {
                ReadOnlySpan<float> w = operation.W.Values.AsSpan(i * outputs, outputs);
                if (arithmetic is ProductArithmetic.Plain) AddPlain(x[part * inputs + i], w, sums);
                else AddProduct(x[part * inputs + i], w, sums);
            }
        }
    }

    // zⱼ = bⱼ + sⱼ Σᵢ xᵢ qᵢⱼ
    void SmallProduct(ProductOperation operation, float[] x, float[] z)
    {
        (int inputs, int outputs) = (operation.W.Rows, operation.W.Columns);
        if (!_small.TryGetValue(operation.W, out EightBits? small)) _small[operation.W] = small = EightBits.Of(operation.W);
        for (int part = 0; part < operation.Parts; part++)
        {
            Span<float> sums = z.AsSpan(part * outputs, outputs);
            for (int i = 0; i < inputs; i++)
                for (int j = 0; j < outputs; j++)
                    sums[j] = MathF.FusedMultiplyAdd(x[part * inputs + i], small.Numbers[i * outputs + j], sums[j]);
            for (int j = 0; j < outputs; j++)
                sums[j] = MathF.FusedMultiplyAdd(sums[j], small.Scales[j], operation.Bias?.Values[j] ?? 0);
        }
    }

    static void AddPlain(float x, ReadOnlySpan<float> w, Span<float> z)
    {
        for (int j = 0; j < z.Length; j++) z[j] += x * w[j];
    }

    static void AddProduct(float x, ReadOnlySpan<float> w, Span<float> z)
    {
        for (int j = 0; j < z.Length; j++) z[j] = MathF.FusedMultiplyAdd(x, w[j], z[j]);
    }

    public void ColumnProduct(ColumnProductOperation operation)
    {
        (int columns, int features, int outputs) = (operation.Columns, operation.Features, operation.Outputs);
        float[] phi = _values[operation.Phi], v = operation.V.Values, y = New(operation);
        operation.Bias.Values.CopyTo(y, 0);
        for (int r = 0; r < features; r++)
            for (int m = 0; m < outputs; m++)
                for (int c = 0; c < columns; c++)
                    y[m * columns + c] =
                        MathF.FusedMultiplyAdd(phi[r * columns + c], v[(r * outputs + m) * columns + c], y[m * columns + c]);
    }

    public void Formula(FormulaOperation operation) => Evaluate(operation, operation.Formula, operation.Operands);

    public void RowFormula(RowFormulaOperation operation) => Evaluate(operation, operation.Formula, operation.Operands);

    public void Columns(ColumnsOperation operation) =>
        Array.Copy(_values[operation.X], operation.From, New(operation), 0, operation.Output.Width);

    public void Join(JoinOperation operation)
    {
        (float[] y, int at) = (New(operation), 0);
        foreach (Signal part in operation.Parts)
        {
            _values[part].CopyTo(y, at);
            at += part.Width;
        }
    }

    public void Lookup(LookupOperation operation)
    {
        float code = MathF.Round(_values[operation.Code][0]);
        int row = code >= 0 && code < operation.Table.Rows ? (int)code : 0;
        Array.Copy(operation.Table.Values, row * operation.Table.Columns, New(operation), 0, operation.Output.Width);
    }

    public void Numbers(NumbersOperation operation)
    {
        RowMemory<float>.Begin();
        float[] x = _values[operation.X], y = New(operation);
        Dictionary<string, int> places = Enumerable.Range(0, x.Length).ToDictionary(NumbersOperation.Letter);
        var lane = new FormulaLane<RowLane<float>>(node => places.TryGetValue(node.Name, out int i) ? new(x[i]) : Leaf(node, 1));
        for (int i = 0; i < y.Length; i++) y[i] = lane.Of(operation.Formulas[i].Node).Filled(1)[0];
    }

    // the whole row at once, whose lanes give in each place the bits of one number
    void Evaluate(ForwardOperation operation, Expression formula, IReadOnlyList<(string Letter, Operand Value)> operands)
    {
        RowMemory<float>.Begin();
        float[] y = New(operation);
        var rows = operands.ToDictionary(operand => operand.Letter, operand => Row(operand.Value, y.Length));
        var lane = new FormulaLane<RowLane<float>>(node =>
            rows.TryGetValue(node.Name, out RowLane<float> row) ? row : Leaf(node, y.Length));
        lane.Of(formula.Node).CopyTo(y);
    }

    RowLane<float> Row(Operand operand, int width)
    {
        float[] values = operand is Weights weights ? weights.Values : _values[(Signal)operand];
        RowLane<float> row = RowLane<float>.Take(width);
        for (int i = 0; i < width; i++) row.Numbers[i] = values[i % values.Length];
        return row;
    }

    static RowLane<float> Leaf(Node node, int width) => node switch
    {
        { Operation: Operation.Place } => RowLane<float>.Places(RowLane<float>.Take(width)),
        { Numbers: { } numbers } => RowLane<float>.Copy([.. numbers.Select(number => (float)number)]),
        _ => RowLane<float>.Of(node.Number),
    };

    float[] New(ForwardOperation operation) => _values[operation.Output] = new float[operation.Output.Width];
}
