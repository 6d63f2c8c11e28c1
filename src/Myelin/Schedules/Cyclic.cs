using Myelin.Numerics;

namespace Myelin.Schedules;

/// <summary>Up from f₀ to f₁ in a straight line over T₁, down again over T₂, and so on (Smith 2017, section 3.2)</summary>
/// <param name="Low">f₀ ≥ 0</param>
/// <param name="High">f₁ ≥ f₀</param>
/// <param name="Up">T₁ ≥ 1</param>
/// <param name="Down">T₂ ≥ 1, or null for T₁</param>
/// <param name="CycleGamma">multiplies f₁ − f₀ once a cycle; ½ is Smith's "triangular2"</param>
/// <param name="Gamma">multiplies f₁ − f₀ at every t: Smith's "exp_range"</param>
public sealed record Cyclic(
    double Low = 0.1, double High = 1, long Up = 2000, long? Down = null, double CycleGamma = 1, double Gamma = 1) : Schedule
{
    public double Low { get; } = Throw.IfNegative(Low, "the low factor of a cyclic rate");

    public double High { get; } = High >= Low ? Throw.IfNotFinite(High, "the high factor of a cyclic rate") :
        Throw.IfNotAbove(High, Low, "the high factor of a cyclic rate");

    public long Up { get; } = Throw.IfLengthNotPositive(Up, "the rise of a cyclic rate");

    public long? Down { get; } = Throw.IfLengthNotPositive(Down, "the fall of a cyclic rate");

    public double CycleGamma { get; } = Throw.IfNotPositive(CycleGamma, "the cycle's gamma of a cyclic rate");

    public double Gamma { get; } = Throw.IfNotPositive(Gamma, "gamma of a cyclic rate");

    public override double Factor(ScheduleTime time)
    {
        long down = Down ?? Up, cycle = time.Now / (Up + down), since = time.Now % (Up + down);
        double height = since <= Up ? (double)since / Up : (double)(Up + down - since) / down;
        return Low + (High - Low) * height * Elementary.Power(CycleGamma, cycle) * Elementary.Power(Gamma, time.Now);
    }
}
