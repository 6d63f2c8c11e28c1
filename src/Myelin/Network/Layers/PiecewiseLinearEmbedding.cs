using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Each column x becomes several: e = φ·V + d with φₜ = (x − bₜ₋₁)/(bₜ − bₜ₋₁) bounded to 0 … 1, the first not from below and the last not
/// from above; b are quantiles of the column, V and d learned for each column (Gorishniy, Rubachev, Babenko 2022, equation 1).
/// </summary>
/// <remarks>
/// The outputs stand component by component, as a <see cref="PeriodicEmbedding"/>'s. Without bins φ is 0:
/// <see cref="DataDependent"/> takes them from the training rows.
/// </remarks>
/// <param name="Bins">T at most; a column with fewer different quantiles has fewer</param>
/// <param name="Size">columns that one becomes</param>
/// <param name="RateFactor">multiplies the learning rate of V and d</param>
/// <param name="DecayFactor">multiplies penalties and decay of V</param>
public sealed record PiecewiseLinearEmbedding(int Bins = 48, int Size = 8, double RateFactor = 1, double DecayFactor = 1) : Layer
{
    /// <summary>Stands for no bound; a file holds finite numbers only.</summary>
    const double Boundless = 1e30;

    public int Bins { get; } = Throw.IfNotWidth(Bins, "A piecewise linear embedding's bins");

    public int Size { get; } = Throw.IfNotWidth(Size, "A piecewise linear embedding's size");

    public double RateFactor { get; } = Throw.IfNegative(RateFactor, "a piecewise linear embedding's rate factor");

    public double DecayFactor { get; } = Throw.IfNegative(DecayFactor, "a piecewise linear embedding's decay factor");

    public override int Outputs(int inputs) => checked(inputs * Size);

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        double bound = 1 / Math.Sqrt(Bins);
        return
        [
            .. s_fixed.Select(name => new ParameterBlock(name, Bins, inputs, ParameterRole.Statistic, Constant.Zeros)),
            new("weight", checked(Bins * Size), inputs, ParameterRole.Embedding, new Uniform(-bound, bound), RateFactor, DecayFactor)
            {
                Symbol = "V",
            },
            new("bias", Size, inputs, ParameterRole.Bias, new Uniform(-bound, bound), RateFactor) { Symbol = "d" },
        ];
    }

    static readonly string[] s_fixed = ["origin", "slope", "low", "high"];

    /// <summary>
    /// Origin, slope, low and high of every bin [Bins × columns], from the quantiles of each column of rows [N × columns].
    /// </summary>
    internal double[][] Fit(ReadOnlySpan<double> rows, int columns)
    {
        double[][] found = [.. s_fixed.Select(_ => new double[Bins * columns])];
        var sorted = new double[rows.Length / columns];
        for (int j = 0; j < columns; j++)
        {
            for (int n = 0; n < sorted.Length; n++) sorted[n] = rows[n * columns + j];
            Array.Sort(sorted);
            double[] edges = [.. Enumerable.Range(0, Bins + 1).Select(t => sorted[(int)((long)t * (sorted.Length - 1) / Bins)]).Distinct()];
            for (int t = 0; t + 1 < edges.Length; t++)
            {
                int at = t * columns + j;
                (found[0][at], found[1][at]) = (edges[t], 1 / (edges[t + 1] - edges[t]));
                (found[2][at], found[3][at]) = (t == 0 ? -Boundless : 0, t + 2 == edges.Length ? Boundless : 1);
            }
        }
        return found;
    }

    /// <summary>φ of a bin: (x − origin)·slope from low to high.</summary>
    public static TLane Share<TLane>(TLane x, TLane origin, TLane slope, TLane low, TLane high) where TLane : struct, ILane<TLane> =>
        Bin.Share(x, origin, slope, low, high);

    internal static readonly LayerKind OfFiles = new("piecewise-linear-embedding",
        ["bins", "size", "rateFactor", "decayFactor"], settings =>
            new PiecewiseLinearEmbedding(
                settings.Whole("bins", 48), settings.Whole("size", 8), settings.Number("rateFactor", 1),
                settings.Number("decayFactor", 1)));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Whole("bins", Bins);
        to.Whole("size", Size);
        to.Number("rateFactor", RateFactor);
        to.Number("decayFactor", DecayFactor);
    }

    public override LayerEquations Equations(string l)
    {
        Expression share = Share(Expression.Letter("x"), Expression.Letter("bₜ₋₁"), Expression.Letter("1/(bₜ − bₜ₋₁)"), 0, 1);
        return new(
            $"φ·V + d of each column, φ = {share}", "Σₜ ∂L/∂φₜ/(bₜ − bₜ₋₁)",
            [.. s_fixed.Select(_ => ""), $"Σₙ φᵀ·∂L/∂a{l}", $"Σₙ ∂L/∂a{l}"]);
    }

    internal override Signal AddForward(ForwardGraph graph, Signal x)
    {
        Weights origin = graph.Parameter(), slope = graph.Parameter(), low = graph.Parameter(), high = graph.Parameter();
        Signal phi = graph.Formula(origin.Width, of => Share(of[0], of[1], of[2], of[3], of[4]), x, origin, slope, low, high);
        return graph.ColumnProduct(phi, graph.Parameter(), graph.Parameter());
    }

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new PiecewiseLinearEmbeddingPass<T, TLane>(this, binder);

    public override string ToString() => $"PiecewiseLinear {Bins} → {Size}";
}

internal sealed class PiecewiseLinearEmbeddingPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly PiecewiseLinearEmbedding _layer;
    readonly Panels<T> _x, _dx, _a, _delta, _phi, _dphi, _y, _dy, _origin, _slope, _low, _high;
    readonly ParameterViews<T> _v, _d;

    public PiecewiseLinearEmbeddingPass(PiecewiseLinearEmbedding layer, LayerBinder<T> binder) : base(binder)
    {
        (_layer, _x, _dx) = (layer, binder.Input, binder.InputGradient);
        (_origin, _slope, _low, _high) =
            (binder.Parameter().Value, binder.Parameter().Value, binder.Parameter().Value, binder.Parameter().Value);
        (_v, _d) = (binder.Parameter(), binder.Parameter());
        int padded = _x.Count * _x.Width;
        _phi = binder.Matrix(checked(padded * layer.Bins));
        _dphi = _dx.IsEmpty ? default : binder.Matrix(checked(padded * layer.Bins));
        _y = binder.Matrix(checked(padded * layer.Size));
        _dy = binder.TrainingMatrix(checked(padded * layer.Size));
        Output = _a = binder.Matrix(checked(_x.Columns * layer.Size));
        OutputGradient = _delta = binder.TrainingMatrix(checked(_x.Columns * layer.Size));
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // φ of the bins, e = φ·V + d
        Bins.Forward<T, TLane>(_x, _origin, _slope, _low, _high, _phi, first, last);
        ByColumn.Product<T, TLane>(_phi, _v.Value, _d.Value, _y, first, last);
        ByColumn.Place(_y, _x.Columns, _layer.Size, _a, back: false, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂φ = ∂L/∂e·Vᵀ, ∂L/∂x = Σₜ ∂L/∂φₜ/(bₜ − bₜ₋₁) over the bins that x is in
        ByColumn.Place(_dy, _x.Columns, _layer.Size, _delta, back: true, first, last);
        if (_dx.IsEmpty) return;
        ByColumn.Backward<T, TLane>(_dy, _v.Value, _dphi, first, last);
        Bins.Backward<T, TLane>(_phi, _slope, _low, _high, _dphi, _dx, first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂V = Σₙ φᵀ ∂L/∂e, ∂L/∂d = Σₙ ∂L/∂e
        int lines = ByColumn.LineRows<T>(_x.Width), groups = (_layer.Bins + lines - 1) / lines;
        (int begin, int end) = ByColumn.Share(worker, _x.Count, groups);
        Panels<T> phi = Summed(_phi), dy = Summed(_dy);
        for (int item = begin; item < end; item++)
        {
            int panel = item / groups, from = item % groups * lines, to = Math.Min(_layer.Bins, from + lines);
            ByColumn.Gradient<T, TLane>(phi, dy, Batch.Rows, _v.Gradient, panel, from, to, add);
            Descend(update, _v, panel, from * _layer.Size, to * _layer.Size);
            if (from > 0) continue;
            ByColumn.BiasGradient<T, TLane>(dy, Batch.Rows, _d.Gradient, panel, add);
            Descend(update, _d, panel, 0, _layer.Size);
        }
    }
}
