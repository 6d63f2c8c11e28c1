namespace Myelin;

/// <summary>f(t) = 1 up to a share s of T, then half a wave of the cosine down to 0: ½ (1 + cos(π (t/T − s)/(1 − s)))</summary>
/// <param name="Flat">s in [0, 1)</param>
/// <param name="Length">T ≥ 1, or null for the whole training</param>
public sealed record FlatCosine(double Flat = 0.5, long? Length = null) : LaneSchedule
{
    public double Flat { get; } = Throw.IfNotProbability(Flat, "The flat share of a flat cosine");

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a flat cosine");

    internal override bool NeedsLength => Length is null;

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        TLane flat = TLane.Of("s", Flat);
        return HalfWave(TLane.Max(TLane.Of(0), Progress(t, LengthOf(Length, total)) - flat) / (TLane.Of(1) - flat));
    }
}
