using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>An optimizer over a network's parameters, compiled for one element type and lane.</summary>
internal abstract class UpdatePass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>m, v and u, as many as the rule remembers; what a checkpoint stores beside the parameters.</summary>
    public IReadOnlyList<Parameters<T>> Moments { get; protected set; } = [];

    /// <summary>t, the steps made so far.</summary>
    public long Steps { get; set; }

    /// <summary>Multiplies the decay of the coming steps: its schedule.</summary>
    public double DecayFactor { get; set; } = 1;

    /// <exception cref="NotSupportedException">The optimizer has no rule for a single step.</exception>
    public static UpdatePass<T> Of(Optimizer optimizer, Parameters<T> parameters) =>
        // where no matrix has a second panel, numbers are one vector, whatever the panels' width
        Lanes.Choose<T, UpdatePass<T>, LaneChoice>(parameters.HasOnePanels ? Lanes.Bits : parameters.Bits, new LaneChoice(optimizer));

    public abstract void Attach(Parameters<T> parameters, Parameters<T> gradients);

    /// <summary>Fixes the rule of the coming step; one thread calls it before any descends.</summary>
    /// <param name="rateFactor">the schedule's factor on α</param>
    /// <param name="gradientScale">multiplies the gradient: clipping by norm, mean of accumulated batches</param>
    /// <param name="clip">bound of each number of the gradient, infinite for none</param>
    public abstract void Begin(double rateFactor, double gradientScale, double clip);

    /// <summary>What stands around the rule for a block, as <see cref="Begin"/> fixed it.</summary>
    public abstract UpdateChain ChainOf(int block);

    /// <summary>θ := (1 − αλ) θ − α d for all parameters, on one thread.</summary>
    public abstract void Descend();

    /// <summary>The same for the worker's share of them.</summary>
    public abstract void Descend(Worker worker);

    /// <summary>The same for numbers from … from + count of one block, whole lanes.</summary>
    public abstract void Descend(int block, nint from, nint count);

    /// <summary>The same for one tile of a matrix, along a gradient that is only of this tile.</summary>
    public abstract void Descend(ParameterViews<T> parameter, Tile tile, Panels<T> gradient);

    /// <summary>Says that this tile will descend soon, so that its numbers come nearer while its gradient is computed.</summary>
    public abstract void Approach(ParameterViews<T> parameter, Tile tile);

    readonly struct LaneChoice(Optimizer optimizer) : ILaneChoice<T, UpdatePass<T>>
    {
        public UpdatePass<T> On<TLane>() where TLane : struct, ILane<TLane, T> => optimizer.Choose(new RuleChoice<TLane>(optimizer)) ??
            throw new NotSupportedException(
                "L-BFGS has no rule for a single step: it needs the loss of all rows at several points. " +
                "Use Lbfgs.Minimize, or Adam with batches.");
    }

    sealed class RuleChoice<TLane>(Optimizer optimizer) : IRuleChoice<UpdatePass<T>> where TLane : struct, ILane<TLane, T>
    {
        public UpdatePass<T> Of<TRule>(Func<long, TRule> at) where TRule : struct, IUpdateRule =>
            new UpdatePass<T, TLane, TRule>(optimizer, at);
    }
}

internal sealed unsafe class UpdatePass<T, TLane, TRule>(Optimizer optimizer, Func<long, TRule> at) : UpdatePass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TRule : struct, IUpdateRule
{
    Parameters<T> _parameters = null!;

    // all vectors have the same layout: a block begins at the same offset in each
    T* _w, _g, _m, _v, _u;
    nint[] _offsets = [];
    TRule _rule;

    // one for each block, made anew only when the rate or the gradient's scale changes
    UpdateChain[] _chains = [];

    // neighboring blocks of the same chain are one stretch of numbers
    readonly List<(int Block, nint Count)> _runs = [];
    (double Rate, double GradientScale, double Clip, double Decay) _settings = (double.NaN, 0, 0, 0);

    const int StepsToFlush = 256;

    const int LineBytes = 64, NearBytes = 512 * 1024;

    public override void Attach(Parameters<T> parameters, Parameters<T> gradients)
    {
        _parameters = parameters;
        Moments = [.. Enumerable.Range(0, TRule.Moments).Select(_ => parameters.Alike())];
        _offsets = [.. Enumerable.Range(0, parameters.Blocks.Count)
            .Select(block => (nint)(parameters.Panels(block).Start - parameters.Panels(0).Start))];
        _w = Start(parameters);
        _g = Start(gradients);
        _m = Moment(0);
        _v = Moment(1);
        _u = Moment(2);
        _chains = new UpdateChain[parameters.Blocks.Count];

        // one that the rule has not is never read
        T* Moment(int i) => i < TRule.Moments ? Start(Moments[i]) : null;
        static T* Start(Parameters<T> vector) => vector.Blocks.Count == 0 ? null : vector.Panels(0).Start;
    }

    public override void Begin(double rateFactor, double gradientScale, double clip)
    {
        Steps++;
        _rule = at(Steps);
        if (Steps % StepsToFlush == 0) Flush();
        (double, double, double, double) settings = (optimizer.LearningRate * rateFactor, gradientScale, clip, DecayFactor);
        if (_settings == settings) return;
        _settings = settings;
        for (int block = 0; block < _chains.Length; block++)
            _chains[block] = new UpdateChain(optimizer, _parameters.Blocks[block], _settings);
        _runs.Clear();
        for (int first = 0, last; first < _chains.Length; first = last + 1)
        {
            last = first;
            while (last + 1 < _chains.Length && _chains[last + 1] == _chains[first]) last++;
            _runs.Add(
                (first, (nint)(_parameters.Panels(last).Start - _parameters.Panels(first).Start) + (nint)_parameters.Panels(last).Length));
        }
    }

    public override UpdateChain ChainOf(int block) => _chains[block];

    public override void Descend()
    {
        foreach ((int block, nint count) in _runs) Descend(block, 0, count);
    }

    public override void Descend(Worker worker)
    {
        for (int block = 0; block < _parameters.Blocks.Count; block++)
        {
            (int first, int last) = worker.Share((int)((_parameters.Panels(block).Length + TLane.Count - 1) / TLane.Count));
            Descend(block, (nint)first * TLane.Count, (nint)(last - first) * TLane.Count);
        }
    }

    public override void Descend(int block, nint from, nint count) => Descend(block, from, count, _g + _offsets[block] + from);

    public override void Descend(ParameterViews<T> parameter, Tile tile, Panels<T> gradient)
    {
        Panels<T> w = parameter.Value;
        for (int panel = tile.Panel; panel < tile.Panel + tile.Panels; panel++)
            Descend(parameter.Block, panel * w.Stride + (nint)tile.First * w.Width, (nint)(tile.Last - tile.First) * w.Width,
                gradient.At(panel, tile.First));
    }

    public override void Approach(ParameterViews<T> parameter, Tile tile)
    {
        // parameters and moments that stay in the second-level cache are near already
        if (!Sse.IsSupported || (long)_parameters.Values.Length * (1 + TRule.Moments) * sizeof(T) <= NearBytes) return;
        Panels<T> w = parameter.Value;
        for (int panel = tile.Panel; panel < tile.Panel + tile.Panels; panel++)
        {
            nint from = _offsets[parameter.Block] + panel * w.Stride + (nint)tile.First * w.Width,
                count = (nint)(tile.Last - tile.First) * w.Width;
            for (nint i = from; i < from + count; i += LineBytes / sizeof(T))
            {
                // other cores have read these lines: written as they are, they begin to belong to this core alone
                // (2 cores: 250 µs instead of 340)
                Volatile.Write(ref *(int*)(_w + i), Volatile.Read(ref *(int*)(_w + i)));
                if (TRule.Moments > 0) Sse.Prefetch1(_m + i);
                if (TRule.Moments > 1) Sse.Prefetch1(_v + i);
            }
        }
    }

    /// <summary>Sets moments below the smallest normal number to 0.</summary>
    /// <remarks>
    /// Those of a unit that is dead shrink for want of a gradient until they are subnormal, round to themselves, and stay there, where
    /// arithmetic is slow: Adam's descent takes 0.27 ns a weight instead of 0.15.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void Flush()
    {
        TLane zero = TLane.Of(0), smallest = TLane.Of(double.CreateChecked(T.Epsilon) * Math.ScaleB(1, TLane.Precision - 1));
        FlushOf(_m, TRule.Moments > 0);
        FlushOf(_v, TRule.Moments > 1);
        FlushOf(_u, TRule.Moments > 2);

        void FlushOf(T* moment, bool isOne)
        {
            for (nint i = 0; isOne && i < _parameters.Values.Length; i += TLane.Count)
            {
                TLane value = TLane.Load(moment + i);
                TLane.Store(TLane.IfLess(TLane.Abs(value), smallest, zero, value), moment + i);
            }
        }
    }

    void Descend(int block, nint from, nint count, T* g)
    {
        ref readonly UpdateChain chain = ref _chains[block];
        if (!chain.Moves) return;
        nint at = _offsets[block] + from;
        T* w = _w + at, m = _m + at, v = _v + at, u = _u + at;
        if (chain.IsPlain) Descend<Plain>(_rule, chain, w, g, m, v, u, count);
        else Descend<Full>(_rule, chain, w, g, m, v, u, count);
    }

    // two compilations of one loop: nearly every step has no links before and after the rule, and then the
    // rule's constants stay in registers
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Descend<TLinks>(TRule rule, in UpdateChain chain, T* w, T* g, T* m, T* v, T* u, nint count) where TLinks : ILinks
    {
        TLane alpha = TLane.Of(-chain.Rate), keep = TLane.Of(1 - chain.Rate * chain.Decay), zero = TLane.Of(0);
        TLane l1 = TLane.Of(chain.L1), l2 = TLane.Of(chain.L2), scale = TLane.Of(chain.GradientScale), clip = TLane.Of(chain.Clip);
        TLane a = zero, b = zero, c = zero;
        for (nint i = 0; i < count; i += TLane.Count)
        {
            TLane theta = TLane.Load(w + i), gradient = TLane.Load(g + i);
            if (TLinks.All)
            {
                gradient = TLane.Max(TLane.Min(gradient * scale, clip), -clip);
                gradient = Penalty.AddSlope(gradient, theta, l1, l2);
            }
            if (TRule.Moments > 0) a = TLane.Load(m + i);
            if (TRule.Moments > 1) b = TLane.Load(v + i);
            if (TRule.Moments > 2) c = TLane.Load(u + i);
            TLane direction = rule.Direction(gradient, theta, ref a, ref b, ref c);
            if (TRule.Moments > 0) TLane.Store(a, m + i);
            if (TRule.Moments > 1) TLane.Store(b, v + i);
            if (TRule.Moments > 2) TLane.Store(c, u + i);
            if (TLinks.All) theta *= keep;
            TLane.Store(TLane.MultiplyAdd(alpha, direction, theta), w + i);
        }
    }

    interface ILinks
    {
        static abstract bool All { get; }
    }

    readonly struct Plain : ILinks { public static bool All => false; }

    readonly struct Full : ILinks { public static bool All => true; }
}
