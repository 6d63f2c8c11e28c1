using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Every buffer that a network needs for batches of up to so many rows, in one arena taken once, and the passes bound to them.
/// One training step reads: gather, forward, loss, backward, gradients; none of it allocates.
/// </summary>
/// <remarks>One thread, or one team, uses a plan at a time. It holds its parameters: they are freed after the last plan.</remarks>
internal sealed class Plan<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that a plan for predictions takes at a time; more are predicted block by block.</summary>
    public const int BlockRows = 256;

    readonly Arena<T> _arena = new();
    readonly LossPass<T>? _loss;
    readonly LossViews<T> _lossViews;

    // where the network ends with several members side by side
    readonly IMemberOutputs<T>? _members;
    readonly LossViews<T>[] _memberViews = [];

    readonly PlanSettings<T> _settings;
    readonly IActivation? _link;

    // the passes' views are of this memory: whoever disposes of parameters in use frees them when the last plan goes
    readonly LastUser.Stay _parameters, _gradients;
    bool _disposed;

    /// <exception cref="ObjectDisposedException">The parameters have been disposed of.</exception>
    Plan(PlanSettings<T> settings, LossPass<T>? loss, ActivationPass<T>? link, Func<Plan<T>, Parameters<T>?, Batch, LayerPass<T>[]> bind)
    {
        (Capacity, _settings, _link) = (settings.Capacity, settings, settings.Link);
        (_loss, Link) = (loss, link);
        _parameters = settings.Parameters.Hold();
        try
        {
            _gradients = settings.Gradients?.Hold() ?? default;
            bind(this, settings.Gradients, Batch);
            _arena.Allocate();
            Passes = bind(this, settings.Gradients, Batch);
            Shards = [.. settings.Partials.Select(Bind)];
        }
        catch
        {
            Dispose();
            throw;
        }
        _lossViews = new(Output, Target, Weights, Passes[^1].OutputGradient, Values);
        if (Passes[^1] is not IMemberOutputs<T> members) return;
        _members = members;
        _members.LossByMember = _loss is not null;
        _memberViews =
            [.. members.Members.Select((member, i) => new LossViews<T>(member, Target, Weights, members.MemberGradients[i], MemberValues))];

        Shard<T> Bind(Parameters<T> partial)
        {
            _arena.Rewind();
            var rows = new Batch();
            return new(rows, bind(this, partial, rows));
        }
    }

    /// <summary>Rows that there is room for.</summary>
    public int Capacity { get; }

    public Batch Batch { get; } = new();

    public LayerPass<T>[] Passes { get; }

    /// <summary>The ranges that a batch's rows are cut into; none where its gradient is computed as one.</summary>
    public Shard<T>[] Shards { get; }

    /// <summary>Turns outputs into predictions; null where they are the same.</summary>
    public ActivationPass<T>? Link { get; }

    /// <summary>x [N × I]</summary>
    public Panels<T> Input { get; private set; }

    /// <summary>∂L/∂x of the first layer; empty unless asked for</summary>
    public Panels<T> InputGradient { get; private set; }

    /// <summary>y [N × targets]</summary>
    public Panels<T> Target { get; private set; }

    /// <summary>s [1 × N], what each row counts for</summary>
    public Panels<T> Weights { get; private set; }

    /// <summary>sₙ ℓₙ [1 × N]</summary>
    public Panels<T> Values { get; private set; }

    /// <summary>One member's sₙ ℓₙ [1 × N]</summary>
    Panels<T> MemberValues { get; set; }

    public Panels<T> Output => Passes[^1].Output;

    public LossPass<T> Loss => _loss!;

    /// <summary>Bytes of all buffers together.</summary>
    public long Bytes => _arena.Length * Unsafe.SizeOf<T>();

    public static Plan<T> Create(PlanSettings<T> settings) =>
        Lanes.Choose<T, Plan<T>, Choice>(settings.Parameters.Bits, new Choice(settings));

    readonly struct Choice(PlanSettings<T> settings) : ILaneChoice<T, Plan<T>>
    {
        public Plan<T> On<TLane>() where TLane : struct, ILane<TLane, T>
        {
            PlanSettings<T> s = settings;
            LossPass<T>? lossPass = s.Loss is { } loss ? LossPass<T>.Of<TLane>(loss) : null;
            ActivationPass<T>? linkPass = s.Link is { } link ? ActivationPass<T>.Of<TLane>(link) : null;
            return new Plan<T>(s, lossPass, linkPass, (plan, gradients, batch) =>
            {
                var binder = new LayerBinder<T>(plan._arena, s.Parameters, gradients, batch, s.Capacity, s.KeepsAll);
                plan.Input = binder.Matrix(s.Network.Inputs);
                plan.InputGradient = s.InputGradient ? binder.Matrix(s.Network.Inputs) : default;
                LayerPass<T>[] passes = LayerPasses.Bind<T, TLane>(s.Network.Layers, binder, plan.Input, plan.InputGradient);
                if (s.Loss is not null)
                {
                    plan.Target = binder.Matrix(s.TargetColumns);
                    plan.Weights = s.Weighted ? binder.Matrix(1, s.Capacity) : default;
                    plan.Values = binder.Matrix(1, s.Capacity);
                    plan.MemberValues = binder.Matrix(1, s.Capacity);
                }
                return passes;
            });
        }
    }

    /// <summary>The worker's share of these rows of the samples, into the batch.</summary>
    public void Gather(Worker worker, PinnedSamples<T> samples, ReadOnlySpan<int> rows)
    {
        (int first, int last) = worker.Share(rows.Length);
        samples.Gather(rows, Input, Target, Weights, first, last);
    }

    public void Forward(Worker worker)
    {
        foreach (LayerPass<T> pass in Passes) pass.Forward(worker);
    }

    /// <summary>The worker's rows' losses and ∂L/∂ŷ, for L = scale · Σₙ sₙ ℓₙ.</summary>
    public void EvaluateLoss(Worker worker, double scale)
    {
        (int first, int last) = worker.Share(Batch.Rows);
        if (_members is not null) EvaluateMembers(scale, first, last);
        else Loss.Evaluate(_lossViews, T.CreateTruncating(scale), first, last);
    }

    // L is the mean of the members' losses
    void EvaluateMembers(double scale, int first, int last)
    {
        T share = T.One / T.CreateTruncating(_memberViews.Length);
        Span<T> values = Values.Row(0), member = MemberValues.Row(0);
        values[first..last].Clear();
        foreach (LossViews<T> views in _memberViews)
        {
            Loss.Evaluate(views, T.CreateTruncating(scale) * share, first, last);
            for (int n = first; n < last; n++) values[n] += share * member[n];
        }
    }

    /// <summary>Whether it was made for this very link.</summary>
    public bool HasLink(IActivation link) => ReferenceEquals(_link, link);

    /// <summary>Turns the outputs of the first rows into predictions.</summary>
    public void ApplyLink(int rows)
    {
        if (Link is null) return;
        if (_members is null)
        {
            Link.Forward(Output, Output, 0, rows);
            return;
        }
        foreach (Panels<T> member in _members.Members) Link.Forward(member, member, 0, rows);
        _members.Average(0, rows);
    }

    /// <summary>A network of so few numbers descends at once: a call for each of its blocks would take longer.</summary>
    const int Few = 1024;

    /// <param name="update">where given, parameters descend, and copies of them follow</param>
    public void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        bool atOnce = update is not null && worker.Count == 1 && _settings.Parameters.Values.Length <= Few;
        foreach (LayerPass<T> pass in Passes) pass.Gradients(worker, add, atOnce ? null : update);
        if (!atOnce) return;
        update!.Descend();
        Refresh(worker);
    }

    /// <summary>The worker's share of each shard's ∂L/∂θ.</summary>
    public void PartialGradients(Worker worker)
    {
        foreach (Shard<T> shard in Shards)
        {
            if (shard.Batch.Rows == 0) break;
            foreach (LayerPass<T> pass in shard.Passes) pass.Gradients(worker, add: false, update: null);
        }
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
        foreach (T value in Values.Row(0)[..Batch.Rows]) sum += double.CreateTruncating(value);
        return sum * scale;
    }

    /// <summary>The same, summed in row order in each shard, and then over the shards.</summary>
    public double ShardedLoss(double scale)
    {
        double total = 0;
        foreach (Shard<T> shard in Shards)
        {
            double sum = 0;
            foreach (T value in Values.Row(0).Slice(shard.Batch.First, shard.Batch.Rows)) sum += double.CreateTruncating(value);
            total += sum;
        }
        return total * scale;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _arena.Dispose();
        _gradients.Dispose();
        _parameters.Dispose();
    }
}

/// <summary>What a plan is made for.</summary>
/// <param name="Gradients">null for a plan that only predicts</param>
internal sealed record PlanSettings<T>(
    Network Network, Parameters<T> Parameters, int Capacity, Parameters<T>? Gradients = null, ILoss? Loss = null, int TargetColumns = 0)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IActivation? Link { get; init; }

    public bool InputGradient { get; init; }

    public bool KeepsAll { get; init; }

    public bool Weighted { get; init; }

    /// <summary>Where the gradient of each shard of a batch goes; empty for batches that are not cut.</summary>
    public Parameters<T>[] Partials { get; init; } = [];
}
