using System.Numerics;
using Myelin.Kernels;
using Myelin.Losses;

namespace Myelin.Engine;

/// <summary>
/// Every buffer that a network needs for batches of up to so many rows, in one arena taken once, and the passes bound to them.
/// One training step reads: gather, forward, loss, backward, gradients; none of it allocates.
/// </summary>
internal sealed class Plan<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Arena<T> _arena = new();
    readonly LossPass<T>? _loss;

    Plan(PlanSettings<T> settings, Func<Arena<T>, Plan<T>, (LayerPass<T>[], LossPass<T>?, ActivationPass<T>?)> bind)
    {
        (Capacity, int width) = (settings.Capacity, settings.Parameters.Width);
        (Passes, _loss, Link) = bind(_arena, this);
        _arena.Allocate();
        (Passes, _loss, Link) = bind(_arena, this);
    }

    /// <summary>Rows that there is room for.</summary>
    public int Capacity { get; }

    public Batch Batch { get; } = new();

    public LayerPass<T>[] Passes { get; }

    /// <summary>Turns outputs into predictions; null where they are the same.</summary>
    public ActivationPass<T>? Link { get; }

    /// <summary>x [N × I]</summary>
    public Panels<T> Input { get; private set; }

    /// <summary>∂L/∂x of the first layer; empty unless asked for</summary>
    public Panels<T> InputGradient { get; private set; }

    /// <summary>y [N × targets]</summary>
    public Panels<T> Target { get; private set; }

    /// <summary>s [N × 1], what each row counts for</summary>
    public Panels<T> Weights { get; private set; }

    /// <summary>sₙ ℓₙ [N × 1]</summary>
    public Panels<T> Values { get; private set; }

    public Panels<T> Output => Passes[^1].Output;

    public LossPass<T> Loss => _loss!;

    /// <summary>Bytes of all buffers together.</summary>
    public long Bytes => _arena.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    public static Plan<T> Create(PlanSettings<T> settings) =>
        Lanes.Choose<T, Plan<T>, Choice>(settings.Bits ?? Lanes.Bits, new Choice(settings));

    readonly struct Choice(PlanSettings<T> settings) : ILaneChoice<T, Plan<T>>
    {
        public Plan<T> On<TLane>() where TLane : struct, ILane<TLane, T>
        {
            PlanSettings<T> s = settings;
            return new Plan<T>(s, (arena, plan) =>
            {
                var binder = new LayerBinder<T>(arena, s.Parameters, s.Gradients, plan.Batch, s.Capacity, s.KeepsAll);
                plan.Input = binder.Matrix(s.Network.Inputs);
                plan.InputGradient = s.InputGradient ? binder.Matrix(s.Network.Inputs) : default;
                LayerPass<T>[] passes = LayerPasses.Bind<T, TLane>(s.Network.Layers, binder, plan.Input, plan.InputGradient);
                if (s.Loss is not null)
                {
                    plan.Target = binder.Matrix(s.TargetColumns);
                    plan.Weights = s.Weighted ? binder.Matrix(1) : default;
                    plan.Values = binder.Matrix(1);
                }
                return (passes, s.Loss?.Bind<T, TLane>(), s.Link?.Bind<T, TLane>());
            });
        }
    }

    /// <summary>The worker's share of these rows of the samples, into the batch.</summary>
    public void Gather(Worker worker, Samples<T> samples, ReadOnlySpan<int> rows)
    {
        (int first, int last) = worker.Share(rows.Length);
        ReadOnlySpan<T> inputs = samples.Inputs.Span, targets = samples.Targets.Span, weights = samples.Weights.Span;
        int columns = samples.InputColumns, targetColumns = samples.TargetColumns;
        for (int n = first; n < last; n++)
        {
            Input.WriteRow(n, inputs.Slice(rows[n] * columns, columns));
            Target.WriteRow(n, targets.Slice(rows[n] * targetColumns, targetColumns));
            if (!weights.IsEmpty) Weights[n, 0] = weights[rows[n]];
        }
    }

    public void Forward(Worker worker)
    {
        foreach (LayerPass<T> pass in Passes) pass.Forward(worker);
    }

    /// <summary>The worker's rows' losses and ∂L/∂ŷ, for L = scale · Σₙ sₙ ℓₙ.</summary>
    public void EvaluateLoss(Worker worker, double scale)
    {
        (int first, int last) = worker.Share(Batch.Rows);
        Loss.Evaluate(Output, Target, Weights, T.CreateTruncating(scale), Passes[^1].OutputGradient, Values, first, last);
    }

    public void Backward(Worker worker)
    {
        for (int l = Passes.Length - 1; l >= 0; l--) Passes[l].Backward(worker);
    }

    public void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        foreach (LayerPass<T> pass in Passes) pass.Gradients(worker, add, update);
    }

    /// <summary>After parameters have changed.</summary>
    public void Refresh(Worker worker)
    {
        foreach (LayerPass<T> pass in Passes) pass.Refresh(worker);
    }

    /// <summary>scale · Σₙ sₙ ℓₙ, summed in row order.</summary>
    public double TotalLoss(double scale)
    {
        double sum = 0;
        for (int n = 0; n < Batch.Rows; n++) sum += double.CreateTruncating(Values[n, 0]);
        return sum * scale;
    }

    public void Dispose() => _arena.Dispose();
}

/// <summary>What a plan is made for.</summary>
/// <param name="Gradients">null for a plan that only predicts</param>
internal sealed record PlanSettings<T>(
    Network Network, Parameters<T> Parameters, int Capacity, Parameters<T>? Gradients = null, ILoss? Loss = null, int TargetColumns = 0)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Activations.IActivation? Link { get; init; }

    public bool InputGradient { get; init; }

    public bool KeepsAll { get; init; }

    public bool Weighted { get; init; }

    public int? Bits { get; init; }
}
