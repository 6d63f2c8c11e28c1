using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Myelin.Cli;

/// <summary>
/// A line on standard error where not even the program's own code can be loaded, as too few files may be open or memory is gone. It needs
/// no assembly beside the runtime's core: nothing of the console, of regular expressions, of collections.
/// </summary>
static class LastWords
{
    /// <summary>Whether there is a standard error to write to.</summary>
    public static bool AreHeard { get; set; } = true;

    public static int Say(Exception? exception)
    {
        string problem = exception is OutOfMemoryException ? "There is not enough memory."
            : HasNoDescriptor() ? "Too few files may be open at once. Raise the limit: ulimit -n 256."
            : "A part of the program could not be loaded: too few files may be open (ulimit -n 256), memory may be short, " +
                "or the installation is damaged.";
        if (!AreHeard) return ExitCode.BadInput;
        try
        {
            using var stream = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, 0);
            stream.Write(Encoding.UTF8.GetBytes("error: " + problem + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // nobody hears it
        }
        return ExitCode.BadInput;
    }

    static bool HasNoDescriptor()
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            // an assembly is opened twice
            using SafeFileHandle one = File.OpenHandle("/dev/null"), other = File.OpenHandle("/dev/null");
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
