using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Layers;
using Myelin.Optimizers;

namespace Myelin.Kernels;

/// <summary>Takes gradients lane by lane as soon as they are complete.</summary>
internal interface IGradientUse<T, TLane>
    where T : unmanaged
    where TLane : struct, ILane<TLane, T>
{
    /// <summary>Whether anything is done at all, as a constant that the JIT sees.</summary>
    static abstract bool IsAny { get; }

    /// <summary>From a panel of the matrix to the next.</summary>
    nint Stride { get; }

    /// <summary>Takes the gradient of the numbers from … on.</summary>
    void Take(TLane gradient, nint from);
}

/// <summary>The gradient stays where it is.</summary>
internal readonly struct Kept<T, TLane> : IGradientUse<T, TLane>
    where T : unmanaged
    where TLane : struct, ILane<TLane, T>
{
    public static bool IsAny => false;

    public nint Stride => 0;

    public void Take(TLane gradient, nint from) { }
}

/// <summary>One step of an optimizer for a lane of numbers: clipping and penalties, the rule's direction d, decay, θ := θ − α d.</summary>
/// <param name="w">θ, where the numbers begin; m, v and u are the moments beside it</param>
internal readonly unsafe struct Descent<T, TLane, TRule, TLinks>(TRule rule, in UpdateChain chain, T* w, T* m, T* v, T* u, nint stride)
    : IGradientUse<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TRule : struct, IUpdateRule
    where TLinks : IUpdateLinks
{
    readonly TRule _rule = rule;
    readonly UpdateChain _chain = chain;
    readonly T* _w = w, _m = m, _v = v, _u = u;

    public static bool IsAny => true;

    public nint Stride { get; } = stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(TLane gradient, nint from)
    {
        TLane theta = TLane.Load(_w + from), a = default, b = default, c = default;
        if (TLinks.All)
        {
            TLane zero = TLane.Of(0), sign = TLane.IfEqual(theta, zero, zero, TLane.CopySign(TLane.Of(1), theta)), clip = TLane.Of(_chain.Clip);
            gradient = TLane.Max(TLane.Min(gradient * TLane.Of(_chain.GradientScale), clip), -clip);
            gradient = TLane.MultiplyAdd(TLane.Of(_chain.L1), sign, TLane.MultiplyAdd(TLane.Of(_chain.L2), theta, gradient));
        }
        if (TRule.Moments > 0) a = TLane.Load(_m + from);
        if (TRule.Moments > 1) b = TLane.Load(_v + from);
        if (TRule.Moments > 2) c = TLane.Load(_u + from);
        TLane direction = _rule.Direction(gradient, theta, ref a, ref b, ref c);
        if (TRule.Moments > 0) TLane.Store(a, _m + from);
        if (TRule.Moments > 1) TLane.Store(b, _v + from);
        if (TRule.Moments > 2) TLane.Store(c, _u + from);
        if (TLinks.All) theta *= TLane.Of(_chain.Keep);
        TLane.Store(TLane.MultiplyAdd(TLane.Of(_chain.Alpha), direction, theta), _w + from);
    }
}

/// <summary>Whether there are links before and after the rule. Nearly every step has none, and is compiled apart.</summary>
internal interface IUpdateLinks
{
    static abstract bool All { get; }
}

internal readonly struct PlainLinks : IUpdateLinks { public static bool All => false; }

internal readonly struct AllLinks : IUpdateLinks { public static bool All => true; }

/// <summary>The links of the chain around the rule, for one block.</summary>
internal readonly record struct UpdateChain
{
    /// <summary>−α, and 1 − αλ.</summary>
    public readonly Coefficient Alpha, Keep;

    public readonly Coefficient GradientScale, Clip, L1, L2;
    public readonly bool Moves, IsPlain;

    public UpdateChain(Optimizer optimizer, ParameterBlock block, (double Rate, double GradientScale, double Clip, double Decay) settings)
    {
        bool decays = optimizer.DecaysAll || block.Decays;
        double factor = decays ? block.DecayFactor : 0;
        double rate = settings.Rate * block.RateFactor, decay = optimizer.WeightDecay * factor * settings.Decay;
        double l1 = optimizer.L1 * factor, l2 = optimizer.L2 * factor;
        (Alpha, Keep, GradientScale, Clip, L1, L2) = (-rate, 1 - rate * decay, settings.GradientScale, settings.Clip, l1, l2);
        Moves = block.Role != ParameterRole.Statistic;
        IsPlain = settings.GradientScale == 1 && double.IsPositiveInfinity(settings.Clip) && l1 == 0 && l2 == 0 && decay == 0;
    }
}
