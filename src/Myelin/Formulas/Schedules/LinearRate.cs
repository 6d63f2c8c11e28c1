namespace Myelin;

/// <summary>f(t) = f₀ + (f₁ − f₀) min(t, T)/T</summary>
/// <param name="Start">f₀ ≥ 0</param>
/// <param name="End">f₁ ≥ 0</param>
/// <param name="Length">T ≥ 1, or null for the whole training</param>
public sealed record LinearRate(double Start = 1, double End = 0, long? Length = null) : LaneSchedule
{
    public double Start { get; } = Throw.IfNegative(Start, "the start of a linear rate");

    public double End { get; } = Throw.IfNegative(End, "the end of a linear rate");

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a linear rate");

    internal override bool NeedsLength => Length is null;

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        TLane start = TLane.Of("f₀", Start), end = TLane.Of("f₁", End);
        return start + (end - start) * Progress(t, LengthOf(Length, total));
    }
}
