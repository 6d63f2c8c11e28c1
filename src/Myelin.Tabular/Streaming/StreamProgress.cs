namespace Myelin.Tabular;

/// <summary>How far rows have been read.</summary>
/// <param name="Rows">read so far</param>
/// <param name="Bytes">of the file; 0 where that is not known</param>
/// <param name="Length">of the file; 0 where that is not known</param>
public sealed record StreamProgress(int Rows, long Bytes, long Length, TimeSpan Elapsed)
{
    public double RowsPerSecond => Rows / Math.Max(1e-9, Elapsed.TotalSeconds);
}
