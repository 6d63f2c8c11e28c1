using System.Runtime.InteropServices;

namespace Myelin.Cli.Native;

/// <summary>
/// The end of the process at once: <see cref="Environment.Exit"/> would tear down what native code on other threads still uses.
/// </summary>
static partial class ProcessEnd
{
    public static void Now(int code)
    {
        try
        {
            if (!OperatingSystem.IsWindows()) Exit(code);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // a system whose library is called otherwise
        }
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
