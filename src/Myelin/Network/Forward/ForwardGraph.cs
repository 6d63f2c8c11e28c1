using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// A network's forward pass as a list of operations on the rows of one sample, for programs in other languages and files of other formats.
/// Carried out one after the other, as each says, they give the bits of a prediction.
/// </summary>
/// <remarks>Each layer adds its own: <see cref="Layer.AddForward"/>.</remarks>
sealed class ForwardGraph
{
    readonly List<ForwardOperation> _operations = [];
    readonly Queue<Weights> _parameters;
    string _place = "";

    ForwardGraph(Network network, Parameters<float> parameters, IActivation link)
    {
        Parameters = [.. parameters.Blocks.Select((block, i) => new Weights(block.Name, block.Rows, block.Columns, Values(i)))];
        (_parameters, Input) = (new(Parameters), new(network.Inputs));
        IReadOnlyList<Layer> layers = network.Layers;
        bool hasMean = layers[^1] is IMemberMean;
        Signal x = Chain("", hasMean ? [.. layers.SkipLast(1)] : layers, Input);
        _place = hasMean ? FormattableString.Invariant($"layers.{layers.Count - 1}") : "link";
        Output = layers[^1] is IMemberMean last ? last.AddMean(this, x, link) : Apply(link, x);

        float[] Values(int block)
        {
            var values = new float[parameters.Blocks[block].Count];
            parameters.Read(block, values);
            return values;
        }
    }

    /// <summary>The forward pass of a network with its parameters.</summary>
    /// <param name="link">what is applied to its outputs</param>
    /// <exception cref="NotSupportedException">A function of your own has no formula.</exception>
    public static ForwardGraph Of(Network network, Parameters<float> parameters, IActivation link) => new(network, parameters, link);

    public Signal Input { get; }

    /// <summary>In an order in which each finds what it reads.</summary>
    public IReadOnlyList<ForwardOperation> Operations => _operations;

    public Signal Output { get; }

    /// <summary>All blocks of the network, in their order.</summary>
    public IReadOnlyList<Weights> Parameters { get; }

    /// <summary>The layer's next block, in the order of its description.</summary>
    public Weights Parameter() => _parameters.Dequeue();

    /// <summary>x·W + b, of each part of x.</summary>
    public Signal Product(Signal x, Weights w, Weights? bias, int parts = 1) =>
        Add(new ProductOperation(_place, x, w, bias, parts, new(checked(w.Columns * parts))));

    public Signal ColumnProduct(Signal phi, Weights v, Weights bias) =>
        Add(new ColumnProductOperation(_place, phi, v, bias, new(bias.Width)));

    /// <summary>A formula of one number in each place.</summary>
    /// <param name="formula">of the operands, in their order</param>
    public Signal Formula(int width, Func<Expression[], Expression> formula, params IReadOnlyList<Operand> operands)
    {
        Expression[] letters = [.. operands.Select((_, i) => Expression.Letter(Letter(i)))];
        return Add(new FormulaOperation(_place, formula(letters), Named(operands), null, new(width)));
    }

    /// <summary>A formula of rows that are all as wide as the first.</summary>
    public Signal RowFormula(Func<Expression[], Expression> formula, params IReadOnlyList<Operand> operands)
    {
        Expression[] rows = [.. operands.Select((operand, i) => Expression.Row(Letter(i), operand.Width))];
        return Add(new RowFormulaOperation(_place, formula(rows), Named(operands), null, new(operands[0].Width)));
    }

    /// <summary>σ(x)</summary>
    public Signal Apply(IActivation function, Signal x)
    {
        if (function is Identity) return x;
        Expression letter = Expression.Letter(Letter(0));
        if (function.Formula(letter, letter) is { } formula)
            return Add(new FormulaOperation(_place, formula.Value, Named([x]), function, new(x.Width)));
        Expression row = Expression.Row(Letter(0), x.Width);
        if (function.RowFormula(row, row, row) is { } rows)
            return Add(new RowFormulaOperation(_place, rows.Value, Named([x]), function, new(x.Width)));
        throw new NotSupportedException($"The activation {function} at {_place} has no formula that could be written down.");
    }

    public Signal Columns(Signal x, int from, int count) => count == x.Width ? x : Add(new ColumnsOperation(_place, x, from, new(count)));

    public Signal Join(IReadOnlyList<Signal> parts) =>
        parts.Count == 1 ? parts[0] : Add(new JoinOperation(_place, parts, new(parts.Sum(part => part.Width))));

    public Signal Lookup(Signal code, Weights table) => Add(new LookupOperation(_place, code, table, new(table.Columns)));

    /// <summary>Each output by a formula of its own.</summary>
    public Signal Numbers(Signal x, IReadOnlyList<Expression> formulas) =>
        Add(new NumbersOperation(_place, x, formulas, new(formulas.Count)));

    /// <summary>Layers, each fed by the one before.</summary>
    /// <param name="name">what stands in front of layers.0 in the names of blocks inside: branches.1.</param>
    public Signal Chain(string name, IReadOnlyList<Layer> layers, Signal x)
    {
        string outer = _place;
        for (int l = 0; l < layers.Count; l++)
        {
            _place = FormattableString.Invariant($"{(outer.Length > 0 ? $"{outer}." : "")}{name}layers.{l}");
            x = layers[l].AddForward(this, x);
        }
        _place = outer;
        return x;
    }

    /// <summary>Tells a target every operation.</summary>
    public void Write(IForwardTarget to)
    {
        foreach (ForwardOperation operation in _operations) operation.Write(to);
    }

    static string Letter(int operand) => operand == 0 ? "x" : FormattableString.Invariant($"p{operand}");

    static (string, Operand)[] Named(IReadOnlyList<Operand> operands) => [.. operands.Select((operand, i) => (Letter(i), operand))];

    Signal Add(ForwardOperation operation)
    {
        _operations.Add(operation);
        return operation.Output;
    }
}
