namespace Myelin.Schedules;

/// <summary>Up from f₁/r to f₁ over the first share s of the training, then down to f₁/(r q) (Smith, Topin 2018, section 4).</summary>
/// <remarks>In the shape that PyTorch has made usual: half a cosine up and one down, ending on the last step.</remarks>
/// <param name="Peak">f₁ &gt; 0</param>
/// <param name="Rise">s in [0, 1], the share of the training in which it rises</param>
/// <param name="StartDivisor">r &gt; 0</param>
/// <param name="EndDivisor">q &gt; 0</param>
/// <param name="Linear">straight lines in place of cosines</param>
/// <param name="ThreePhases">falls to f₁/r as long as it rose, and then to the end</param>
/// <param name="Length">T ≥ 1, or null for the whole training</param>
public sealed record OneCycle(
    double Peak = 1, double Rise = 0.3, double StartDivisor = 25, double EndDivisor = 1e4, bool Linear = false, bool ThreePhases = false,
    long? Length = null) : Schedule
{
    public double Peak { get; } = Throw.IfNotPositive(Peak, "the peak of one cycle");

    public double Rise { get; } = Throw.IfNotShare(Rise, "the rise of one cycle");

    public double StartDivisor { get; } = Throw.IfNotPositive(StartDivisor, "the start divisor of one cycle");

    public double EndDivisor { get; } = Throw.IfNotPositive(EndDivisor, "the end divisor of one cycle");

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of one cycle");

    internal override bool NeedsLength => Length is null;

    public override double Factor(ScheduleTime time)
    {
        double start = Peak / StartDivisor, end = start / EndDivisor, total = Length ?? time.Total, last = total - 1;
        double top = Rise * total - 1, fallen = ThreePhases ? 2 * Rise * total - 2 : top;
        return time.Now <= top ? Between(start, Peak, Progress(time.Now, 0, top))
            : time.Now <= fallen ? Between(Peak, start, Progress(time.Now, top, fallen))
            : ThreePhases ? Between(start, end, Progress(time.Now, fallen, last)) : Between(Peak, end, Progress(time.Now, top, last));
    }

    double Between(double start, double end, double progress) =>
        Linear ? start + (end - start) * progress : HalfCosine.Between(start, end, progress);

    // a phase of no length is over
    static double Progress(double now, double from, double to) => to > from ? Math.Min(1, (now - from) / (to - from)) : 1;
}
