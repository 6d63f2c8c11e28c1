namespace Myelin.Generators;

/// <summary>
/// The lanes of 128 and 256 bits, from the file of 512 bits: they differ in their width, in how many tiles their
/// registers hold, and in little else.
/// </summary>
static class LaneFile
{
    /// <summary>What differs beside the width itself.</summary>
    static readonly Dictionary<int, (string Numbers, string Registers, string Tiles, string Gradients)> s_own = new()
    {
        [512] = ("Sixteen floats or eight doubles", "14 × 2 accumulators, 2 of b and 1 broadcast are 31 of 32 registers", "14", "8"),
        [256] = ("Eight floats or four doubles", "6 × 2 accumulators, 2 of b and 1 broadcast are 15 of 16 registers", "6", "6"),
        [128] = ("Four floats or two doubles", "32 registers on Arm, 16 on x64", OnArm("14", "6"), OnArm("8", "6")),
    };

    /// <param name="text">Lane512.cs</param>
    public static string Of(int bits, string text)
    {
        (string Numbers, string Registers, string Tiles, string Gradients) wide = s_own[512], own = s_own[bits];
        return text
            .Replace("Avx512F", bits == 512 ? "Avx-F" : "Avx-F.VL", StringComparison.Ordinal)
            .Replace("512", $"{bits}", StringComparison.Ordinal)
            .Replace("Avx-F", "Avx512F", StringComparison.Ordinal)
            .Replace(wide.Numbers, own.Numbers, StringComparison.Ordinal)
            .Replace(wide.Registers, own.Registers, StringComparison.Ordinal)
            .Replace($"get => {wide.Tiles};", $"get => {own.Tiles};", StringComparison.Ordinal)
            .Replace($"get => {wide.Gradients};", $"get => {own.Gradients};", StringComparison.Ordinal);
    }

    static string OnArm(string there, string elsewhere) =>
        $"System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported ? {there} : {elsewhere}";
}
