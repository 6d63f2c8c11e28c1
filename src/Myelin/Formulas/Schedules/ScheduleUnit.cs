namespace Myelin;

/// <summary>What a schedule's time counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Updates of the parameters.</summary>
    Step,

    /// <summary>Passes over the rows: the factor stays the same within one.</summary>
    Epoch,
}
