namespace Myelin;

/// <summary>f(t) = f₁ + (1 − f₁)(1 + cos(π t/T))/2 (Loshchilov, Hutter 2017, eq. 5, without restarts)</summary>
/// <remarks>Beyond T it rises again, as PyTorch's does, up to 1 at 2T.</remarks>
/// <param name="Floor">f₁ in [0, 1]</param>
/// <param name="Length">T ≥ 1, or null for the whole training</param>
public sealed record CosineDecay(double Floor = 0, long? Length = null) : LaneSchedule
{
    public double Floor { get; } = Throw.IfNotShare(Floor, "the floor of a cosine decay");

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a cosine decay");

    internal override bool NeedsLength => Length is null;

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        // waves of 2T that are over
        TLane length = LengthOf(Length, total);
        long over = time.Now / (2 * Math.Max(1, Length ?? time.Total));
        TLane since = over == 0 ? t : TLane.Name("τ", t - TLane.Of(2) * TLane.Of("k", over) * length);
        return Above(Floor, HalfWave(since / length));
    }
}
