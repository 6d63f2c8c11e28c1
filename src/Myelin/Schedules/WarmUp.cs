namespace Myelin.Schedules;

/// <summary>f(t) = f₀ + (1 − f₀) t/T for t &lt; T, then another schedule from its beginning (Goyal et al. 2017, section 2.2)</summary>
/// <remarks>t counts the same for both: the other schedule's own unit does not matter.</remarks>
/// <param name="Length">T ≥ 0</param>
/// <param name="Then">what follows, with a total of T less; null for 1</param>
/// <param name="Start">f₀ in [0, 1]; multiplies what the other schedule begins with</param>
public sealed record WarmUp(long Length, Schedule? Then = null, double Start = 0.1) : Schedule
{
    public long Length { get; } = Throw.IfLengthNegative(Length, "the length of a warm-up")!.Value;

    public double Start { get; } = Throw.IfNotShare(Start, "the start of a warm-up");

    internal override bool NeedsLength => Then is { NeedsLength: true };

    public override double Factor(ScheduleTime time)
    {
        double rise = time.Now < Length ? Start + (1 - Start) * ((double)time.Now / Length) : 1;
        return rise * (Then?.Factor(new(Math.Max(0, time.Now - Length), Math.Max(1, time.Total - Length))) ?? 1);
    }
}
