using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Each column x becomes several: e = [cos(2π x w + c)·V + d, x] with w, c, V, d learned for each column (PBLD: Holzmüller, Grinsztajn,
/// Steinwart 2024, section 3), or e = [cos(2π x w), sin(2π x w)]·V + d without phases (PL; with a ReLU after it PLR: Gorishniy, Rubachev,
/// Babenko 2022, equation 2).
/// </summary>
/// <remarks>The outputs stand component by component: the first of every column, the second of every column, …, last x itself.</remarks>
/// <param name="Frequencies">K, the numbers of w: N(0, σ²) at first, c uniform in (−π, π)</param>
/// <param name="Size">columns that one becomes; with phases x is the last of them</param>
/// <param name="Deviation">σ</param>
/// <param name="Phases">PBLD, or PL</param>
/// <param name="RateFactor">multiplies the learning rate of w, c, V and d</param>
/// <param name="DecayFactor">multiplies penalties and decay of w and V</param>
public sealed record PeriodicEmbedding(
    int Frequencies = 16, int Size = 4, double Deviation = 0.1, bool Phases = true, double RateFactor = 1, double DecayFactor = 1) : Layer
{
    public int Frequencies { get; } = Throw.IfNotWidth(Frequencies, "A periodic embedding's frequencies");

    public int Size { get; } = Phases && Size < 2
        ? Throw.OutOfRange<int>(
            $"A periodic embedding with phases ends with the number itself, so its size must be at least 2, but {Size} was given.",
                nameof(Size))
        : Throw.IfNotWidth(Size, "A periodic embedding's size");

    public double Deviation { get; } = Throw.IfNotPositive(Deviation, "a periodic embedding's deviation");

    public double RateFactor { get; } = Throw.IfNegative(RateFactor, "a periodic embedding's rate factor");

    public double DecayFactor { get; } = Throw.IfNegative(DecayFactor, "a periodic embedding's decay factor");

    /// <summary>Learned components: all but x itself.</summary>
    internal int Learned => Phases ? Size - 1 : Size;

    /// <summary>Numbers that V multiplies.</summary>
    internal int Features => Phases ? Frequencies : 2 * Frequencies;

    public override int Outputs(int inputs) => checked(inputs * Size);

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        double bound = 1 / Math.Sqrt(Features);
        yield return Block("frequency", "w", Frequencies, ParameterRole.Embedding, new Normal(Deviation));
        if (Phases) yield return Block("phase", "c", Frequencies, ParameterRole.Bias, new Uniform(-Math.PI, Math.PI));
        yield return Block("weight", "V", checked(Features * Learned), ParameterRole.Embedding, new Uniform(-bound, bound));
        yield return Block("bias", "d", Learned, ParameterRole.Bias, new Uniform(-bound, bound));

        ParameterBlock Block(string name, string symbol, int rows, ParameterRole role, IInitializer initializer) =>
            new(name, rows, inputs, role, initializer, RateFactor, DecayFactor) { Symbol = symbol };
    }

    /// <summary>φ of wave k: cos θ, θ = 2π x w + c; without phases cos θ, θ = 2π x w, and from K on sin θ.</summary>
    /// <param name="w">the frequency of wave k, or k − K</param>
    /// <param name="c">its phase; not looked at where there are none</param>
    public TLane Wave<TLane>(int k, TLane x, TLane w, TLane c) where TLane : struct, ILane<TLane> =>
        k < Frequencies ? TLane.Cos(Theta(x, w, c)) : TLane.Sin(Theta(x, w, c));

    /// <summary>∂φ/∂θ of wave k</summary>
    public TLane WaveSlope<TLane>(int k, TLane x, TLane w, TLane c) where TLane : struct, ILane<TLane> =>
        k < Frequencies ? -TLane.Sin(Theta(x, w, c)) : TLane.Cos(Theta(x, w, c));

    TLane Theta<TLane>(TLane x, TLane w, TLane c) where TLane : struct, ILane<TLane> =>
        Phases ? Turns.Angle(Turns.One<TLane>() * x, w, c) : Turns.One<TLane>() * x * w;

    internal static readonly LayerKind OfFiles = new("periodic-embedding",
        ["frequencies", "size", "deviation", "phases", "rateFactor", "decayFactor"], settings =>
            new PeriodicEmbedding(
                settings.Whole("frequencies", 16), settings.Whole("size", 4), settings.Number("deviation", 0.1),
                settings.Flag("phases", true),
                settings.Number("rateFactor", 1), settings.Number("decayFactor", 1)));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Whole("frequencies", Frequencies);
        to.Whole("size", Size);
        to.Number("deviation", Deviation);
        to.Flag("phases", Phases);
        to.Number("rateFactor", RateFactor);
        to.Number("decayFactor", DecayFactor);
    }

    public override LayerEquations Equations(string l)
    {
        string first = Letters(0);
        string[] ofV = [$"Σₙ φᵀ·∂L/∂a{l}", $"Σₙ ∂L/∂a{l}"], ofTheta = ["Σₙ ∂L/∂θ·2·π·x, ∂L/∂θ = ∂L/∂φ ⊙ ∂φ/∂θ", "Σₙ ∂L/∂θ"];
        return Phases
            ? new($"[{first}·V + d, x] of each column x", "Σₖ ∂L/∂θₖ·2·π·wₖ + ∂L/∂a of x itself", [.. ofTheta, .. ofV])
            : new($"[{first}, {Letters(Frequencies)}]·V + d of each column x", "Σₖ ∂L/∂θₖ·2·π·wₖ", [ofTheta[0], .. ofV]);
    }

    string Letters(int k) => Wave(k, Expression.Letter("x"), Expression.Letter("w"), Expression.Letter("c")).ToString();

    internal override Signal AddForward(ForwardGraph graph, Signal x)
    {
        Weights w = graph.Parameter();
        Weights? c = Phases ? graph.Parameter() : null;
        Signal cosines = c is null
            ? graph.Formula(w.Width, of => Expression.Cos(Angle(of[0], of[1], 0)), x, w)
            : graph.Formula(w.Width, of => Expression.Cos(Angle(of[0], of[1], of[2])), x, w, c);
        Signal phi = Phases ? cosines
            : graph.Join([cosines, graph.Formula(w.Width, of => Expression.Sin(Angle(of[0], of[1], 0)), x, w)]);
        Signal y = graph.ColumnProduct(phi, graph.Parameter(), graph.Parameter());
        return Phases ? graph.Join([y, x]) : y;

        static Expression Angle(Expression x, Expression w, Expression c) => Turns.Angle(Turns.One<Expression>() * x, w, c);
    }

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new PeriodicEmbeddingPass<T, TLane>(this, binder);

    public override string ToString() => $"{(Phases ? "PBLD" : "PL")} {Size}";
}

/// <remarks>
/// Lanes across the columns: as each has frequencies of its own, all arithmetic is elementwise, and no sum crosses a lane.
/// </remarks>
internal sealed class PeriodicEmbeddingPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly PeriodicEmbedding _layer;
    readonly Panels<T> _x, _dx, _a, _delta, _phi, _slope, _dphi, _y, _dy;
    readonly ParameterViews<T> _w, _c, _v, _d;

    public PeriodicEmbeddingPass(PeriodicEmbedding layer, LayerBinder<T> binder) : base(binder)
    {
        (_layer, _x, _dx) = (layer, binder.Input, binder.InputGradient);
        _w = binder.Parameter();
        if (layer.Phases) _c = binder.Parameter();
        _v = binder.Parameter();
        _d = binder.Parameter();
        int padded = _x.Count * _x.Width;
        _phi = binder.Matrix(checked(padded * layer.Features));
        _slope = binder.TrainingMatrix(checked(padded * layer.Features));
        _dphi = binder.TrainingMatrix(checked(padded * layer.Features));
        _y = binder.Matrix(checked(padded * layer.Learned));
        _dy = binder.TrainingMatrix(checked(padded * layer.Learned));
        Output = _a = binder.Matrix(checked(_x.Columns * layer.Size));
        OutputGradient = _delta = binder.TrainingMatrix(checked(_x.Columns * layer.Size));
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // φ = cos(2π x w + c), y = φ·V + d, e = [y, x]
        Waves.Forward<T, TLane>(_x, _w.Value, _c.Value, _phi, _slope, first, last);
        ByColumn.Product<T, TLane>(_phi, _v.Value, _d.Value, _y, first, last);
        ByColumn.Place(_y, _x.Columns, _layer.Learned, _a, back: false, first, last);
        if (_layer.Phases) ColumnRange.Copy(_x, 0, _a, _layer.Learned * _x.Columns, _x.Columns, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂φ = ∂L/∂y·Vᵀ, ∂L/∂θ = ∂L/∂φ ⊙ −sin θ, ∂L/∂x = Σₖ ∂L/∂θₖ 2π wₖ + ∂L/∂e of x itself
        ByColumn.Place(_dy, _x.Columns, _layer.Learned, _delta, back: true, first, last);
        ByColumn.Backward<T, TLane>(_dy, _v.Value, _dphi, first, last);
        Waves.Backward<T, TLane>(_w.Value, !_layer.Phases, _dphi, _slope, _dx, first, last);
        if (!_dx.IsEmpty && _layer.Phases) AddOwn(first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂V = Σₙ φᵀ ∂L/∂y, ∂L/∂d = Σₙ ∂L/∂y, ∂L/∂w = Σₙ 2π x ∂L/∂θ, ∂L/∂c = Σₙ ∂L/∂θ
        int lines = ByColumn.LineRows<T>(_x.Width), groups = (_layer.Features + lines - 1) / lines, waves = _layer.Frequencies;
        (int begin, int end) = ByColumn.Share(worker, _x.Count, groups);
        Panels<T> phi = Summed(_phi), dy = Summed(_dy);
        for (int item = begin; item < end; item++)
        {
            int panel = item / groups, from = item % groups * lines, to = Math.Min(_layer.Features, from + lines);
            ByColumn.Gradient<T, TLane>(phi, dy, Batch.Rows, _v.Gradient, panel, from, to, add);
            Descend(update, _v, panel, from * _layer.Learned, to * _layer.Learned);
            if (from == 0)
            {
                ByColumn.BiasGradient<T, TLane>(dy, Batch.Rows, _d.Gradient, panel, add);
                Descend(update, _d, panel, 0, _layer.Learned);
            }
            if (from >= waves) continue;
            to = Math.Min(to, waves);
            Waves.Gradient<T, TLane>(Summed(_x), Summed(_dphi), Batch.Rows, _w.Gradient, _c.Gradient, panel, from, to, add);
            Descend(update, _w, panel, from, to);
            if (_layer.Phases) Descend(update, _c, panel, from, to);
        }
    }

    void AddOwn(int first, int last)
    {
        for (int n = first; n < last; n++)
            for (int j = 0; j < _x.Columns; j++) _dx[n, j] += _delta[n, _layer.Learned * _x.Columns + j];
    }
}
