namespace Myelin;

/// <summary>f(t) = f₁ + (1 − f₁)(1 − min(t, T)/T)ᵖ</summary>
/// <param name="Exponent">p &gt; 0; 1 is a straight line</param>
/// <param name="Floor">f₁ in [0, 1], where it ends</param>
/// <param name="Length">T ≥ 1, or null for the whole training</param>
public sealed record PolynomialDecay(double Exponent = 1, double Floor = 0, long? Length = null) : LaneSchedule
{
    public double Exponent { get; } = Throw.IfNotPositive(Exponent, "the exponent of a polynomial decay");

    public double Floor { get; } = Throw.IfNotShare(Floor, "the floor of a polynomial decay");

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a polynomial decay");

    internal override bool NeedsLength => Length is null;

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        TLane left = TLane.Of(1) - Progress(t, LengthOf(Length, total));
        return Above(Floor, TLane.Power(left, TLane.Of("p", Exponent)));
    }
}
