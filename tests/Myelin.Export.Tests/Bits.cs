namespace Myelin.Export.Tests;

static class Bits
{
    /// <summary>Whether all numbers have the same bits; one not-a-number is as good as another.</summary>
    public static bool Same(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (BitConverter.SingleToInt32Bits(a[i]) != BitConverter.SingleToInt32Bits(b[i]) && !(float.IsNaN(a[i]) && float.IsNaN(b[i])))
                return false;
        return true;
    }
}
