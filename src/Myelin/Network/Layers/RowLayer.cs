using System.Numerics;
using System.Runtime.InteropServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// A layer of your own: each row of its output is a function of the same row of its input and of its parameters. Three formulas over lanes
/// are all that it needs to be trained, checked against differences, saved, loaded and traced.
/// </summary>
/// <remarks>
/// It runs number by number, not vector by vector, and the gradient of its parameters on one thread: a layer that is to be as fast as
/// <see cref="Dense"/> is written in the core, with a pass of its own.
/// </remarks>
public abstract record RowLayer : Layer
{
    /// <summary>a of one row</summary>
    /// <param name="x">[inputs]</param>
    /// <param name="theta">the parameters</param>
    /// <param name="a">[outputs], all to be written</param>
    public abstract void Forward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, Span<TLane> a) where TLane : struct, ILane<TLane>;

    /// <summary>∂L/∂x of one row</summary>
    /// <param name="da">∂L/∂a [outputs]</param>
    /// <param name="dx">[inputs], all to be written</param>
    public abstract void Backward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, Span<TLane> dx)
        where TLane : struct, ILane<TLane>;

    /// <summary>Adds the row's part of ∂L/∂θ to the gradient.</summary>
    public virtual void AddGradient<TLane>(
        ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, LayerNumbers<TLane> gradient)
        where TLane : struct, ILane<TLane>
    { }

    internal override Signal AddForward(ForwardGraph graph, Signal x)
    {
        Weights[] blocks = [.. Blocks(x.Width).Select(_ => graph.Parameter())];
        Expression[] letters = [.. Enumerable.Range(0, x.Width).Select(i => Expression.Letter(NumbersOperation.Letter(i)))];
        var a = new Expression[Outputs(x.Width)];
        Forward<Expression>(letters, new WeightNumbers(blocks), a);
        return graph.Numbers(x, a);
    }

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new RowLayerPass<T>(this, binder);
}

internal sealed class RowLayerPass<T> : LayerPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly RowLayer _layer;
    readonly Panels<T> _x, _dx, _a, _delta;
    readonly ParameterViews<T>[] _blocks;
    readonly PanelNumbers<T> _theta, _gradient;

    public RowLayerPass(RowLayer layer, LayerBinder<T> binder) : base(binder)
    {
        (_layer, _x, _dx) = (layer, binder.Input, binder.InputGradient);
        _blocks = [.. layer.Blocks(_x.Columns).Select(_ => binder.Parameter())];
        _theta = new([.. _blocks.Select(block => block.Value)], areRead: true);
        _gradient = new([.. _blocks.Select(block => block.Gradient)], areRead: false);
        int outputs = layer.Outputs(_x.Columns);
        Output = _a = binder.Matrix(outputs);
        OutputGradient = _delta = binder.TrainingMatrix(outputs);
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        using RowBuffer<T>.Rented rented = RowBuffer<T>.Rent(_x.Columns + _a.Columns);
        Span<T> buffer = rented.Numbers, x = buffer[.._x.Columns], a = buffer[_x.Columns..];
        for (int n = first; n < last; n++)
        {
            _x.ReadRow(n, x);
            _layer.Forward<Scalar<T>>(Lanes(x), _theta, Lanes(a));
            _a.WriteRow(n, a);
        }
    }

    public override void Backward(Worker worker)
    {
        if (_dx.IsEmpty) return;
        (int first, int last) = Rows(worker);
        using RowBuffer<T>.Rented rented = RowBuffer<T>.Rent(2 * _x.Columns + _a.Columns);
        Span<T> buffer = rented.Numbers, x = buffer[.._x.Columns], dx = buffer[_x.Columns..(2 * _x.Columns)],
            da = buffer[(2 * _x.Columns)..];
        for (int n = first; n < last; n++)
        {
            _x.ReadRow(n, x);
            _delta.ReadRow(n, da);
            _layer.Backward<Scalar<T>>(Lanes(x), _theta, Lanes(da), Lanes(dx));
            _dx.WriteRow(n, dx);
        }
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // rows add to the same numbers, in their order
        if (worker.Index > 0) return;
        if (!add)
            foreach (ParameterViews<T> block in _blocks) Clear(block.Gradient);
        using RowBuffer<T>.Rented rented = RowBuffer<T>.Rent(_x.Columns + _a.Columns);
        Span<T> buffer = rented.Numbers, x = buffer[.._x.Columns], da = buffer[_x.Columns..];
        for (int n = Batch.First; n < Batch.First + Batch.Rows; n++)
        {
            _x.ReadRow(n, x);
            _delta.ReadRow(n, da);
            _layer.AddGradient<Scalar<T>>(Lanes(x), _theta, Lanes(da), _gradient);
        }
        foreach (ParameterViews<T> block in _blocks) update?.Descend(block.Block, 0, (nint)block.Value.Length);
    }

    static void Clear(Panels<T> block)
    {
        for (int r = 0; r < block.Rows; r++)
            for (int c = 0; c < block.Columns; c++) block[r, c] = T.Zero;
    }

    static Span<Scalar<T>> Lanes(Span<T> numbers) => MemoryMarshal.Cast<T, Scalar<T>>(numbers);
}
