using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>The lines of a function that is a network's forward pass: from input to output, through the array s.</summary>
/// <param name="name">in front of the names of its tables</param>
/// <param name="eightBits">whether weights of products are written in 8 bits</param>
sealed class ForwardLines(ForwardGraph graph, string name, Dialect dialect, Formulas formulas, Tables tables, bool eightBits = false)
    : IForwardTarget
{
    readonly Dictionary<Weights, EightBits> _small = [];
    readonly Room _room = new(graph);
    readonly StringBuilder _body = new();

    /// <summary>Numbers of the array s, at least one.</summary>
    public int Size => Math.Max(_room.Size, 1);

    public string Write()
    {
        graph.Write(this);
        (string array, int from) = Place(graph.Output);
        Line(dialect.Copy(dialect.Part(array, from, graph.Output.Width), "output", graph.Output.Width));
        return _body.ToString();
    }

    public void Product(ProductOperation operation)
    {
        (int inputs, int outputs) = (operation.W.Rows, operation.W.Columns);
        TableShape shape = dialect.Weights(outputs), row = shape with { Panel = shape.Padded };
        string bias = operation.Bias is { } b ? Table(b, row) : "", w, scales = "";
        if (eightBits)
        {
            if (!_small.TryGetValue(operation.W, out EightBits? small)) _small[operation.W] = small = EightBits.Of(operation.W);
            w = tables.Of($"{name}_{operation.W.Name}", small.Numbers, shape);
            scales = tables.Of($"{name}_{operation.W.Name}_scale", small.Scales, row);
        }
        else w = Table(operation.W, shape);
        ((string x, int xAt), (string z, int zAt)) = (Place(operation.X), Place(operation.Output));
        for (int part = 0; part < operation.Parts; part++)
            dialect.Product(_body, new(inputs, outputs, dialect.Part(x, xAt + part * inputs, inputs), w, bias, scales,
                dialect.Part(z, zAt + part * outputs, outputs)));
    }

    public void ColumnProduct(ColumnProductOperation operation)
    {
        (int columns, int features, int outputs) = (operation.Columns, operation.Features, operation.Outputs);
        string v = Table(operation.V), bias = Table(operation.Bias);
        string phi = At(operation.Phi, $"r * {columns} + c"), y = At(operation.Output, $"m * {columns} + c");
        Line($"for (int m = 0; m < {outputs}; m++)");
        Line($"{{");
        Line($"    for (int c = 0; c < {columns}; c++) {y} = {bias}[m * {columns} + c];");
        Line($"    for (int r = 0; r < {features}; r++)");
        Line($"        for (int c = 0; c < {columns}; c++)");
        Line($"            {y} = {dialect.MultiplyAdd}({phi}, {v}[(r * {outputs} + m) * {columns} + c], {y});");
        Line($"}}");
    }

    public void Formula(FormulaOperation operation)
    {
        string function = formulas.Single([.. operation.Operands.Select(operand => operand.Letter)], operation.Formula);
        int width = operation.Output.Width;
        Line($"for (int i = 0; i < {width}; i++)");
        Line($"    {At(operation.Output, "i")} = {function}({string.Join(", ",
            operation.Operands.Select(operand => Cyclic(operand.Value, width)))});");
    }

    public void RowFormula(RowFormulaOperation operation)
    {
        int width = operation.Output.Width;
        string function = formulas.Rows([.. operation.Operands.Select(operand => operand.Letter)], operation.Formula, width);
        IEnumerable<string> rows = operation.Operands.Select(operand => operand.Value switch
        {
            Weights weights => Table(weights),
            Signal row => dialect.Part(Place(row).Array, Place(row).From, width),
            _ => throw new InvalidOperationException("An operand is a row of the sample, or of parameters."),
        });
        Line($"{function}({string.Join(", ", rows)}, {dialect.Part("s", Place(operation.Output).From, width)});");
    }

    public void Columns(ColumnsOperation operation) => Copy(operation.X, operation.From, operation.Output, 0, operation.Output.Width);

    public void Join(JoinOperation operation)
    {
        int at = 0;
        foreach (Signal part in operation.Parts)
        {
            Copy(part, 0, operation.Output, at, part.Width);
            at += part.Width;
        }
    }

    public void Lookup(LookupOperation operation)
    {
        (int rows, int columns) = (operation.Table.Rows, operation.Table.Columns);
        string table = Table(operation.Table);
        Line($"{{");
        Line($"    {dialect.Constant}float code = {dialect.Round}({At(operation.Code, "0")});");
        Line($"    {dialect.Constant}int row = code >= 0 && code < {rows} ? (int)code : 0;");
        Line($"    for (int i = 0; i < {columns}; i++) {At(operation.Output, "i")} = {table}[row * {columns} + i];");
        Line($"}}");
    }

    public void Numbers(NumbersOperation operation)
    {
        string[] letters = [.. Enumerable.Range(0, operation.X.Width).Select(NumbersOperation.Letter)];
        string given = string.Join(", ", letters.Select((_, i) => At(operation.X, i.ToString(CultureInfo.InvariantCulture))));
        for (int i = 0; i < operation.Formulas.Count; i++)
            Line($"{At(operation.Output, i.ToString(CultureInfo.InvariantCulture))} = {formulas.Single(letters,
                operation.Formulas[i])}({given});");
    }

    void Copy(Signal from, int fromAt, Signal to, int toAt, int count)
    {
        ((string x, int xAt), (string y, int yAt)) = (Place(from), Place(to));
        Line(dialect.Copy(dialect.Part(x, xAt + fromAt, count), dialect.Part(y, yAt + toAt, count), count));
    }

    // a table that is narrower than the row is read again from its beginning
    string Cyclic(Operand operand, int width)
    {
        string i = operand.Width == width ? "i" : operand.Width == 1 ? "0" : FormattableString.Invariant($"i % {operand.Width}");
        return operand is Weights weights ? $"{Table(weights)}[{i}]" : At((Signal)operand, i);
    }

    string Table(Weights weights) => Table(weights, TableShape.Plain(Math.Max(1, weights.Width)));

    string Table(Weights weights, TableShape shape) => tables.Of($"{name}_{weights.Name}", weights.Values, shape);

    (string Array, int From) Place(Signal row) => row == graph.Input ? ("input", 0) : ("s", _room[row]);

    string At(Signal row, string i)
    {
        (string array, int from) = Place(row);
        return from == 0 ? $"{array}[{i}]" : FormattableString.Invariant($"{array}[{from} + {i}]");
    }

    void Line(FormattableString line) => Line(FormattableString.Invariant(line));

    void Line(string line) => _body.Append("    ").Append(line).Append('\n');
}
