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
internal readonly unsafe struct Descent<T, TLane, TRule, TLinks>(TRule rule, TLinks links, Coefficient minusAlpha, T* w, T* m, T* v, T* u, nint stride)
    : IGradientUse<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TRule : struct, IUpdateRule
    where TLinks : struct, IUpdateLinks
{
    readonly TRule _rule = rule;
    readonly TLinks _links = links;
    readonly Coefficient _minusAlpha = minusAlpha;
    readonly T* _w = w, _m = m, _v = v, _u = u;

    public static bool IsAny => true;

    public nint Stride { get; } = stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(TLane gradient, nint from)
    {
        TLane theta = TLane.Load(_w + from), a = default, b = default, c = default;
        if (TRule.Moments > 0) a = TLane.Load(_m + from);
        if (TRule.Moments > 1) b = TLane.Load(_v + from);
        if (TRule.Moments > 2) c = TLane.Load(_u + from);
        TLane direction = _rule.Direction(_links.Penalized(gradient, theta), theta, ref a, ref b, ref c);
        if (TRule.Moments > 0) TLane.Store(a, _m + from);
        if (TRule.Moments > 1) TLane.Store(b, _v + from);
        if (TRule.Moments > 2) TLane.Store(c, _u + from);
        TLane.Store(TLane.MultiplyAdd(TLane.Of(_minusAlpha), direction, _links.Decayed(theta)), _w + from);
    }
}

/// <summary>The links of the chain before and after the rule.</summary>
internal interface IUpdateLinks
{
    /// <summary>g, clipped, with the penalties' part.</summary>
    TLane Penalized<TLane>(TLane gradient, TLane theta) where TLane : struct, ILane<TLane>;

    /// <summary>(1 − αλ) θ</summary>
    TLane Decayed<TLane>(TLane theta) where TLane : struct, ILane<TLane>;
}

/// <summary>None, as in nearly every step.</summary>
internal readonly struct NoLinks : IUpdateLinks
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Penalized<TLane>(TLane gradient, TLane theta) where TLane : struct, ILane<TLane> => gradient;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Decayed<TLane>(TLane theta) where TLane : struct, ILane<TLane> => theta;
}

/// <summary>All of them; those that are not asked for change nothing.</summary>
internal readonly record struct AllLinks(Coefficient GradientScale, Coefficient Clip, Coefficient L1, Coefficient L2, Coefficient Keep) : IUpdateLinks
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Penalized<TLane>(TLane gradient, TLane theta) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0), sign = TLane.IfEqual(theta, zero, zero, TLane.CopySign(TLane.Of(1), theta)), clip = TLane.Of(Clip);
        gradient = TLane.Max(TLane.Min(gradient * TLane.Of(GradientScale), clip), -clip);
        return TLane.MultiplyAdd(TLane.Of(L1), sign, TLane.MultiplyAdd(TLane.Of(L2), theta, gradient));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Decayed<TLane>(TLane theta) where TLane : struct, ILane<TLane> => theta * TLane.Of(Keep);
}

/// <summary>α and the links around the rule, for one block.</summary>
internal readonly record struct UpdateChain
{
    public readonly Coefficient MinusAlpha;

    public readonly AllLinks Links;

    /// <summary>Whether the block is learned at all, and whether its links are none.</summary>
    public readonly bool Moves, IsPlain;

    public UpdateChain(Optimizer optimizer, ParameterBlock block, (double Rate, double GradientScale, double Clip, double Decay) settings)
    {
        bool decays = optimizer.DecaysAll || block.Decays;
        double factor = decays ? block.DecayFactor : 0, rate = settings.Rate * block.RateFactor;
        double l1 = optimizer.L1 * factor, l2 = optimizer.L2 * factor, decay = optimizer.WeightDecay * factor * settings.Decay;
        (MinusAlpha, Links) = (-rate, new(settings.GradientScale, settings.Clip, l1, l2, 1 - rate * decay));
        Moves = block.Role != ParameterRole.Statistic;
        IsPlain = settings.GradientScale == 1 && double.IsPositiveInfinity(settings.Clip) && l1 == 0 && l2 == 0 && decay == 0;
    }
}
