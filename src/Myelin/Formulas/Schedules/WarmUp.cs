namespace Myelin;

/// <summary>f(t) = f₀ + (1 − f₀) t/T for t &lt; T, then another schedule from its beginning (Goyal et al. 2017, section 2.2)</summary>
/// <remarks>t counts the same for both: the other schedule's own unit does not matter.</remarks>
/// <param name="Length">T ≥ 0</param>
/// <param name="Then">what follows, with a total of T less; null for 1</param>
/// <param name="Start">f₀ in [0, 1]; multiplies what the other schedule begins with</param>
public sealed record WarmUp(long Length, Schedule? Then = null, double Start = 0.1) : LaneSchedule
{
    public long Length { get; } = Throw.IfLengthNegative(Length, "the length of a warm-up")!.Value;

    public double Start { get; } = Throw.IfNotShare(Start, "the start of a warm-up");

    internal override bool NeedsLength => Then is { NeedsLength: true };

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        TLane length = TLane.Of("T₀", Length), start = TLane.Of("f₀", Start), one = TLane.Of(1);
        bool isOver = time.Now >= Length;
        TLane rise = isOver ? one : start + (one - start) * (t / length);
        if (Then is null) return rise;
        var later = new ScheduleTime(Math.Max(0, time.Now - Length), Math.Max(1, time.Total - Length));
        TLane then = Then is LaneSchedule lanes
            ? lanes.At(isOver ? TLane.Name("u", t - length) : TLane.Of("u", 0), TLane.Name("U", TLane.Max(one, total - length)), later)
            : TLane.Of("g", Then.Factor(later));
        return isOver ? then : rise * TLane.Name("g", then);
    }
}
