using System.Numerics;

namespace Myelin;

/// <summary>A run of <see cref="Lbfgs"/>: every step is a direction from the remembered pairs and a line search along it.</summary>
internal sealed class LbfgsDescent<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Lbfgs _settings;
    readonly Objective<T> _objective;
    readonly LbfgsMemory<T> _memory;
    readonly T[] _theta, _gradient, _direction, _trial, _trialGradient;
    (double Step, double Loss) _tried;

    /// <param name="start">θ₀, copied</param>
    public LbfgsDescent(Lbfgs settings, Objective<T> objective, ReadOnlySpan<T> start)
    {
        (_settings, _objective, _memory) = (settings, objective, new(settings.History, start.Length));
        (_theta, _gradient, _direction) = (start.ToArray(), new T[start.Length], new T[start.Length]);
        (_trial, _trialGradient) = (new T[start.Length], new T[start.Length]);
        Loss = Evaluate(_theta, _gradient);
    }

    /// <summary>θ, the best point so far</summary>
    public ReadOnlySpan<T> Point => _theta;

    /// <summary>L(θ)</summary>
    public double Loss { get; private set; }

    /// <summary>∂L/∂θ</summary>
    public ReadOnlySpan<T> Gradient => _gradient;

    /// <summary>How often the objective was computed.</summary>
    public int Evaluations { get; private set; }

    /// <summary>p of the last step: θ moved by <see cref="StepLength"/> of it.</summary>
    public ReadOnlySpan<T> Direction => _direction;

    /// <summary>What the last step's line search found; 0 where it moved nothing.</summary>
    public double StepLength { get; private set; }

    /// <summary>Pairs (s, y) that the next direction comes of.</summary>
    public int Pairs => _memory.Count;

    public DescentState Step()
    {
        StepLength = 0;
        if (Vectors.Largest<T>(_gradient) <= _settings.GradientTolerance) return DescentState.Converged;
        while (true)
        {
            _memory.Direction(_gradient, _direction);
            double slope = Vectors.Dot<T>(_gradient, _direction);
            // before the first pair the direction has no scale of its own: the first trial moves by no more than α in all
            double first = _settings.LearningRate * (_memory.Count > 0 ? 1 : Math.Min(1, 1 / Vectors.Sum<T>(_gradient)));
            double step = slope < 0 ? new WolfeSearch(_settings, Along, Loss, slope).Find(first) : 0;
            if (step > 0) return Accept(step);
            // curvature of long ago misleads: forget it, and go down the gradient itself
            if (_memory.Count == 0) return DescentState.Stuck;
            _memory.Clear();
        }
    }

    DescentState Accept(double step)
    {
        // the search may end on a point that it tried before its last
        if (_tried.Step != step) Along(step);
        double loss = _tried.Loss, change = 0;
        StepLength = step;
        for (int i = 0; i < _theta.Length; i++)
        {
            T s = _trial[i] - _theta[i], y = _trialGradient[i] - _gradient[i];
            change = Math.Max(change, Math.Abs(double.CreateTruncating(s)));
            (_theta[i], _gradient[i], _trial[i], _trialGradient[i]) = (_trial[i], _trialGradient[i], s, y);
        }
        _memory.Add(_trial, _trialGradient);
        bool still = Math.Abs(Loss - loss) <= _settings.ChangeTolerance && change <= _settings.ChangeTolerance;
        Loss = loss;
        return still || Vectors.Largest<T>(_gradient) <= _settings.GradientTolerance ? DescentState.Converged : DescentState.Descending;
    }

    // φ(α) = L(θ + α p) and φ′(α) = ∇L(θ + α p)·p
    (double Value, double Slope) Along(double step)
    {
        T alpha = T.CreateTruncating(step);
        for (int i = 0; i < _theta.Length; i++) _trial[i] = _theta[i] + alpha * _direction[i];
        _tried = (step, Evaluate(_trial, _trialGradient));
        return (_tried.Loss, Vectors.Dot<T>(_trialGradient, _direction));
    }

    double Evaluate(T[] theta, T[] gradient)
    {
        Evaluations++;
        return _objective(theta, gradient);
    }
}
