using System.Runtime.CompilerServices;

namespace Myelin.Cli;

/// <summary>Where the program begins, and ends whatever happens: with an exit code, never with an abort.</summary>
static class Program
{
    static int Main(string[] words)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) => Environment.Exit(LastWords.Say(thrown.ExceptionObject as Exception));
        try
        {
            return Run(words);
        }
        catch (Exception exception)
        {
            return LastWords.Say(exception);
        }
    }

    // what it names is loaded when it is called, within the try
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int Run(string[] words) => CommandLine.Run(words);
}
