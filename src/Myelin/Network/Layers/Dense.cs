using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = σ(x·W + b), every output a function of every input; W [I × O] has one column per neuron.</summary>
public sealed record Dense(int Units, IActivation Activation, bool Bias = true, IInitializer? Initializer = null) : Layer
{
    public Dense(int units) : this(units, new Identity()) { }

    public int Units { get; } = Throw.IfNotWidth(Units, "A Dense layer's units");

    public IActivation Activation { get; } = Activation ??
        throw new ArgumentNullException(nameof(Activation), "A Dense layer needs an activation; none is Identity.");

    /// <summary>How W stands for what is learned; decides its first numbers and its rates.</summary>
    public Parametrization Parametrization { get; init; }

    /// <summary>b at first; null is zeros, and N(0, 1) in the neural tangent parametrization.</summary>
    public IInitializer? BiasInitializer { get; init; }

    /// <summary>Multiplies the learning rate of b.</summary>
    public double BiasRateFactor
    {
        get;
        init => field = Throw.IfNegative(value, "a Dense layer's rate factor of the bias", nameof(BiasRateFactor));
    } = 1;

    public override int Outputs(int inputs) => Units;

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        bool tangent = Parametrization == Parametrization.NeuralTangent;
        double root = tangent ? Math.Sqrt(inputs) : 1;
        IInitializer weight = Initializer ?? (tangent ? new LeCunNormal() : DefaultInitializer.For(Activation));
        yield return new("weight", inputs, Units, ParameterRole.Weight, weight, 1 / root, root) { Symbol = "W" };
        IInitializer bias = BiasInitializer ?? (tangent ? new Normal(1) : Constant.Zeros);
        if (Bias) yield return new("bias", 1, Units, ParameterRole.Bias, bias, BiasRateFactor) { Symbol = "b" };
    }

    internal static readonly LayerKind OfFiles = new("dense",
        ["units", "activation", "bias", "initializer", "parametrization", "biasInitializer", "biasRateFactor"], settings =>
            new Dense(settings.Whole("units"), settings.Activation("activation", new Identity()), settings.Flag("bias", true),
                settings.Initializer("initializer"))
            {
                Parametrization = settings.Word("parametrization", Parametrization.Standard),
                BiasInitializer = settings.Initializer("biasInitializer"),
                BiasRateFactor = settings.Number("biasRateFactor", 1),
            });

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Whole("units", Units);
        to.Activation("activation", Activation);
        to.Flag("bias", Bias);
        if (Initializer is not null) to.Initializer("initializer", Initializer);
        if (Parametrization != Parametrization.Standard) to.Word("parametrization", Parametrization);
        if (BiasInitializer is not null) to.Initializer("biasInitializer", BiasInitializer);
        if (BiasRateFactor != 1) to.Number("biasRateFactor", BiasRateFactor);
    }

    public override LayerEquations Equations(string l) =>
        new(Bias ? $"x{l}·W{l} + b{l}" : $"x{l}·W{l}", $"δ{l}·W{l}ᵀ", [$"x{l}ᵀ·δ{l}", $"Σₙ δ{l}"]);

    internal override Signal AddForward(ForwardGraph graph, Signal x) =>
        graph.Apply(Activation, graph.Product(x, graph.Parameter(), Bias ? graph.Parameter() : null));

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) =>
        (binder.Input.Count, binder.PanelsOf(Units)) == (1, 1) && Activation is not IOwnPass
            ? Activation.Choose(new OnePanelChoice<T, TLane>(this, binder))
            : new DensePass<T, TLane>(this, binder);

    public override string ToString() =>
        $"Dense {Units}{(Activation is Identity ? "" : $" {ActivationNames.Describe(Activation)}")}{(Bias ? "" : " without bias")}";
}

internal class DensePass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly ActivationPass<T> _activation;
    protected readonly Panels<T> X, Dx, Z, A, Delta, WTransposed;
    protected readonly ParameterViews<T> W, B;

    public DensePass(Dense layer, LayerBinder<T> binder) : base(binder)
    {
        (X, Dx) = (binder.Input, binder.InputGradient);
        _activation = ActivationPass<T>.Of<TLane>(layer.Activation);
        W = binder.Parameter();
        if (layer.Bias) B = binder.Parameter();
        Output = A = binder.Matrix(layer.Units);
        Z = binder.Trains && (layer.Activation.NeedsInput || binder.KeepsAll) ? binder.Matrix(layer.Units) : A;
        OutputGradient = Delta = binder.TrainingMatrix(layer.Units);
        if (!Dx.IsEmpty) WTransposed = binder.Matrix(layer.Units, X.Columns);
    }

    /// <summary>z [N × O], the same memory as a unless something asks for it</summary>
    public override Panels<T> PreActivation => Z;

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // z = x·W + b,  a = σ(z)
        MatMul.Product<T, TLane>(X, W.Value, B.Value, Z, first, last);
        _activation.Forward(Z, A, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // δ = ∂L/∂a ⊙ σ′(z),  ∂L/∂x = δ·Wᵀ
        _activation.Backward(Z, A, Delta, first, last);
        if (!Dx.IsEmpty) MatMul.Product<T, TLane>(Delta, WTransposed, default, Dx, first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂W = xᵀ·δ,  ∂L/∂b = Σₙ δₙ
        Panels<T> x = Summed(X), delta = Summed(Delta);
        foreach (Tile tile in Tiles.Of(W.Value, worker))
        {
            if (update is null)
            {
                MatMul.TransposedProduct<T, TLane>(x, delta, Batch.Rows, W.Gradient, tile, add);
                continue;
            }
            DescentAlongProduct.Of<T, TLane>(x, delta, Batch.Rows, W, tile, update);
            Transpose(tile);
        }
        if (B.Value.IsEmpty) return;
        Columns.Sum<T, TLane>(delta, Batch.Rows, B.Gradient, worker, add);
        Descend(update, B, worker);
    }

    public override void Refresh(Worker worker)
    {
        foreach (Tile tile in Tiles.Of(W.Value, worker)) Transpose(tile);
    }

    void Transpose(Tile tile)
    {
        if (!WTransposed.IsEmpty) Transposition.Transpose(W.Value, WTransposed, tile);
    }
}
