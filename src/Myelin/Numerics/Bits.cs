namespace Myelin.Numerics;

/// <summary>Constants of the IEEE 754 formats that <c>Scale</c> and <c>Split</c> of a lane work with.</summary>
static class Bits
{
    /// <summary>1.5·2²³ and 1.5·2⁵²: adding one to a small integer puts that integer into the low bits.</summary>
    public const float FloatMagic = 12582912f;
    public const uint FloatMagicBits = 0x4B400000;
    public const double DoubleMagic = 6755399441055744d;
    public const ulong DoubleMagicBits = 0x4338000000000000;

    public const uint FloatOne = 0x3F800000, FloatRootHalf = 0x3F3504F3;
    public const ulong DoubleOne = 0x3FF0000000000000, DoubleRootHalf = 0x3FE6A09E667F3BCD;
}
