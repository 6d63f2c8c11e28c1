namespace Myelin.Schedules;

/// <summary>f(t) = 1 up to a share s of T, then half a wave of the cosine down to 0: ½ (1 + cos(π (t/T − s)/(1 − s)))</summary>
/// <param name="Flat">s in [0, 1)</param>
/// <param name="Length">T ≥ 1, or null for the whole training</param>
public sealed record FlatCosine(double Flat = 0.5, long? Length = null) : Schedule
{
    public double Flat { get; } = Throw.IfNotProbability(Flat, "The flat share of a flat cosine");

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a flat cosine");

    internal override bool NeedsLength => Length is null;

    public override double Factor(ScheduleTime time) => HalfCosine.Between(1, 0, Math.Max(0, time.Progress(Length) - Flat) / (1 - Flat));
}
