namespace Myelin.Export;

/// <summary>How a program sums the products of a network.</summary>
public enum ExportArithmetic
{
    /// <summary>As .NET does, each product and sum rounded once: the same bits.</summary>
    Exact,

    /// <summary>Each product is rounded before it is added: faster where there is no instruction for fused multiply-adds.</summary>
    Plain,
}
