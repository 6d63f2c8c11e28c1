using System.Runtime.InteropServices;

namespace Myelin.Cli.Native;

/// <summary>What the numbers of open files, 0, 1 and 2 among them, stand for.</summary>
static partial class Descriptor
{
    const int GetFlags = 1, CloseOnExec = 1;

    const short PollError = 8;

    /// <summary>
    /// Whether whoever started the program opened it. Where a standard stream is closed, the runtime's own files get its number: a line
    /// written there ends in one of them, and a read never ends. They are closed for other programs, so no inherited one looks like them.
    /// </summary>
    public static bool IsInherited(int number)
    {
        if (OperatingSystem.IsWindows()) return true;
        try
        {
            return Flags(number, GetFlags) is var flags and >= 0 && (flags & CloseOnExec) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return true;
        }
    }

    /// <summary>Whether it is a pipe whose reader has gone: what is written there goes nowhere.</summary>
    public static bool HasLostItsReader(int number)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            // struct pollfd: the number, 16 bits that are asked for, 16 that are found
            Span<int> one = [number, 0];
            return Poll(one, 1, 0) > 0 && (one[1] >> 16 & PollError) != 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Flags(int number, int command);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(Span<int> descriptors, nuint count, int milliseconds);
}
