using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = E[x]: one column of codes 0, 1, 2, … becomes the learned row of each code (Guo, Berkhahn 2016,
/// equation 5). A code that has no row is 0.
/// </summary>
/// <param name="Values">codes, and rows of E</param>
/// <param name="Size">columns of E</param>
/// <param name="Deviation">σ of the first E, N(0, σ²)</param>
/// <param name="RateFactor">multiplies the learning rate of E</param>
/// <param name="DecayFactor">multiplies penalties and decay of E</param>
public sealed record Embedding(int Values, int Size = 8, double Deviation = 1, double RateFactor = 1, double DecayFactor = 1) : Layer
{
    public int Values { get; } = Throw.IfNotWidth(Values, "An embedding's values");

    public int Size { get; } = Throw.IfNotWidth(Size, "An embedding's size");

    public double Deviation { get; } = Throw.IfNegative(Deviation, "an embedding's deviation");

    public double RateFactor { get; } = Throw.IfNegative(RateFactor, "an embedding's rate factor");

    public double DecayFactor { get; } = Throw.IfNegative(DecayFactor, "an embedding's decay factor");

    public override int Outputs(int inputs)
    {
        if (inputs != 1) Throw.Argument($"An embedding takes one column of codes, but {inputs} columns enter. Split them among branches.");
        return Size;
    }

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("embedding", Values, Size, ParameterRole.Embedding, new Normal(Deviation), RateFactor, DecayFactor) { Symbol = "E" }];

    internal static readonly LayerKind OfFiles = new("embedding", ["values", "size", "deviation", "rateFactor", "decayFactor"], settings =>
        new Embedding(
            settings.Whole("values"), settings.Whole("size", 8), settings.Number("deviation", 1), settings.Number("rateFactor", 1),
            settings.Number("decayFactor", 1)));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Whole("values", Values);
        to.Whole("size", Size);
        to.Number("deviation", Deviation);
        to.Number("rateFactor", RateFactor);
        to.Number("decayFactor", DecayFactor);
    }

    public override LayerEquations Equations(string l) =>
        new($"the row x{l} of E{l}", "0 (codes are no quantities)", [$"Σ ∂L/∂a{l} of the rows of each code"]);

    internal override Signal AddForward(ForwardGraph graph, Signal x) => graph.Lookup(x, graph.Parameter());

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new EmbeddingPass<T, TLane>(this, binder);

    public override string ToString() => $"Embedding {Values} × {Size}";
}

internal sealed class EmbeddingPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _a, _delta;
    readonly ParameterViews<T> _e;

    public EmbeddingPass(Embedding layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx) = (binder.Input, binder.InputGradient);
        _e = binder.Parameter();
        Output = _a = binder.Matrix(layer.Size);
        OutputGradient = _delta = binder.TrainingMatrix(layer.Size);
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // a = E[x]
        for (int n = first; n < last; n++)
        {
            int code = Code(n);
            for (int panel = 0; panel < _a.Count; panel++) _a.Store(_e.Value.Load<TLane>(panel, code), panel, n);
        }
    }

    public override void Backward(Worker worker)
    {
        if (_dx.IsEmpty) return;
        (int first, int last) = Rows(worker);

        // codes are no quantities: ∂L/∂x = 0
        for (int n = first; n < last; n++) _dx[n, 0] = T.Zero;
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂E[v] = Σ ∂L/∂aₙ over the rows of code v, in their order; workers share the codes
        int lines = ByColumn.LineRows<T>(_a.Width), values = _e.Value.Rows;
        (int first, int last) = worker.Share((values + lines - 1) / lines);
        (first, last) = (first * lines, Math.Min(values, last * lines));
        if (first >= last) return;
        if (!add)
            for (int panel = 0; panel < _a.Count; panel++)
                for (int v = first; v < last; v++) _e.Gradient.Store(TLane.Of(0), panel, v);
        for (int n = Batch.First; n < Batch.First + Batch.Rows; n++)
        {
            int code = Code(n);
            if (code < first || code >= last) continue;
            for (int panel = 0; panel < _a.Count; panel++)
                _e.Gradient.Store(_e.Gradient.Load<TLane>(panel, code) + _delta.Load<TLane>(panel, n), panel, code);
        }
        for (int panel = 0; panel < _a.Count; panel++) Descend(update, _e, panel, first, last);
    }

    int Code(int n)
    {
        T x = _x[n, 0];
        return x > T.Zero && x < T.CreateTruncating(_e.Value.Rows)
            ? int.CreateTruncating(T.Round(x)) is var code && code < _e.Value.Rows ? code : 0
            : 0;
    }
}
