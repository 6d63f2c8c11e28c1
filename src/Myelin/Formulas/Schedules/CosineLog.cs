namespace Myelin;

/// <summary>
/// f(t) = ½ (1 − cos(2π log₂(1 + (2ᶜ − 1) t/T))): c waves, each twice as long as the one before (Holzmüller, Grinsztajn,
/// Steinwart 2024, section 3, coslog₄)
/// </summary>
/// <param name="Cycles">c ≥ 1</param>
/// <param name="Length">T ≥ 1, or null for the whole training</param>
public sealed record CosineLog(int Cycles = 4, long? Length = null) : LaneSchedule
{
    public int Cycles { get; } = Cycles is >= 1 and <= 30 ? Cycles
        : Throw.OutOfRange<int>($"The cycles of a cosine log must be from 1 to 30, but {Cycles} was given.", nameof(Cycles));

    public long? Length { get; } = Throw.IfLengthNotPositive(Length, "the length of a cosine log");

    internal override bool NeedsLength => Length is null;

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        const double LogTwo = 0.6931471805599453;
        TLane inner = TLane.Of("2ᶜ − 1", (1L << Cycles) - 1) * Progress(t, LengthOf(Length, total));
        return TLane.Of(1) - HalfWave(TLane.Of(2) * (TLane.LogOnePlus(inner) / TLane.Of("ln 2", LogTwo)));
    }
}
