using Myelin.Numerics;

namespace Myelin;

/// <summary>A factor on the learning rate as training goes on: α·f(t). A pure function of time, so that resuming needs no state.</summary>
public abstract record Schedule
{
    /// <summary>What t counts.</summary>
    public ScheduleUnit Unit { get; init; } = ScheduleUnit.Step;

    /// <summary>Whether f is a function of the whole training's length.</summary>
    internal virtual bool NeedsLength => false;

    /// <summary>f(t) ≥ 0</summary>
    public abstract double Factor(ScheduleTime time);

    /// <summary>f(t) as it is written in C#, as an expression with its numbers; null where nothing but the number is known.</summary>
    public virtual Expression? Formula(ScheduleTime time) => null;
}
