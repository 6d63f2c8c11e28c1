using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>Embeddings of numbers worked out for the first column and component: y = φ·V + d with φ the waves or the bins of x.</summary>
sealed class Embedded
{
    /// <summary>Edges beyond every number.</summary>
    const double Boundless = 1e30;

    readonly LayerTrace<double> _layer;
    readonly PeriodicEmbedding? _waves;
    readonly int _features, _learned;

    Embedded(LayerTrace<double> layer)
    {
        _layer = layer;
        _waves = layer.Layer as PeriodicEmbedding;
        (_features, _learned) = layer.Layer switch
        {
            PeriodicEmbedding { Phases: true } waves => (waves.Frequencies, waves.Size - 1),
            PeriodicEmbedding waves => (2 * waves.Frequencies, waves.Size),
            var bins => (((PiecewiseLinearEmbedding)bins).Bins, ((PiecewiseLinearEmbedding)bins).Size),
        };
    }

    /// <summary>Null for other layers.</summary>
    public static Embedded? Of(LayerTrace<double> layer) =>
        layer.Layer is PeriodicEmbedding or PiecewiseLinearEmbedding ? new(layer) : null;

    /// <summary>Σₖ φₖ Vₖ₁ + d₁; of bins those that x is in or beyond</summary>
    public Expression Output()
    {
        int[] used = [.. Enumerable.Range(0, _features).Where(k => _waves is not null || Phi(0, k).Value != 0)];
        Expression d = Measured(_layer.Parameters.Count - 1, 0);
        return used.Length == 0 ? d : Expression.Sum(used.Length, i => Shown(used[i]) * V(used[i], 0)) + d;
    }

    /// <summary>The gradient of a block's first element.</summary>
    public Expression? Gradient(int block)
    {
        int weight = _layer.Parameters.Count - 2;
        if (block < weight)
            return _waves is null ? null
                : Sum(n => block == 0 ? ThetaGradient(n, 0) * (Turns.One<Expression>() * X(n)) : ThetaGradient(n, 0));
        return block == weight ? Sum(n => Da(n, 0) * Phi(n, 0)) : Sum(n => Da(n, 0));

        Expression Sum(Func<int, Expression> of) => Expression.Sum(_layer.Input.GetLength(0), of);
    }

    /// <summary>∂L/∂x of the first column: Σₖ ∂L/∂θₖ 2π wₖ, with phases that of x itself too; of bins Σₜ ∂L/∂φₜ/(bₜ − bₜ₋₁)</summary>
    public Expression? InputGradient()
    {
        if (_waves is { } waves)
        {
            Expression sum = Expression.Sum(waves.Frequencies, k => Theta(k) * (Turns.One<Expression>() * Measured(0, k)));
            return waves.Phases ? sum + Da(0, _learned) : sum;
        }
        int[] open = [.. Enumerable.Range(0, _features).Where(t => Phi(0, t).Value is var phi && Number(2, t) < phi && phi < Number(3, t))];
        return open.Length == 0 ? null : Expression.Sum(open.Length, i => FeatureGradient(0, open[i]) * Measured(1, open[i]));
    }

    // a line of its own
    Expression Theta(int k) => Expression.Name($"∂L/∂θ{Subscript.Of(k + 1)}", ThetaGradient(0, k));

    // bins have lines of their own, waves stand in the sum
    Expression Shown(int k) => _waves is null ? Expression.Name($"φ{Subscript.Of(k + 1)}", Phi(0, k)) : Phi(0, k);

    Expression Phi(int row, int k) => _waves is { } waves
        ? waves.Wave(k, X(row), Measured(0, k % waves.Frequencies), Phase(k))
        : PiecewiseLinearEmbedding.Share(X(row), Measured(0, k), Measured(1, k), Bound(2, k), Bound(3, k));

    Expression Bound(int block, int bin) => Number(block, bin) switch
    {
        <= -Boundless => double.NegativeInfinity,
        >= Boundless => double.PositiveInfinity,
        var bound => bound,
    };

    // ∂L/∂φₖ
    Expression FeatureGradient(int row, int k) => Expression.Sum(_learned, j => Da(row, j) * V(k, j));

    // ∂L/∂θₖ, without phases of the cosine and the sine
    Expression ThetaGradient(int row, int k)
    {
        Expression gradient = FeatureGradient(row, k) * Slope(k);
        return _waves!.Phases ? gradient : gradient + FeatureGradient(row, _waves.Frequencies + k) * Slope(_waves.Frequencies + k);

        Expression Slope(int wave) => _waves!.WaveSlope(wave, X(row), Measured(0, wave % _waves.Frequencies), Phase(wave));
    }

    Expression Phase(int k) => _waves!.Phases ? Measured(1, k) : 0;

    Expression X(int row) => Expression.Measured(_layer.Input[row, 0]);

    // outputs stand component by component
    Expression Da(int row, int component) => Expression.Measured(_layer.OutputGradient[row, component * _layer.Input.GetLength(1)]);

    Expression V(int k, int component) => Measured(_layer.Parameters.Count - 2, k * _learned + component);

    Expression Measured(int block, int row) => Expression.Measured(Number(block, row));

    double Number(int block, int row) => _layer.Parameters[block].Value[row, 0];
}
