using Myelin.Numerics;

namespace Myelin.Onnx;

/// <summary>Rows of numbers for a network without a table: about as large as 1, as scaled inputs are, some zero, some codes.</summary>
static class MadeInputs
{
    /// <summary>[rows × inputs]</summary>
    public static float[] Of(int inputs, int rows, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other);
        var numbers = new float[checked(inputs * rows)];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextInt32(10) switch
            {
                0 => 0,
                1 => random.NextInt32(inputs + 2),
                2 or 3 => 3 * (float)random.Normal(),
                _ => (float)random.Normal(),
            };
        return numbers;
    }
}
