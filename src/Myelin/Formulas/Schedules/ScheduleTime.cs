namespace Myelin;

/// <summary>Where training is: t and its end, both in the schedule's unit.</summary>
/// <param name="Now">t, 0 for the first step or epoch</param>
/// <param name="Total">how many there will be</param>
public readonly record struct ScheduleTime(long Now, long Total);
