using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>
/// The statistics of a normalizing layer for the first number of a row: of its column or its row in the batch, or running ones.
/// </summary>
sealed class Normalization(LayerTrace<double> layer, bool training, int row = 0)
{
    readonly bool _isOfRows = layer.Layer is LayerNorm, _isFixed = layer.Layer is BatchNorm && !training;

    IReadOnlyList<(int Row, int Column)> Along => _isOfRows
        ? [.. Enumerable.Range(0, layer.Input.GetLength(1)).Select(c => (row, c))]
        : [.. Enumerable.Range(0, layer.Input.GetLength(0)).Select(n => (n, 0))];

    /// <summary>γ, β, μ and v, these by their sums.</summary>
    public Expression[] Forward()
    {
        if (_isFixed)
            return [Of(0), Of(1), Expression.Measured(layer.Parameters[2].Value[0, 0], "μ"),
                Expression.Measured(layer.Parameters[3].Value[0, 0], "v")];
        Expression mean = Mean("μ", place => X(place));
        return [Of(0), Of(1), mean, Mean("v", place => Expression.Square(X(place) - mean))];
    }

    /// <summary>γ, β, μ and v as numbers, and the means that the backward pass takes by their sums.</summary>
    public Expression[] Backward()
    {
        Expression[] numbers = [.. Forward().Select(number => Expression.Measured(number.Value, number.Node.Name))];
        if (_isFixed) return numbers;
        // x̂ is what the gradient of γ takes ∂L/∂a times
        double Hat((int, int) place) => layer.Layer.Formula(X(place), 1, [.. numbers, 0, 0])!.Gradients[0].Value;
        Expression G((int Row, int Column) place) => Expression.Measured(
            layer.OutputGradient[place.Row, place.Column] * (_isOfRows ? layer.Parameters[0].Value[0, place.Column] : 1));
        return [.. numbers, Mean(MeanOf(_isOfRows), G), Mean(MixedOf(_isOfRows), place => G(place) * Expression.Measured(Hat(place)))];
    }

    /// <summary>The letters of the two means.</summary>
    public static string MeanOf(bool isOfRows) => isOfRows ? "mean(g)" : "mean(∂L/∂a)";

    public static string MixedOf(bool isOfRows) => isOfRows ? "mean(g⊙x̂)" : "mean(∂L/∂a⊙x̂)";

    Expression Mean(string letter, Func<(int Row, int Column), Expression> of)
    {
        IReadOnlyList<(int Row, int Column)> along = Along;
        return Expression.Name(letter, Expression.Sum(along.Count, i => of(along[i])) / along.Count);
    }

    Expression X((int Row, int Column) place) => Expression.Measured(layer.Input[place.Row, place.Column]);

    Expression Of(int block) => Expression.Measured(layer.Parameters[block].Value[0, 0]);
}
