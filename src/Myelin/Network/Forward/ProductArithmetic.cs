namespace Myelin;

/// <summary>How a forward pass that is carried out operation by operation multiplies weights.</summary>
enum ProductArithmetic
{
    /// <summary>As the engine does: with fused multiply-adds.</summary>
    Fused,

    /// <summary>With products and sums that are rounded each, as on processors without fused multiply-adds.</summary>
    Plain,

    /// <summary>With whole numbers of 8 bits and a scale for each output.</summary>
    EightBits,
}
