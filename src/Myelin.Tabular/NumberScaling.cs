namespace Myelin.Tabular;

/// <summary>How numbers are brought to one scale.</summary>
public enum NumberScaling
{
    /// <summary>(x − mean) / standard deviation</summary>
    Standard,

    /// <summary>To [0, 1] by the least and the largest.</summary>
    MinMax,

    /// <summary>x / max |x|</summary>
    MaxAbs,

    /// <summary>(x − median) / (third quartile − first quartile)</summary>
    Robust,

    /// <summary>As they are.</summary>
    None,
}
