using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>The first element of a layer's matrices worked out, as its passes compute it.</summary>
static class Expansion
{
    /// <summary>₁ of a single row, ₁₁ of a matrix</summary>
    public static string First(double[,] matrix) => matrix.GetLength(0) == 1 ? "₁" : "₁₁";

    /// <summary>A line where its numbers are finite.</summary>
    public static IReadOnlyList<WorkedLine> Line(string symbol, Expression? term, double result) =>
        term is { } formula && new WorkedLine(symbol, formula, result) is { IsWorth: true } line ? [line] : [];

    /// <summary>The same, with a line before it for each part that has a letter of its own.</summary>
    public static IReadOnlyList<WorkedLine> Lines(string symbol, Expression? term, double result) =>
        term is { } formula ? [.. Formulas.Lines(symbol, formula, result).Where(line => line.IsWorth)] : [];

    /// <summary>z₁ = Σᵢ xᵢ wᵢ₁ + b₁</summary>
    public static IReadOnlyList<WorkedLine> OfProduct(string z, LayerTrace<double> layer) =>
        Line(z + First(layer.Input), Product(layer, 0), layer.PreActivation![0, 0]);

    static Expression Product(LayerTrace<double> layer, int column)
    {
        double[,] x = layer.Input, w = layer.Parameters[0].Value;
        Expression sum = Expression.Sum(w.GetLength(0), i => Expression.Measured(x[0, i]) * Expression.Measured(w[i, column]));
        return layer.Parameters.Count > 1 ? sum + Expression.Measured(layer.Parameters[1].Value[0, column]) : sum;
    }

    /// <summary>a₁ = σ(z₁), of softmax and its kin with all z of the row</summary>
    public static IReadOnlyList<WorkedLine> OfActivation(string a, LayerTrace<double> layer, IActivation function)
    {
        double[,] z = layer.PreActivation!;
        Expression? term = function is Identity ? null : ActivationText.Value(function, Matrices.Row(z, 0), 0);
        return Lines(a + First(z), term, layer.Output[0, 0]);
    }

    /// <summary>σ′(z₁)</summary>
    public static IReadOnlyList<WorkedLine> OfSlope(string symbol, LayerTrace<double> layer, IActivation function, double slope) =>
        Lines(symbol + First(layer.Input), ActivationText.Slope(function, layer.PreActivation![0, 0], layer.Output[0, 0]), slope);

    /// <summary>δ₁ = ∂L/∂a₁ · σ′(z₁)</summary>
    public static IReadOnlyList<WorkedLine> OfDelta(string delta, LayerTrace<double> layer, double slope) =>
        Line(delta + First(layer.Input), Expression.Measured(layer.OutputGradient[0, 0]) * Expression.Measured(slope), layer.Delta![0, 0]);

    /// <summary>δ₁ = Σᵢ ∂L/∂aᵢ Jᵢ₁, as the function of the row has it</summary>
    public static IReadOnlyList<WorkedLine> OfProduct(string delta, LayerTrace<double> layer, IActivation function) =>
        Lines(delta + First(layer.Input),
            ActivationText.Product(function, Matrices.Row(layer.Output, 0), Matrices.Row(layer.OutputGradient, 0), 0), layer.Delta![0, 0]);

    /// <summary>The gradient of the block's first element; empty where its formula is not of the layer's own numbers.</summary>
    public static IReadOnlyList<WorkedLine> OfGradient(string gradient, LayerTrace<double> layer, int block, bool training)
    {
        double[,] x = layer.Input, da = layer.OutputGradient, result = layer.Parameters[block].Gradient;
        (int rows, int columns) = (x.GetLength(0), layer.Layer is PRelu { PerUnit: false } ? x.GetLength(1) : 1);
        Expression[]? first = Numbers(layer, training, backward: false);
        Expression? term = layer.Layer switch
        {
            Dense => Sum(n => block == 0
                ? Expression.Measured(x[n, 0]) * Expression.Measured(layer.Delta![n, 0])
                : Expression.Measured(layer.Delta![n, 0])),
            RowLayer own => RowLayerText.Gradient(own, layer, block),
            MemberScale => Sum(n => Expression.Measured(da[n, 0]) * Expression.Measured(x[n, 0])),
            _ when At(layer, 0, 0, first) is not null =>
                Sum(i => At(layer, i / columns, i % columns, NumbersOf(i / columns))!.Gradients[block]),
            _ => Embedded.Of(layer)?.Gradient(block),
        };
        return Line(gradient + First(result), term, result[0, 0]);

        Expression Sum(Func<int, Expression> of) => Expression.Sum(rows * columns, of);
        Expression[]? NumbersOf(int row) => row > 0 && layer.Layer is LayerNorm ? Numbers(layer, training, backward: false, row) : first;
    }

    /// <summary>∂L/∂x₁ of a layer</summary>
    public static IReadOnlyList<WorkedLine> OfInputGradient(string gradient, LayerTrace<double> layer, bool training)
    {
        double[,] x = layer.Input, da = layer.OutputGradient;
        LayerFormula? formula = At(layer, 0, 0, Numbers(layer, training, backward: true));
        Expression? term = layer.Layer switch
        {
            Dense => Expression.Sum(layer.Delta!.GetLength(1),
                o => Expression.Measured(layer.Delta[0, o]) * Expression.Measured(layer.Parameters[0].Value[0, o])),
            RowLayer own => RowLayerText.InputGradient(own, layer),
            MemberScale { Members: var members } =>
                Expression.Sum(members,
                    i => Expression.Measured(da[0, i * x.GetLength(1)]) * Expression.Measured(layer.Parameters[0].Value[i, 0])),
            _ => formula?.InputGradient ?? Embedded.Of(layer)?.InputGradient(),
        };
        // what the forward pass has worked out stands there
        string[] known = formula is null ? [] : [.. FormulaText.Definitions(formula.Output.Node).Select(part => part.Name)];
        return [.. Lines(gradient + First(x), term, layer.InputGradient[0, 0]).Where(line => !known.Contains(line.Symbol))];
    }

    /// <summary>a₁ of a layer that is no Dense and no activation</summary>
    public static IReadOnlyList<WorkedLine> OfOutput(string a, LayerTrace<double> layer, bool training)
    {
        Expression? term = layer.Layer switch
        {
            MemberScale => Expression.Measured(layer.Input[0, 0]) * Number(layer, 0),
            MemberDense dense => OfMember(dense, layer),
            RowLayer own => RowLayerText.Output(own, layer),
            MemberHeads { Members: var members } =>
                1 / (Expression)members * Expression.Sum(members, i => Expression.Measured(layer.MemberOutputs[i][0, 0])),
            _ => Embedded.Of(layer)?.Output() ?? At(layer, 0, 0, Numbers(layer, training, backward: false))?.Output,
        };
        return Lines(a + First(layer.Input), term, layer.Output[0, 0]);
    }

    // a layer's own formula at a place; null where it has none, or its numbers are not known
    static LayerFormula? At(LayerTrace<double> layer, int row, int column, Expression[]? numbers) => numbers is null ? null
        : layer.Layer.Formula(Expression.Measured(layer.Input[row, column]),
            Expression.Measured(layer.OutputGradient[row, column]), numbers);

    // what a layer's formula has beside x and ∂L/∂a, for the first column
    static Expression[]? Numbers(LayerTrace<double> layer, bool training, bool backward, int row = 0) => layer.Layer switch
    {
        Dropout dropout => training ? Mask(dropout, layer) : [],
        BatchNorm => backward ? new Normalization(layer, training).Backward() : new Normalization(layer, training).Forward(),
        LayerNorm =>
            backward ? new Normalization(layer, training, row).Backward() : [.. new Normalization(layer, training, row).Forward(), 0, 0],
        Scale or PRelu or ParametricActivation => [Number(layer, 0)],
        _ => null,
    };

    // whether dropout keeps the first element, from what it made of it; null where zeros hide it
    static Expression[]? Mask(Dropout dropout, LayerTrace<double> layer)
    {
        double m = layer.Input[0, 0] != 0 ? layer.Output[0, 0] / layer.Input[0, 0]
            : layer.OutputGradient[0, 0] != 0 ? layer.InputGradient[0, 0] / layer.OutputGradient[0, 0] : double.NaN;
        if (!double.IsFinite(m)) return null;
        bool isOwn = m == 0 || Math.Abs(m * (1 - dropout.Probability) - 1) < 1e-12;
        return isOwn ? [m == 0 ? 0 : 1] : [1, Expression.Measured(1 - 1 / m)];
    }

    static Expression Number(LayerTrace<double> layer, int block) => Expression.Measured(layer.Parameters[block].Value[0, 0]);

    // ((x ⊙ r)·W) s + b of the first member
    static Expression OfMember(MemberDense dense, LayerTrace<double> layer)
    {
        double[,] w = layer.Parameters[0].Value;
        if (!dense.Adapters)
            return Expression.Sum(w.GetLength(0), i => Expression.Measured(layer.Input[0, i]) * Expression.Measured(w[i, 0])) +
                Number(layer, 1);
        double[,] r = layer.Parameters[1].Value;
        return Expression.Sum(w.GetLength(0),
            i => Expression.Measured(layer.Input[0, i]) * Expression.Measured(r[0, i]) * Expression.Measured(w[i, 0])) * Number(layer,
                2) + Number(layer, 3);
    }
}
