using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Training: a = x ⊙ m with m = 1/(1 − p) with probability 1 − p, else 0; predicting: a = x (Srivastava et al. 2014, section 10,
/// in the form that scales while training).
/// </summary>
/// <remarks>The mask is a function of (seed, step, layer, row, column): no thread and no order can change it.</remarks>
public sealed record Dropout(double Probability) : Layer
{
    public double Probability { get; } = Throw.IfNotProbability(Probability, "Dropout's probability");

    public override int Outputs(int inputs) => inputs;

    /// <remarks>Its pass multiplies by a mask of whole panels: one product for each number, as here.</remarks>
    public override LayerFormula Formula(Expression x, Expression outputGradient, params ReadOnlySpan<Expression> numbers)
    {
        if (numbers.Length == 0) return new(x, outputGradient, []);
        Expression m = Expression.Name("m", Mask(numbers[0], numbers.Length > 1 ? numbers[1] : Expression.Of("p", Probability)));
        return new(x * m, outputGradient * m, []);
    }

    /// <summary>1/(1 − p) of what is kept, else 0</summary>
    internal static TLane Mask<TLane>(TLane kept, TLane p) where TLane : struct, ILane<TLane> => kept / (TLane.Of(1) - p);

    internal static readonly LayerKind OfFiles = new("dropout", ["probability"], settings => new Dropout(settings.Number("probability")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to) => to.Number("probability", Probability);

    /// <remarks>Predicting drops nothing.</remarks>
    internal override Signal AddForward(ForwardGraph graph, Signal x) => x;

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new DropoutPass<T, TLane>(this, binder);

    public override string ToString() => FormattableString.Invariant($"Dropout {Probability}");
}

internal sealed class DropoutPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _a, _delta, _mask;
    readonly double _probability;
    readonly uint _layer;

    public DropoutPass(Dropout layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx, _layer) = (binder.Input, binder.InputGradient, (uint)binder.LayerIndex);
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
        _mask = binder.TrainingMatrix(_x.Columns);
        _probability = layer.Probability;
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        if (!Batch.Training)
        {
            _x.CopyRows(_a, first, last);
            return;
        }
        double p = _probability * Batch.DropoutFactor;
        uint threshold = (uint)(p * 4294967296.0);
        T kept = T.CreateTruncating(Dropout.Mask<Scalar<double>>(new(1), new(p)).Value);
        DropoutMask.Fill(_mask, Batch.Seed, (ulong)Batch.Step, _layer, threshold, kept, first, last);

        // a = x ⊙ m
        Elementwise.Multiply<T, TLane>(_x, _mask, _a, first, last);
    }

    public override void Backward(Worker worker)
    {
        if (_dx.IsEmpty) return;
        (int first, int last) = Rows(worker);

        // ∂L/∂x = ∂L/∂a ⊙ m
        if (Batch.Training) Elementwise.Multiply<T, TLane>(_delta, _mask, _dx, first, last);
        else _delta.CopyRows(_dx, first, last);
    }
}
