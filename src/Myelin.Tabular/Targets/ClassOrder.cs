namespace Myelin.Tabular;

/// <summary>In which order the classes of a target are numbered.</summary>
public enum ClassOrder
{
    /// <summary>As they first occur in the table.</summary>
    FirstSight,

    /// <summary>Numbers by size, then words in ordinal order.</summary>
    Sorted,
}
