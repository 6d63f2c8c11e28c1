using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>λ₁ Σ|θ| + ½ λ₂ Σ θ², which joins the loss; coupled: its slope joins the gradient before the optimizer's rule.</summary>
internal readonly record struct Penalty(double L1, double L2)
{
    /// <summary>A block's share of an optimizer's penalties.</summary>
    public static Penalty Of(Optimizer optimizer, ParameterBlock block)
    {
        double factor = Factor(optimizer, block);
        return new(optimizer.L1 * factor, optimizer.L2 * factor);
    }

    /// <summary>What multiplies an optimizer's penalties and decay in a block: 0 for those that they do not reach.</summary>
    public static double Factor(Optimizer optimizer, ParameterBlock block) => optimizer.DecaysAll || block.Decays ? block.DecayFactor : 0;

    public bool IsNone => L1 == 0 && L2 == 0;

    /// <summary>λ₁ |θ| + ½ λ₂ θ²</summary>
    public static TLane Value<TLane>(TLane theta, TLane l1, TLane l2) where TLane : struct, ILane<TLane> =>
        l1 * TLane.Abs(theta) + TLane.Of(0.5) * l2 * theta * theta;

    /// <summary>g + λ₁ sign θ + λ₂ θ</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane AddSlope<TLane>(TLane gradient, TLane theta, TLane l1, TLane l2) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0), sign = TLane.IfEqual(theta, zero, zero, TLane.CopySign(TLane.Of(1), theta));
        return TLane.MultiplyAdd(l1, sign, TLane.MultiplyAdd(l2, theta, gradient));
    }
}
