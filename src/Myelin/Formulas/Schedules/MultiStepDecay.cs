using Myelin.Numerics;

namespace Myelin;

/// <summary>f(t) = γᵏ after k of the milestones: k = |{T : T ≤ t}|</summary>
/// <param name="Milestones">each T ≥ 0, in any order; one that stands twice counts twice</param>
/// <param name="Gamma">γ &gt; 0</param>
public sealed record MultiStepDecay(EquatableArray<long> Milestones, double Gamma = 0.1) : LaneSchedule
{
    public EquatableArray<long> Milestones { get; } = Checked(Milestones);

    public double Gamma { get; } = Throw.IfNotPositive(Gamma, "gamma of a multi-step decay");

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time)
    {
        int passed = 0;
        foreach (long milestone in Milestones.AsSpan())
            if (milestone <= time.Now) passed++;
        return TLane.Power(TLane.Of("γ", Gamma), TLane.Of("k", passed), passed);
    }

    static EquatableArray<long> Checked(EquatableArray<long> milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones, nameof(Milestones));
        if (milestones.Count == 0)
            Throw.Argument("A multi-step decay needs at least one milestone, for example [30, 60].", nameof(Milestones));
        foreach (long milestone in milestones) Throw.IfLengthNegative(milestone, "a milestone", nameof(Milestones));
        return milestones;
    }
}
