namespace Myelin.Schedules;

/// <summary>f(t) = c; or for the first T only, and 1 from then on</summary>
/// <param name="Value">c ≥ 0</param>
/// <param name="Length">T ≥ 0, or null for always</param>
public sealed record ConstantRate(double Value = 1, long? Length = null) : Schedule
{
    public double Value { get; } = Throw.IfNegative(Value, "the factor of a constant rate");

    public long? Length { get; } = Throw.IfLengthNegative(Length, "the length of a constant rate");

    public override double Factor(ScheduleTime time) => Length is { } length && time.Now >= length ? 1 : Value;
}
