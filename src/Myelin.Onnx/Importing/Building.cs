namespace Myelin.Onnx;

/// <summary>Makes layers of what operators do with whole rows: shift, scale, add, stand side by side.</summary>
static class Building
{
    /// <summary>x + c, in the bias of the layer before where there is one.</summary>
    public static Chain Shift(Chain chain, float[] c) => chain.Step switch
    {
        { Layer: Dense { Activation: Identity } dense } step => chain.Instead(dense.Bias
            ? step with { Numbers = [step.Numbers[0], Sum(step.Numbers[1], c)] }
            : Step.Of(dense with { Bias = true }, step.Numbers[0], c)),
        { Layer: LayerNorm or BatchNorm } step => chain.Instead(step with
        {
            Numbers = [step.Numbers[0], Sum(step.Numbers[1], c), .. step.Numbers.Skip(2)],
        }),
        _ => chain.Then(Step.Of(new Dense(chain.Width), Diagonal(chain.Width), c)),
    };

    /// <summary>x ⊙ s, in the numbers of the layer before where they can hold it.</summary>
    public static Chain Scale(Chain chain, float[] s) => chain.Step switch
    {
        { Layer: Dense { Activation: Identity } } step => chain.Instead(step with
        {
            Numbers = [.. step.Numbers.Select(one => Product(one, s))],
        }),
        { Layer: LayerNorm or BatchNorm } step => chain.Instead(step with
        {
            Numbers = [Product(step.Numbers[0], s), Product(step.Numbers[1], s), .. step.Numbers.Skip(2)],
        }),
        _ => chain.Then(Step.Of(new Scale(), s)),
    };

    /// <summary>a + b, or a − b: a residual block where one follows from the other.</summary>
    public static Chain Add(Chain a, Chain b, bool subtracts)
    {
        if (a.Width != b.Width) throw new NotSupportedException($"{a.Width} columns and {b.Width} columns are added");
        Chain start = Chain.Fork(a, b), last = subtracts ? Scale(b, Filled(b.Width, -1)) : b;
        if (start == a && Chain.Fork(a, last) == a) return Residual(a, last);
        if (start == b && !subtracts) return Residual(b, a);
        Chain joined = Join([a, last]);
        float[] sum = Step.Matrix(2 * a.Width, a.Width);
        for (int column = 0; column < a.Width; column++) sum[column * (a.Width + 1)] = sum[(a.Width + column) * a.Width + column] = 1;
        return joined.Then(Step.Product(a.Width, sum));
    }

    /// <summary>The columns of several chains side by side: a split, each branch with its columns of the place where they part.</summary>
    public static Chain Join(IReadOnlyList<Chain> parts)
    {
        Chain start = parts.Aggregate(Chain.Fork);
        List<Step>[] steps = [.. parts.Select(part => part.Since(start))];
        int[][] columns = [.. steps.Select(part => part is [{ Columns: { } own }, ..] ? own : [.. Enumerable.Range(0, start.Width)])];
        int[] all = [.. columns.SelectMany(own => own)];
        Chain chosen = all.SequenceEqual(Enumerable.Range(0, start.Width)) ? start : start.Then(Step.Choice(all));
        List<Step>[] rest = [.. steps.Select(part => part is [{ Columns: not null }, ..] ? part[1..] : part)];
        if (rest.All(part => part.Count == 0)) return chosen;
        Step[][] layers = [.. rest.Select((part, i) => Finished(part, columns[i].Length))];
        return chosen.Then(Step.Of(
            new Split([.. layers.Select((part, i) => new Branch(columns[i].Length, [.. part.Select(step => step.Layer!)]))]),
            [.. layers.SelectMany(part => part.SelectMany(step => step.Numbers))]));
    }

    /// <summary>Layers without choices of columns, each activation in the dense layer before it.</summary>
    public static Step[] Finished(IEnumerable<Step> steps, int width)
    {
        List<Step> layers = [];
        foreach (Step step in steps)
        {
            Step layer = step.AsLayer(width);
            if (layer.Layer is Activation { Function: var function } &&
                layers is [.., { Layer: Dense { Activation: Identity } dense } before])
                layers[^1] = before with { Layer = dense.With(function) };
            else layers.Add(layer);
            width = layer.Layer!.Outputs(width);
        }
        return [.. layers];
    }

    static Chain Residual(Chain start, Chain end)
    {
        Step[] layers = Finished(end.Since(start), start.Width);
        return start.Then(Step.Of(new Residual([.. layers.Select(step => step.Layer!)]), [.. layers.SelectMany(step => step.Numbers)]));
    }

    public static float[] Filled(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    static float[] Diagonal(int width)
    {
        float[] matrix = Step.Matrix(width, width);
        for (int i = 0; i < width; i++) matrix[i * (width + 1)] = 1;
        return matrix;
    }

    static Dense With(this Dense dense, IActivation activation) => new(dense.Units, activation, dense.Bias);

    static float[] Sum(float[] a, float[] b) => [.. a.Zip(b, (x, y) => x + y)];

    // a matrix has one column for each of the row's
    static float[] Product(float[] a, float[] row) => [.. a.Select((x, i) => x * row[i % row.Length])];
}
