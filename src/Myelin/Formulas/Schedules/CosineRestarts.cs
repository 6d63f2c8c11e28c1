namespace Myelin;

/// <summary>
/// f(t) = f₁ + (1 − f₁)(1 + cos(π τ/Tᵢ))/2, τ = t − s since the last restart s; Tᵢ₊₁ = q Tᵢ (Loshchilov, Hutter 2017, eq. 5)
/// </summary>
/// <param name="Length">T₀ ≥ 1, the first cycle's</param>
/// <param name="Growth">q ≥ 1</param>
/// <param name="Floor">f₁ in [0, 1]</param>
public sealed record CosineRestarts(long Length, int Growth = 1, double Floor = 0) : LaneSchedule
{
    public long Length { get; } = Throw.IfLengthNotPositive(Length, "the first cycle of cosine restarts");

    public int Growth { get; } = (int)Throw.IfLengthNotPositive(Growth, "the growth of cosine restarts");

    public double Floor { get; } = Throw.IfNotShare(Floor, "the floor of cosine restarts");

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        long since = time.Now, length = Length;
        if (Growth == 1) since %= length;
        for (; since >= length; length *= Growth) since -= length;
        TLane tau = since == time.Now ? t : TLane.Name("τ", t - TLane.Of("s", time.Now - since));
        return Above(Floor, HalfWave(tau / TLane.Of(length == Length ? "T" : "Tᵢ", length)));
    }
}
