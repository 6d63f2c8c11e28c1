namespace Myelin;

/// <summary>f(t) = γ^⌊t/T⌋</summary>
/// <param name="Length">T ≥ 1</param>
/// <param name="Gamma">γ &gt; 0</param>
public sealed record StepDecay(long Length, double Gamma = 0.1) : LaneSchedule
{
    public long Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a step decay");

    public double Gamma { get; } = Throw.IfNotPositive(Gamma, "gamma of a step decay");

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time) =>
        TLane.Power(TLane.Of("γ", Gamma), TLane.Of("⌊t/T⌋", time.Now / Length), time.Now / Length);
}
