namespace Myelin;

/// <summary>f(t) = c; or for the first T only, and 1 from then on</summary>
/// <param name="Value">c ≥ 0</param>
/// <param name="Length">T ≥ 0, or null for always</param>
public sealed record ConstantRate(double Value = 1, long? Length = null) : LaneSchedule
{
    public double Value { get; } = Throw.IfNegative(Value, "the factor of a constant rate");

    public long? Length { get; } = Throw.IfLengthNegative(Length, "the length of a constant rate");

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time) => Length is { } length
        ? TLane.IfLess(t, TLane.Of("T", length), TLane.Of("c", Value), TLane.Of(1))
        : TLane.Of("c", Value);
}
