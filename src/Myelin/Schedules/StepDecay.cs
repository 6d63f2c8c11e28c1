using Myelin.Numerics;

namespace Myelin.Schedules;

/// <summary>f(t) = γ^⌊t/T⌋</summary>
/// <param name="Length">T ≥ 1</param>
/// <param name="Gamma">γ &gt; 0</param>
public sealed record StepDecay(long Length, double Gamma = 0.1) : Schedule
{
    public long Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a step decay");

    public double Gamma { get; } = Throw.IfNotPositive(Gamma, "gamma of a step decay");

    public override double Factor(ScheduleTime time) => Elementary.Power(Gamma, time.Now / Length);
}
