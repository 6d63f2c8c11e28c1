using Myelin.Numerics;

namespace Myelin;

/// <summary>−1 or 1, each as likely (Wen, Tran, Ba 2020, section 3)</summary>
internal sealed record RandomSign : IInitializer
{
    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        foreach (ref double value in values) value = (random.NextUInt32() & 1) == 0 ? -1 : 1;
    }
}
