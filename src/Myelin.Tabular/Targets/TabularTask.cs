namespace Myelin.Tabular;

/// <summary>What is predicted.</summary>
public enum TabularTask
{
    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>A number.</summary>
    Regression,
}
