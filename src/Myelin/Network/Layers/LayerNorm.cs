using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = γ x̂ + β with x̂ = (x − μ)/√(σ² + ε), μ and σ² the mean and biased variance of each row (Ba, Kiros, Hinton 2016, eq. 3, 4).
/// </summary>
public sealed record LayerNorm(double Epsilon = 1e-5) : Layer
{
    public double Epsilon { get; } = Throw.IfNotShare(Epsilon, "LayerNorm's epsilon");

    public override int Outputs(int inputs) => inputs;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
    [
        new("weight", 1, inputs, ParameterRole.Scale, Constant.Ones) { Symbol = "γ" },
        new("bias", 1, inputs, ParameterRole.Bias, Constant.Zeros) { Symbol = "β" },
    ];

    public override LayerFormula Formula(Expression x, Expression outputGradient, params ReadOnlySpan<Expression> numbers)
    {
        Expression inverse = Normalizing.Inverse(numbers[3], Epsilon), hat = Normalizing.Hat(x - numbers[2], inverse);
        Expression g = Expression.Name("g", numbers[0] * outputGradient);
        return new(
            Normalizing.Output(numbers[0], hat, numbers[1]), Normalizing.InputGradient(inverse, g, numbers[4], hat, numbers[5]),
            [outputGradient * hat, outputGradient]);
    }

    internal static readonly LayerKind OfFiles = new("layer-norm", ["epsilon"],
        settings => new LayerNorm(settings.NumberUpTo(1, "epsilon", 1e-5)));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to) => to.Number("epsilon", Epsilon);

    internal override Signal AddForward(ForwardGraph graph, Signal x) => graph.RowFormula(of =>
    {
        Expression columns = x.Width, centered = of[0] - Expression.Sum(of[0]) / columns;
        Expression inverse = Normalizing.Inverse(Expression.Dot(centered, centered) / columns, Epsilon);
        return Normalizing.Output(of[1], Normalizing.Hat(centered, inverse), of[2]);
    }, x, graph.Parameter(), graph.Parameter());

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new LayerNormPass<T, TLane>(this, binder);

    public override string ToString() => "LayerNorm";
}

internal sealed class LayerNormPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _a, _delta, _normalized, _inverse;
    readonly ParameterViews<T> _gamma, _beta;
    readonly double _epsilon;

    public LayerNormPass(LayerNorm layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx, _epsilon) = (binder.Input, binder.InputGradient, layer.Epsilon);
        _gamma = binder.Parameter();
        _beta = binder.Parameter();
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
        _normalized = binder.Matrix(_x.Columns);
        _inverse = binder.Matrix(1);
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        Span<T> row = RowBuffer<T>.Of(_x.Columns);
        T columns = T.CreateTruncating(_x.Columns);
        for (int n = first; n < last; n++)
        {
            _x.ReadRow(n, row);
            T mean = Kernels.Rows.Sum<T>(row) / columns;
            foreach (ref T x in row) x -= mean;
            Scalar<T> inverse = Normalizing.Inverse(new Scalar<T>(Kernels.Rows.Dot<T>(row, row) / columns), _epsilon);
            foreach (ref T x in row) x = Normalizing.Hat(new(x), inverse).Value;
            _normalized.WriteRow(n, row);
            _inverse[n, 0] = inverse.Value;
        }

        // a = γ x̂ + β
        for (int panel = 0; panel < _x.Count; panel++)
        {
            TLane gamma = _gamma.Value.Load<TLane>(panel, 0), beta = _beta.Value.Load<TLane>(panel, 0);
            for (int n = first; n < last; n++)
                _a.Store(Normalizing.Output(gamma, _normalized.Load<TLane>(panel, n), beta), panel, n);
        }
    }

    public override void Backward(Worker worker)
    {
        if (_dx.IsEmpty) return;
        (int first, int last) = Rows(worker);
        int width = _x.Columns;
        Span<T> buffer = RowBuffer<T>.Of(2 * width), g = buffer[..width], normalized = buffer[width..];
        T columns = T.CreateTruncating(width);

        // g = ∂L/∂x̂ = ∂L/∂a ⊙ γ,  ∂L/∂x = (g − mean g − x̂ · mean(g ⊙ x̂)) / √(σ² + ε)
        Elementwise.MultiplyRow<T, TLane>(_delta, _gamma.Value, _dx, first, last);
        for (int n = first; n < last; n++)
        {
            _dx.ReadRow(n, g);
            _normalized.ReadRow(n, normalized);
            Scalar<T> mean = new(Kernels.Rows.Sum<T>(g) / columns), mixed = new(Kernels.Rows.Dot<T>(g, normalized) / columns),
                inverse = new(_inverse[n, 0]);
            for (int c = 0; c < width; c++) g[c] = Normalizing.InputGradient(inverse, new(g[c]), mean, new(normalized[c]), mixed).Value;
            _dx.WriteRow(n, g);
        }
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂γ = Σₙ ∂L/∂aₙ ⊙ x̂ₙ,  ∂L/∂β = Σₙ ∂L/∂aₙ
        Columns.Dot<T, TLane>(Summed(_delta), Summed(_normalized), Batch.Rows, _gamma.Gradient, worker, add);
        Columns.Sum<T, TLane>(Summed(_delta), Batch.Rows, _beta.Gradient, worker, add);
        Descend(update, _gamma, worker);
        Descend(update, _beta, worker);
    }
}
