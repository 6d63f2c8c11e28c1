namespace Myelin.Cli.Training;

/// <summary>Whether a file's rows fit into memory.</summary>
static class MemoryNeed
{
    /// <summary>A file of 200 MB of numbers was trained on in 1,180 MB.</summary>
    const int TimesTheFile = 6;

    public static bool IsTooMuch(DataSource data, out long need, out long available)
    {
        (need, available) = (0, 0);
        if (data.Length == 0) return false;
        need = TimesTheFile * data.Length;
        // not what is free at the moment: a training that goes on must decide as it did when it began
        available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return need > available;
    }
}
