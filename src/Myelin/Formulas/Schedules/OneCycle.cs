using Myelin.Numerics;

namespace Myelin;

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
    long? Length = null) : LaneSchedule
{
    public double Peak { get; } = Throw.IfNotPositive(Peak, "the peak of one cycle");

    public double Rise { get; } = Throw.IfNotShare(Rise, "the rise of one cycle");

    public double StartDivisor { get; } = Throw.IfNotPositive(StartDivisor, "the start divisor of one cycle");

    public double EndDivisor { get; } = Throw.IfNotPositive(EndDivisor, "the end divisor of one cycle");

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of one cycle");

    internal override bool NeedsLength => Length is null;

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        double length = Length ?? time.Total, peaked = Rise * length - 1, fallen = ThreePhases ? 2 * Rise * length - 2 : peaked;
        TLane one = TLane.Of(1), two = TLane.Of(2), whole = Length is null && time.Total > 0 ? total : TLane.Of("T", length);
        TLane peak = TLane.Of("f₁", Peak), start = peak / TLane.Of("r", StartDivisor), end = start / TLane.Of("q", EndDivisor);
        TLane share = TLane.Of("s", Rise), top = TLane.Name("t₁", share * whole - one);
        TLane valley = TLane.Name("t₂", two * share * whole - two), last = whole - one;
        return time.Now <= peaked ? Between(start, peak, Passed(t, top, 0 < peaked))
            : time.Now <= fallen ? Between(peak, start, Passed(t - top, valley - top, peaked < fallen))
            : ThreePhases ? Between(start, end, Passed(t - valley, last - valley, fallen < length - 1))
            : Between(peak, end, Passed(t - top, last - top, peaked < length - 1));
    }

    TLane Between<TLane>(TLane start, TLane end, TLane progress) where TLane : struct, ILane<TLane> =>
        Linear ? start + (end - start) * progress : end + (start - end) * HalfWave(progress);

    // a phase of no length is over
    static TLane Passed<TLane>(TLane part, TLane whole, bool hasLength) where TLane : struct, ILane<TLane> =>
        hasLength ? TLane.Min(TLane.Of(1), part / whole) : TLane.Of(1);
}
