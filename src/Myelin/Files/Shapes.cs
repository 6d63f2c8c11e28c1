namespace Myelin;

/// <summary>Lengths of dimensions, as they are counted and shown.</summary>
static class Shapes
{
    public static string Text(IEnumerable<long> shape) => $"[{string.Join(" × ", shape)}]";

    /// <summary>The product of the dimensions; throws where it passes 2^63 − 1 on the way.</summary>
    public static long Elements(IEnumerable<long> shape)
    {
        long count = 1;
        foreach (long dimension in shape) count = checked(count * dimension);
        return count;
    }
}
