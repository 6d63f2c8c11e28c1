using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>What a layer of your own computes, from its own formulas: with letters, and with the numbers of a trace.</summary>
static class RowLayerText
{
    /// <summary>Rows of more numbers are not written out with letters.</summary>
    const int MostLetters = 4;

    /// <summary>a₁ and ∂L/∂x₁ with letters; null where they are too long.</summary>
    public static (Expression Output, Expression InputGradient)? Letters(RowLayer layer, int inputs)
    {
        int outputs = layer.Outputs(inputs);
        if (inputs > MostLetters || outputs > MostLetters) return null;
        Expression[] x = [.. Enumerable.Range(0, inputs).Select(i => Expression.Letter($"x{Subscript.Of(i + 1)}"))];
        Expression[] da = [.. Enumerable.Range(0, outputs).Select(o => Expression.Letter($"∂L/∂a{Subscript.Of(o + 1)}"))];
        ParameterBlock[] blocks = [.. layer.Blocks(inputs)];
        var theta = new Theta((block, row, column) => Expression.Letter(
            blocks[block].Symbol + Subscript.Of(row + 1) + (blocks[block].Columns > 1 ? Subscript.Of(column + 1) : "")));
        return (Output(layer, x, theta, outputs), InputGradient(layer, x, theta, da));
    }

    /// <summary>a₁ of the first row</summary>
    public static Expression Output(RowLayer layer, LayerTrace<double> trace) =>
        Output(layer, Measured(trace.Input, 0), Values(trace), trace.Output.GetLength(1));

    /// <summary>∂L/∂x₁ of the first row</summary>
    public static Expression InputGradient(RowLayer layer, LayerTrace<double> trace) =>
        InputGradient(layer, Measured(trace.Input, 0), Values(trace), Measured(trace.OutputGradient, 0));

    /// <summary>The gradient of a block's first number, over all rows.</summary>
    public static Expression Gradient(RowLayer layer, LayerTrace<double> trace, int block)
    {
        var gradient = new Theta((_, _, _) => 0);
        for (int n = 0; n < trace.Input.GetLength(0); n++)
            layer.AddGradient(Measured(trace.Input, n), Values(trace), Measured(trace.OutputGradient, n), gradient);
        return gradient[block, 0, 0];
    }

    static Expression Output(RowLayer layer, Expression[] x, Theta theta, int outputs)
    {
        var a = new Expression[outputs];
        layer.Forward<Expression>(x, theta, a);
        return a[0];
    }

    static Expression InputGradient(RowLayer layer, Expression[] x, Theta theta, Expression[] da)
    {
        var dx = new Expression[x.Length];
        layer.Backward<Expression>(x, theta, da, dx);
        return dx[0];
    }

    static Theta Values(LayerTrace<double> trace) =>
        new((block, row, column) => Expression.Measured(trace.Parameters[block].Value[row, column]));

    static Expression[] Measured(double[,] matrix, int row) => [.. Matrices.Row(matrix, row).Select(number => Expression.Measured(number))];

    /// <summary>Numbers as they were before the formula wrote any.</summary>
    sealed class Theta(Func<int, int, int, Expression> before) : LayerNumbers<Expression>
    {
        readonly Dictionary<(int, int, int), Expression> _written = [];

        public override Expression this[int block, int row, int column]
        {
            get => _written.TryGetValue((block, row, column), out Expression number) ? number : before(block, row, column);
            set => _written[(block, row, column)] = value;
        }
    }
}
