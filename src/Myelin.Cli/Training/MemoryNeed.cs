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
        available = Available();
        return need > available;
    }

    // the process's limit, as of a container, and what others leave
    static long Available()
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        const string System = "/proc/meminfo", Key = "MemAvailable:";
        if (!OperatingSystem.IsLinux() || !File.Exists(System)) return limit;
        string? line = File.ReadLines(System).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        string[] parts = line?[Key.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return parts.Length > 0 && long.TryParse(parts[0], out long kilobytes) ? Math.Min(limit, 1024 * kilobytes) : limit;
    }
}
