namespace Myelin;

/// <summary>Weights of a product in 8 bits: Wᵢⱼ ≈ sⱼ qᵢⱼ with whole numbers q from −127 to 127.</summary>
/// <param name="Numbers">[rows × columns]</param>
/// <param name="Scales">s, of each column max |Wᵢⱼ| / 127, or 1 where all are 0</param>
sealed record EightBits(sbyte[] Numbers, float[] Scales)
{
    const float Largest = 127;

    public static EightBits Of(Weights weights)
    {
        int columns = weights.Columns;
        var scales = new float[columns];
        for (int i = 0; i < weights.Values.Length; i++)
            scales[i % columns] = Math.Max(scales[i % columns], Math.Abs(weights.Values[i]));
        for (int j = 0; j < columns; j++) scales[j] = scales[j] / Largest is > 0 and var scale ? scale : 1;
        var numbers = new sbyte[weights.Values.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (sbyte)Math.Clamp(MathF.Round(weights.Values[i] / scales[i % columns]), -Largest, Largest);
        return new(numbers, scales);
    }
}
