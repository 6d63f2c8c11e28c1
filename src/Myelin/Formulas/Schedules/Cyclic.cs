namespace Myelin;

/// <summary>Up from f₀ to f₁ in a straight line over T₁, down again over T₂, and so on (Smith 2017, section 3.2)</summary>
/// <param name="Low">f₀ ≥ 0</param>
/// <param name="High">f₁ ≥ f₀</param>
/// <param name="Up">T₁ ≥ 1</param>
/// <param name="Down">T₂ ≥ 1, or null for T₁</param>
/// <param name="CycleGamma">q, multiplies f₁ − f₀ once a cycle; ½ is Smith's "triangular2"</param>
/// <param name="Gamma">γ, multiplies f₁ − f₀ at every t: Smith's "exp_range"</param>
public sealed record Cyclic(
    double Low = 0.1, double High = 1, long Up = 2000, long? Down = null, double CycleGamma = 1, double Gamma = 1) : LaneSchedule
{
    public double Low { get; } = Throw.IfNegative(Low, "the low factor of a cyclic rate");

    public double High { get; } = High >= Low ? Throw.IfNotFinite(High, "the high factor of a cyclic rate") :
        Throw.IfNotAbove(High, Low, "the high factor of a cyclic rate");

    public long Up { get; } = Throw.IfLengthNotPositive(Up, "the rise of a cyclic rate");

    public long? Down { get; } = Throw.IfLengthNotPositive(Down, "the fall of a cyclic rate");

    public double CycleGamma { get; } = Throw.IfNotPositive(CycleGamma, "the cycle's gamma of a cyclic rate");

    public double Gamma { get; } = Throw.IfNotPositive(Gamma, "gamma of a cyclic rate");

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        long down = Down ?? Up, cycle = time.Now / (Up + down);
        TLane rise = TLane.Of("T₁", Up), fall = TLane.Of("T₂", down), k = TLane.Of("k", cycle), low = TLane.Of("f₀", Low);
        TLane since = cycle == 0 ? t : TLane.Name("τ", t - k * (rise + fall));
        TLane range = (TLane.Of("f₁", High) - low) * (time.Now % (Up + down) <= Up ? since / rise : (rise + fall - since) / fall);
        if (CycleGamma != 1) range *= TLane.Power(TLane.Of("q", CycleGamma), k, cycle);
        if (Gamma != 1) range *= TLane.Power(TLane.Of("γ", Gamma), t, time.Now);
        return low + range;
    }
}
