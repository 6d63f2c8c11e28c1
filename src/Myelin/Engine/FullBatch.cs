using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>L and ∂L/∂θ of all rows as a function of θ, for optimizers that ask for it at several points.</summary>
internal sealed class FullBatch<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly IEngine<T> _engine;
    readonly Parameters<T> _parameters;
    readonly Samples<T> _samples;
    readonly int[] _rows, _trained;
    readonly Lbfgs _optimizer;
    readonly LbfgsDescent<T> _descent;

    /// <param name="frozen">blocks that stay as they are</param>
    public FullBatch(
        IEngine<T> engine, Parameters<T> parameters, Lbfgs optimizer, Samples<T> samples, int[] rows, IReadOnlySet<int>? frozen = null)
    {
        (_engine, _parameters, _optimizer, _samples, _rows) = (engine, parameters, optimizer, samples, rows);
        _trained = [.. Enumerable.Range(0, parameters.Blocks.Count).Where(block =>
            parameters.Blocks[block].Role != ParameterRole.Statistic && frozen?.Contains(block) != true)];
        var theta = new T[_trained.Sum(block => parameters.Blocks[block].Count)];
        int from = 0;
        foreach (int block in _trained) parameters.Read(block, Part(theta, block, ref from));
        _descent = new LbfgsDescent<T>(optimizer, Evaluate, theta);
    }

    /// <summary>The descent, whose vectors have the blocks that are trained one after the other.</summary>
    public LbfgsDescent<T> Descent => _descent;

    /// <summary>One direction and its line search; the parameters are then the best point. Returns its loss.</summary>
    public (double Loss, DescentState State) Step()
    {
        DescentState state = _descent.Step();
        Place(_descent.Point);
        return (_descent.Loss, state);
    }

    double Evaluate(ReadOnlySpan<T> theta, Span<T> gradient)
    {
        Place(theta);
        double loss = _engine.RunEpoch(_samples, _rows, _rows.Length);
        Parameters<T> gradients = _engine.Gradients;
        int from = 0;
        foreach (int block in _trained)
        {
            ParameterBlock description = _parameters.Blocks[block];
            ReadOnlySpan<T> w = theta.Slice(from, description.Count);
            Span<T> g = Part(gradient, block, ref from);
            gradients.Read(block, g);
            if (Penalty.Of(_optimizer, description) is { IsNone: false } penalty) loss += Penalize(w, g, penalty);
        }
        return loss;
    }

    static double Penalize(ReadOnlySpan<T> w, Span<T> g, Penalty penalty)
    {
        (Scalar<double> l1, Scalar<double> l2, double sum) = (new(penalty.L1), new(penalty.L2), 0);
        for (int i = 0; i < w.Length; i++)
        {
            var theta = new Scalar<double>(double.CreateTruncating(w[i]));
            sum += Penalty.Value(theta, l1, l2).Value;
            g[i] += T.CreateTruncating(Penalty.AddSlope(new Scalar<double>(0), theta, l1, l2).Value);
        }
        return sum;
    }

    void Place(ReadOnlySpan<T> theta)
    {
        int from = 0;
        foreach (int block in _trained)
        {
            _parameters.Write(block, theta.Slice(from, _parameters.Blocks[block].Count));
            from += _parameters.Blocks[block].Count;
        }
    }

    Span<T> Part(Span<T> vector, int block, ref int from)
    {
        int start = from;
        from += _parameters.Blocks[block].Count;
        return vector[start..from];
    }
}
