using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Myelin.Soak;

/// <summary>What the process holds, once everything that nobody holds any more is collected.</summary>
/// <param name="Resident">bytes in memory</param>
/// <param name="Managed">bytes on the collected heap</param>
/// <param name="Handles">open files, sockets and the like</param>
readonly partial record struct Footprint(long Resident, long Managed, int Threads, int Handles)
{
    public static Footprint Now()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ReturnFreeMemory();
        using Process process = Process.GetCurrentProcess();
        return new(process.WorkingSet64, GC.GetTotalMemory(false), process.Threads.Count, OpenHandles(process));
    }

    // C's allocator keeps what was freed, and which thread of the pool freed it, before the first look or after, is chance
    static void ReturnFreeMemory()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // a C library other than GNU's
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    // the list of open files is itself read through one
    static int OpenHandles(Process process) =>
        OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length - 1 : process.HandleCount;

    public override string ToString() =>
        FormattableString.Invariant(
            $"{Resident / 1048576.0,8:0.0} MB resident, {Managed / 1048576.0,6:0.00} MB managed, {Threads,3} threads, {Handles,3} handles");
}
