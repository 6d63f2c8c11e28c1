namespace Myelin;

/// <summary>Multiplies the factor by γ when a loss or metric has not got better for longer than the patience.</summary>
/// <remarks>
/// Better than the best so far b is: below b (1 − θ); absolute, below b − θ; where higher is better, above b (1 + θ) or b + θ. It
/// depends on what was measured, so it is no pure function of time: <see cref="Next"/> takes a state and gives the next.
/// </remarks>
/// <param name="Gamma">γ in (0, 1)</param>
/// <param name="Patience">measurements in a row that need not be better</param>
/// <param name="Threshold">θ ≥ 0</param>
/// <param name="Absolute">whether θ is a difference rather than a share of b</param>
/// <param name="HigherIsBetter">accuracy rather than loss</param>
/// <param name="Cooldown">measurements after a reduction that do not count</param>
/// <param name="Floor">the least factor</param>
/// <param name="LeastChange">a reduction by no more than this is not made</param>
public sealed record ReduceOnPlateau(
    double Gamma = 0.1, int Patience = 10, double Threshold = 1e-4, bool Absolute = false, bool HigherIsBetter = false, int Cooldown = 0,
    double Floor = 0, double LeastChange = 1e-8)
{
    public double Gamma { get; } = Throw.IfNotBelow(Throw.IfNotPositive(Gamma, "gamma of a plateau"), 1, "gamma of a plateau",
        nameof(Gamma));

    public int Patience { get; } = (int)Throw.IfLengthNegative(Patience, "the patience of a plateau")!.Value;

    public double Threshold { get; } = Throw.IfNegative(Threshold, "the threshold of a plateau");

    public int Cooldown { get; } = (int)Throw.IfLengthNegative(Cooldown, "the cooldown of a plateau")!.Value;

    public double Floor { get; } = Throw.IfNegative(Floor, "the floor of a plateau");

    public double LeastChange { get; } = Throw.IfNegative(LeastChange, "the least change of a plateau");

    /// <summary>The state after one more measurement.</summary>
    internal PlateauState Next(PlateauState state, double measured)
    {
        bool better = IsBetter(measured, state.Best);
        int waiting = Math.Max(0, state.Cooldown - 1), bad = better || state.Cooldown > 0 ? 0 : state.Bad + 1;
        state = state with { Best = better ? measured : state.Best, Bad = bad, Cooldown = waiting };
        if (bad <= Patience) return state;
        double reduced = Math.Max(state.Factor * Gamma, Floor);
        return state with { Bad = 0, Cooldown = Cooldown, Factor = state.Factor - reduced > LeastChange ? reduced : state.Factor };
    }

    bool IsBetter(double measured, double? best) => best is not { } b || (HigherIsBetter
        ? measured > (Absolute ? b + Threshold : b * (1 + Threshold))
        : measured < (Absolute ? b - Threshold : b * (1 - Threshold)));
}
