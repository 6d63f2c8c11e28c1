using Myelin.Numerics;

namespace Myelin;

/// <summary>A schedule whose factor is written once, over a lane: what trains is what is explained.</summary>
public abstract record LaneSchedule : Schedule
{
    /// <summary>f of t and of the whole training's length.</summary>
    /// <param name="t">the time, which may itself be made of others</param>
    /// <param name="total">T, where the schedule has no length of its own</param>
    /// <param name="time">the same as whole numbers, to choose by and to count with</param>
    public abstract TLane At<TLane>(TLane t, TLane total, ScheduleTime time) where TLane : struct, ILane<TLane>;

    public sealed override double Factor(ScheduleTime time) => At<Scalar<double>>(new(time.Now), new(Math.Max(1, time.Total)), time).Value;

    public sealed override Expression? Formula(ScheduleTime time) =>
        At(Expression.Exactly(time.Now, "t"), Expression.Exactly(Math.Max(1, time.Total), "T"), time);

    /// <summary>The schedule's own length, or else that of the training.</summary>
    private protected static TLane LengthOf<TLane>(long? own, TLane total) where TLane : struct, ILane<TLane> =>
        own is { } length ? TLane.Of("T", (double)length) : total;

    /// <summary>min(t, T)/T</summary>
    private protected static TLane Progress<TLane>(TLane t, TLane length) where TLane : struct, ILane<TLane> =>
        TLane.Min(t, length) / length;

    /// <summary>From 1 to 0 along half a wave of the cosine, as p goes from 0 to 1.</summary>
    private protected static TLane HalfWave<TLane>(TLane progress) where TLane : struct, ILane<TLane> =>
        (TLane.Of(1) + TLane.Cos(TLane.Of("π", Math.PI) * progress)) / TLane.Of(2);

    /// <summary>f₁ + (1 − f₁) of what falls from 1 to 0.</summary>
    private protected static TLane Above<TLane>(double floor, TLane falling) where TLane : struct, ILane<TLane>
    {
        TLane f1 = TLane.Of("f₁", floor);
        return floor == 0 ? falling : f1 + (TLane.Of(1) - f1) * falling;
    }
}
