namespace Myelin.Tabular;

/// <summary>How numbers are brought to a common size.</summary>
public enum ScalingKind
{
    /// <summary>Mean 0, standard deviation 1: <see cref="StandardScaling"/>.</summary>
    Standard,

    /// <summary>From 0 to 1: <see cref="RangeScaling"/>.</summary>
    Range,

    /// <summary>Largest absolute value 1: <see cref="MaximumScaling"/>.</summary>
    Maximum,

    /// <summary>Median 0, distance of the quartiles 1: <see cref="RobustScaling"/>.</summary>
    Robust,

    /// <summary>The same, bent so that nothing is beyond ±3: <see cref="SmoothClipScaling"/>.</summary>
    SmoothClip,

    /// <summary>As they are: <see cref="NoScaling"/>.</summary>
    None,
}
