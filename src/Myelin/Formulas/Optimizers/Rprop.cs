using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Rprop (Riedmiller, Braun 1993, section 2): each parameter has a step of its own, longer while its gradient keeps its sign,
/// shorter when it turns. For full batches.
/// </summary>
/// <remarks>
/// After a turn the parameter waits one step (g := 0): iRprop− of Igel, Hüsken 2000. Steps are kept as multiples s of α, which is
/// the first step of all; a schedule therefore scales them.
/// </remarks>
/// <param name="LearningRate">α &gt; 0, the first step</param>
/// <param name="Shrink">η₋ in (0, 1)</param>
/// <param name="Grow">η₊ &gt; 1</param>
/// <param name="MinimumStep">&gt; 0</param>
/// <param name="MaximumStep">at least the minimum</param>
public sealed record Rprop(
    double LearningRate = 0.01, double Shrink = 0.5, double Grow = 1.2, double MinimumStep = 1e-6, double MaximumStep = 50)
    : Optimizer(Throw.IfNotPositive(LearningRate, "the learning rate of Rprop, its first step,"))
{
    public double Shrink { get; } = Throw.IfNotBelow(Throw.IfNotPositive(Shrink, "Shrink of Rprop"), 1, "Shrink of Rprop", nameof(Shrink));

    public double Grow { get; } = Throw.IfNotAbove(Grow, 1, "Grow of Rprop");

    public double MinimumStep { get; } = Throw.IfNotPositive(MinimumStep, "the minimum step of Rprop");

    public double MaximumStep { get; } =
        MaximumStep == MinimumStep ? MaximumStep : Throw.IfNotAbove(MaximumStep, MinimumStep, "the maximum step of Rprop");

    internal Rule At(long t) => new(Shrink, Grow, MinimumStep / LearningRate, MaximumStep / LearningRate);

    internal override TResult Choose<TResult>(IRuleChoice<TResult> choice) => choice.Of(At);

    /// <summary>
    /// s := min(max(s·η, s₋), s₊) with η = η₊, η₋ or 1 by the sign of g·gₜ₋₁;  g := 0 where that is negative;  d = s·sign g
    /// </summary>
    internal readonly record struct Rule(Coefficient Shrink, Coefficient Grow, Coefficient Minimum, Coefficient Maximum) : IUpdateRule
    {
        public static int Moments => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            TLane zero = TLane.Of(0), one = TLane.Of(1), agreement = g * m;
            // memory begins as 0, which no step ever is
            TLane step = TLane.IfEqual(v, zero, one, v);
            TLane factor = TLane.IfLess(zero, agreement, TLane.Of("η₊", Grow), TLane.IfLess(agreement, zero, TLane.Of("η₋", Shrink), one));
            v = TLane.Name("v", TLane.Max(TLane.Min(step * factor, TLane.Of("s₊/α", Maximum)), TLane.Of("s₋/α", Minimum)));
            m = TLane.Name("m", TLane.IfLess(agreement, zero, zero, g));
            return v * TLane.Sign(m);
        }
    }
}
