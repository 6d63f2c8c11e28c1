namespace Myelin.Schedules;

/// <summary>Where training is: t and its end, both in the schedule's unit.</summary>
/// <param name="Now">t, 0 for the first step or epoch</param>
/// <param name="Total">how many there will be</param>
public readonly record struct ScheduleTime(long Now, long Total)
{
    /// <summary>min(t, T)/T, T of the schedule's own or the whole training.</summary>
    internal double Progress(long? length)
    {
        long end = Math.Max(1, length ?? Total);
        return (double)Math.Min(Now, end) / end;
    }
}
