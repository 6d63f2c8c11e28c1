using Myelin.Numerics;

namespace Myelin.Schedules;

/// <summary>f(t) = γᵗ</summary>
/// <param name="Gamma">γ &gt; 0, such as 0.95 per epoch</param>
public sealed record ExponentialDecay(double Gamma) : Schedule
{
    public double Gamma { get; } = Throw.IfNotPositive(Gamma, "gamma of an exponential decay");

    public override double Factor(ScheduleTime time) => Elementary.Power(Gamma, time.Now);
}
