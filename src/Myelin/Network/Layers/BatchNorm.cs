using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = γ x̂ + β with x̂ = (x − μ)/√(σ² + ε): in training μ and σ² are the batch's mean and biased variance of each column, in
/// prediction running averages of them (Ioffe, Szegedy 2015, algorithms 1 and 2).
/// </summary>
/// <remarks>
/// A batch of one row has no variance: running averages stay as they are. Else they move by r := (1 − m) r + m s; the variance that enters
/// them is the unbiased one, as in PyTorch.
/// </remarks>
public sealed record BatchNorm(double Epsilon = 1e-5, double Momentum = 0.1) : Layer
{
    public double Epsilon { get; } = Throw.IfNotShare(Epsilon, "BatchNorm's epsilon");

    public double Momentum { get; } = Throw.IfNotShare(Momentum, "BatchNorm's momentum");

    public override int Outputs(int inputs) => inputs;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
    [
        new("weight", 1, inputs, ParameterRole.Scale, Constant.Ones) { Symbol = "γ" },
        new("bias", 1, inputs, ParameterRole.Bias, Constant.Zeros) { Symbol = "β" },
        new("running_mean", 1, inputs, ParameterRole.Statistic, Constant.Zeros),
        new("running_var", 1, inputs, ParameterRole.Statistic, Constant.Ones),
    ];

    public override LayerFormula Formula(Expression x, Expression outputGradient, params ReadOnlySpan<Expression> numbers)
    {
        Expression gamma = numbers[0], inverse = Normalizing.Inverse(numbers[3], Epsilon), hat = Normalizing.Hat(x - numbers[2], inverse);
        Expression inputGradient = numbers.Length > 4
            ? Normalizing.InputGradient(gamma * inverse, outputGradient, numbers[4], hat, numbers[5])
            : outputGradient * (gamma * inverse);
        return new(Normalizing.Output(gamma, hat, numbers[1]), inputGradient, [outputGradient * hat, outputGradient]);
    }

    internal static readonly LayerKind OfFiles = new("batch-norm", ["epsilon", "momentum"], settings =>
        new BatchNorm(settings.NumberUpTo(1, "epsilon", 1e-5), settings.NumberUpTo(1, "momentum", 0.1)));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Number("epsilon", Epsilon);
        to.Number("momentum", Momentum);
    }

    internal override Signal AddForward(ForwardGraph graph, Signal x) => graph.Formula(
        x.Width, of => Normalizing.Output(of[1], Normalizing.Hat(of[0] - of[3], Normalizing.Inverse(of[4], Epsilon)), of[2]),
        x, graph.Parameter(), graph.Parameter(), graph.Parameter(), graph.Parameter());

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new BatchNormPass<T, TLane>(this, binder);

    public override string ToString() => "BatchNorm";
}

/// <remarks>In training a column's statistics need every row, so workers share columns here, in a phase of its own.</remarks>
internal sealed class BatchNormPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly BatchNorm _layer;
    readonly Panels<T> _x, _dx, _a, _delta, _normalized, _inverse;
    readonly Panels<T> _runningMean, _runningVariance;
    readonly ParameterViews<T> _gamma, _beta;

    public BatchNormPass(BatchNorm layer, LayerBinder<T> binder) : base(binder)
    {
        (_layer, _x, _dx) = (layer, binder.Input, binder.InputGradient);
        _gamma = binder.Parameter();
        _beta = binder.Parameter();
        _runningMean = binder.Parameter().Value;
        _runningVariance = binder.Parameter().Value;
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
        _normalized = binder.TrainingMatrix(_x.Columns);
        _inverse = binder.Matrix(1, _x.Columns);
    }

    public override void AddForward(Phases phases) => phases.Apart(Forward);

    public override void AddBackward(Phases phases) => phases.Apart(Backward);

    public override void Forward(Worker worker)
    {
        if (!Batch.Training)
        {
            (int first, int last) = Rows(worker);
            for (int panel = 0; panel < _x.Count; panel++)
                Normalize(panel, _runningMean.Load<TLane>(panel, 0), Inverse(_runningVariance.Load<TLane>(panel, 0)), first, last);
            return;
        }
        (int begin, int end) = worker.Share(_x.Count);
        for (int panel = begin; panel < end; panel++)
        {
            TLane count = TLane.Of(Batch.Rows), mean = TLane.Of(0), variance = TLane.Of(0);
            // of differences: that of a large constant is exact, and its variance is 0
            TLane first = _x.Load<TLane>(panel, 0);
            for (int n = 0; n < Batch.Rows; n++) mean += _x.Load<TLane>(panel, n) - first;
            mean = first + mean / count;
            for (int n = 0; n < Batch.Rows; n++)
            {
                TLane error = _x.Load<TLane>(panel, n) - mean;
                variance = TLane.MultiplyAdd(error, error, variance);
            }
            TLane inverse = Inverse(variance / count);
            _inverse.Store(inverse, panel, 0);
            Normalize(panel, mean, inverse, 0, Batch.Rows);
            if (Batch.Rows == 1) continue;
            Follow(_runningMean, panel, mean);
            Follow(_runningVariance, panel, variance / TLane.Of(Batch.Rows - 1));
        }
    }

    public override void Backward(Worker worker)
    {
        if (_dx.IsEmpty) return;
        if (!Batch.Training)
        {
            (int first, int last) = Rows(worker);
            for (int panel = 0; panel < _x.Count; panel++)
            {
                // ∂L/∂x = ∂L/∂a · γ/√(σ² + ε)
                TLane slope = _gamma.Value.Load<TLane>(panel, 0) * Inverse(_runningVariance.Load<TLane>(panel, 0));
                for (int n = first; n < last; n++) _dx.Store(_delta.Load<TLane>(panel, n) * slope, panel, n);
            }
            return;
        }
        (int begin, int end) = worker.Share(_x.Count);
        for (int panel = begin; panel < end; panel++)
        {
            TLane sum = TLane.Of(0), dot = TLane.Of(0), count = TLane.Of(Batch.Rows);
            for (int n = 0; n < Batch.Rows; n++)
            {
                TLane delta = _delta.Load<TLane>(panel, n);
                sum += delta;
                dot = TLane.MultiplyAdd(delta, _normalized.Load<TLane>(panel, n), dot);
            }
            TLane mean = sum / count, mixed = dot / count, scale = _gamma.Value.Load<TLane>(panel, 0) * _inverse.Load<TLane>(panel, 0);

            // ∂L/∂x = γ/√(σ² + ε) · (δ − mean δ − x̂ · mean(δ ⊙ x̂)), δ = ∂L/∂a
            for (int n = 0; n < Batch.Rows; n++)
                _dx.Store(Normalizing.InputGradient(scale, _delta.Load<TLane>(panel, n), mean, _normalized.Load<TLane>(panel, n), mixed),
                    panel, n);
        }
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂γ = Σₙ δₙ ⊙ x̂ₙ,  ∂L/∂β = Σₙ δₙ
        Columns.Dot<T, TLane>(Summed(_delta), Summed(_normalized), Batch.Rows, _gamma.Gradient, worker, add);
        Columns.Sum<T, TLane>(Summed(_delta), Batch.Rows, _beta.Gradient, worker, add);
        Descend(update, _gamma, worker);
        Descend(update, _beta, worker);
    }

    // a = γ x̂ + β
    void Normalize(int panel, TLane mean, TLane inverse, int first, int last)
    {
        TLane gamma = _gamma.Value.Load<TLane>(panel, 0), beta = _beta.Value.Load<TLane>(panel, 0);
        for (int n = first; n < last; n++)
        {
            TLane normalized = Normalizing.Hat(_x.Load<TLane>(panel, n) - mean, inverse);
            if (!_normalized.IsEmpty) _normalized.Store(normalized, panel, n);
            _a.Store(Normalizing.Output(gamma, normalized, beta), panel, n);
        }
    }

    TLane Inverse(TLane variance) => Normalizing.Inverse(variance, _layer.Epsilon);

    void Follow(Panels<T> running, int panel, TLane value) =>
        running.Store(TLane.Of(1 - _layer.Momentum) * running.Load<TLane>(panel, 0) + TLane.Of(_layer.Momentum) * value, panel, 0);
}
