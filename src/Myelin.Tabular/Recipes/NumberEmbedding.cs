namespace Myelin.Tabular;

/// <summary>What numbers go through before the first layer.</summary>
public enum NumberEmbedding
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Cosines with learned frequencies and phases, a Dense for each column, and the number itself (PBLD).</summary>
    Periodic,

    /// <summary>Cosines and sines with learned frequencies, and a Dense for each column (PL).</summary>
    PeriodicLinear,

    /// <summary>The same with a ReLU after it (PLR).</summary>
    PeriodicLinearRelu,

    /// <summary>Where the number lies among quantiles of its column, and a Dense for each column.</summary>
    PiecewiseLinear,
}
