using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>A layer bound to a plan's memory: a pair of pure functions, forward and backward, over views that it does not own.</summary>
internal abstract class LayerPass<T>(LayerBinder<T> binder) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected Batch Batch { get; } = binder.Batch;

    /// <summary>x [N × I]</summary>
    protected Panels<T> Input { get; } = binder.Input;

    /// <summary>∂L/∂x [N × I]; empty where nobody asks for it</summary>
    protected Panels<T> InputGradient { get; } = binder.InputGradient;

    /// <summary>a [N × O]</summary>
    public Panels<T> Output { get; protected init; }

    /// <summary>What the layer's activation was applied to, where it has one.</summary>
    public virtual Panels<T> PreActivation => default;

    /// <summary>∂L/∂a [N × O], written by the layer after; may be overwritten by Backward. Empty in a plan that only predicts.</summary>
    public Panels<T> OutputGradient { get; protected init; }

    /// <summary>The worker's rows of the output, from its rows of the input.</summary>
    public abstract void Forward(Worker worker);

    /// <summary>The worker's rows of ∂L/∂x, from its rows of ∂L/∂a.</summary>
    public abstract void Backward(Worker worker);

    /// <summary>The worker's share of ∂L/∂θ over all rows, or over those of a shard.</summary>
    /// <param name="add">whether it is added to what is there</param>
    /// <param name="update">where given, parameters descend as soon as their gradient is complete, and large gradients are not kept</param>
    public virtual void Gradients(Worker worker, bool add, UpdatePass<T>? update) { }

    /// <summary>Called after parameters have changed: copies in another layout are made anew.</summary>
    public virtual void Refresh(Worker worker) { }

    /// <summary>Adds <see cref="Forward"/> to the phases of a step; apart, where a worker needs more than its own rows.</summary>
    public virtual void AddForward(Phases phases) => phases.Then(Forward);

    /// <summary>Adds <see cref="Backward"/>, likewise.</summary>
    public virtual void AddBackward(Phases phases) => phases.Then(Backward);

    protected (int First, int Last) Rows(Worker worker) => worker.Share(Batch.Rows);

    /// <summary>The rows that gradients are of, as many as <see cref="Batch"/> has.</summary>
    protected Panels<T> Summed(Panels<T> matrix) => matrix.FromRow(Batch.First);

    /// <summary>Descends along the worker's panels of a block of one row.</summary>
    protected static void Descend(UpdatePass<T>? update, ParameterViews<T> parameter, Worker worker)
    {
        (int first, int last) = worker.Share(parameter.Value.Count);
        update?.Descend(parameter.Block, (nint)first * parameter.Value.Width, (nint)(last - first) * parameter.Value.Width);
    }

    /// <summary>Descends along rows [first, last) of one panel of a block; a worker's rows begin and end with cache lines.</summary>
    protected static void Descend(UpdatePass<T>? update, ParameterViews<T> parameter, int panel, int first, int last) => update?.Descend(
        parameter.Block, panel * parameter.Value.Stride + (nint)first * parameter.Value.Width,
        (nint)(last - first) * parameter.Value.Width);
}

/// <summary>A block of parameters and its gradient, as a layer sees them.</summary>
/// <param name="Block">its place in <see cref="Parameters{T}.Blocks"/></param>
internal readonly record struct ParameterViews<T>(int Block, Panels<T> Value, Panels<T> Gradient) where T : unmanaged;

/// <summary>Hands a layer its views while a plan is made.</summary>
internal sealed class LayerBinder<T>(Arena<T> arena, Parameters<T> parameters, Parameters<T>? gradients, Batch batch, int capacity,
    bool keepsAll) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int _block;

    public Batch Batch { get; } = batch;

    public Panels<T> Input { get; private set; }

    public Panels<T> InputGradient { get; private set; }

    /// <summary>Whether the plan trains: gradients are kept, and whatever Backward needs.</summary>
    public bool Trains => gradients is not null;

    /// <summary>Whether z is kept apart from a even where the slope does not need it, for those who look at every number.</summary>
    public bool KeepsAll { get; } = keepsAll;

    /// <summary>Counts the layers of the whole network, residual blocks' included, so that each has random numbers of its own.</summary>
    public int LayerIndex { get; private set; } = -1;

    public int Width => parameters.Width;

    public int PanelsOf(int columns) => (columns + Width - 1) / Width;

    public Panels<T> Matrix(int columns) => arena.Take(Panels<T>.Spread(capacity), columns, Width);

    public Panels<T> Matrix(int rows, int columns) => arena.Take(rows, columns, Width);

    /// <summary>A matrix [N × columns] that only a plan which trains needs.</summary>
    public Panels<T> TrainingMatrix(int columns) => Trains ? Matrix(columns) : default;

    /// <summary>The layer's next block and its gradient, in the order of its description.</summary>
    public ParameterViews<T> Parameter()
    {
        int block = _block++;
        return new(block, parameters.Panels(block), gradients?.Panels(block) ?? default);
    }

    /// <summary>Goes on to the layer that reads this input.</summary>
    public void Next(Panels<T> input, Panels<T> inputGradient)
    {
        (Input, InputGradient) = (input, inputGradient);
        LayerIndex++;
    }
}
