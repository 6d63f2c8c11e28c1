using Myelin.Layers;
using Myelin.Numerics;

namespace Myelin.Cli.Tracing;

/// <summary>x̂ = (x − μ)/√(v + ε) of a normalizing layer for its first element: by columns with a batch's numbers or running ones, or by rows.</summary>
sealed class Normalization
{
    readonly LayerTrace<double> _layer;
    readonly bool _isFixed, _isOfRows;
    readonly double _mean, _variance, _epsilon;

    Normalization(LayerTrace<double> layer, bool training)
    {
        (_layer, _isOfRows) = (layer, layer.Layer is LayerNorm);
        _isFixed = !training && !_isOfRows;
        _epsilon = layer.Layer is BatchNorm batch ? batch.Epsilon : ((LayerNorm)layer.Layer).Epsilon;
        double[] along = [.. Along().Select(place => layer.Input[place.Row, place.Column])];
        _mean = _isFixed ? layer.Parameters[2].Value[0, 0] : along.Average();
        _variance = _isFixed ? layer.Parameters[3].Value[0, 0] : along.Sum(x => (x - _mean) * (x - _mean)) / along.Length;
    }

    public static Normalization Of(LayerTrace<double> layer, bool training) => new(layer, training);

    IEnumerable<(int Row, int Column)> Along() => _isOfRows
        ? Enumerable.Range(0, _layer.Input.GetLength(1)).Select(c => (0, c))
        : Enumerable.Range(0, _layer.Input.GetLength(0)).Select(n => (n, 0));

    /// <summary>x̂ of the first column in a row.</summary>
    public double At(int row) => _isOfRows && row > 0 ? OfRow(row) : Hat(_layer.Input[row, 0]);

    double Hat(double x) => (x - _mean) / Math.Sqrt(_variance + _epsilon);

    double OfRow(int row)
    {
        double[] x = [.. Enumerable.Range(0, _layer.Input.GetLength(1)).Select(c => _layer.Input[row, c])];
        double mean = x.Average(), variance = x.Sum(one => (one - mean) * (one - mean)) / x.Length;
        return (x[0] - mean) / Math.Sqrt(variance + _epsilon);
    }

    /// <summary>γ (x − μ)/√(v + ε) + β</summary>
    public Expression Output() =>
        Gamma * ((Expression.Measured(_layer.Input[0, 0]) - Expression.Measured(_mean)) / Root) + Expression.Measured(_layer.Parameters[1].Value[0, 0]);

    /// <summary>γ/√(v + ε) (g − mean g − x̂ mean(g ⊙ x̂)), g = ∂L/∂a; by rows g = γ ⊙ ∂L/∂a and without the γ before</summary>
    public Expression InputGradient()
    {
        Expression first = Expression.Measured(_layer.OutputGradient[0, 0]);
        if (_isFixed) return first * (Gamma / Root);
        (double G, double Hat)[] along = [.. Along().Select(place => (
            _layer.OutputGradient[place.Row, place.Column] * (_isOfRows ? _layer.Parameters[0].Value[0, place.Column] : 1),
            Hat(_layer.Input[place.Row, place.Column])))];
        Expression inner = Expression.Measured(along[0].G) - Expression.Measured(along.Average(one => one.G)) - Expression.Measured(along[0].Hat) * Expression.Measured(along.Average(one => one.G * one.Hat));
        return _isOfRows ? inner / Root : Gamma / Root * inner;
    }

    Expression Gamma => Expression.Measured(_layer.Parameters[0].Value[0, 0]);

    Expression Root => Expression.Sqrt(Expression.Measured(_variance) + Expression.Exactly(_epsilon));
}
