namespace Myelin;

/// <summary>f(t) = γᵗ</summary>
/// <param name="Gamma">γ &gt; 0, such as 0.95 per epoch</param>
public sealed record ExponentialDecay(double Gamma) : LaneSchedule
{
    public double Gamma { get; } = Throw.IfNotPositive(Gamma, "gamma of an exponential decay");

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time) => TLane.Power(TLane.Of("γ", Gamma), t, time.Now);
}
