using System.Runtime.InteropServices;
using Myelin.Cli.Native;

namespace Myelin.Cli.Training;

/// <summary>
/// Ctrl-C and a request to terminate, for the whole run of the program. The first asks the work to end: a training keeps the best so far,
/// all else leaves. What has not ended a moment later is left as it is, be it in the middle of native code. The second leaves at once.
/// </summary>
/// <remarks>
/// A process has one set of signals, so there is one token. Files are written beside their place and renamed: leaving breaks none.
/// </remarks>
static class StopSignal
{
    /// <summary>After this the program leaves, whatever it is doing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What is still done after the signal, such as to measure the best so far, may take until then, and is else left out.
    /// </summary>
    public static readonly TimeSpan LastWork = TimeSpan.FromSeconds(0.65);

    /// <summary>A model that is being saved may take longer than <see cref="Patience"/>, as its disk may.</summary>
    static readonly TimeSpan s_saving = TimeSpan.FromSeconds(20);

    /// <summary>For the last lines about a model that is saved.</summary>
    static readonly TimeSpan s_lastLines = TimeSpan.FromSeconds(0.25);

    static readonly CancellationTokenSource s_source = new(), s_lastWork = new();
    static PosixSignalRegistration[] s_registrations = [];
    static Thread? s_leaving;
    static int s_saves, s_said;
    static bool s_saved;

    /// <summary>Is cancelled by the first signal.</summary>
    public static CancellationToken Token => s_source.Token;

    /// <summary>Is cancelled a moment later.</summary>
    public static CancellationToken LastToken => s_lastWork.Token;

    public static bool IsAsked => s_source.IsCancellationRequested;

    /// <summary>From now on signals are heeded here; before, the system ends the program.</summary>
    public static void Watch()
    {
        if (s_registrations.Length > 0) return;
        s_registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
    }

    // what is saved is what was asked for
    static int Code => Volatile.Read(ref s_saved) ? ExitCode.Success : ExitCode.Interrupted;

    /// <summary>Whether the one line about the stop is still to be written; from then on it is not.</summary>
    public static bool MaySay() => Interlocked.Exchange(ref s_said, 1) == 0;

    /// <summary>
    /// Writes what must not be lost where the signal comes meanwhile. With it the command has done what it was asked for.
    /// </summary>
    public static void Saving(Action save)
    {
        Interlocked.Increment(ref s_saves);
        try
        {
            save();
            Volatile.Write(ref s_saved, true);
        }
        finally
        {
            Interlocked.Decrement(ref s_saves);
        }
    }

    static void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.CompareExchange(ref s_leaving, new Thread(Leave) { IsBackground = true }, null) is not null)
        {
            Exit();
            return;
        }
        s_leaving.Start();
        s_lastWork.CancelAfter(LastWork);
        s_source.Cancel();
    }

    static void Leave()
    {
        Thread.Sleep(Patience);
        AwaitSaves();
        if (Code == ExitCode.Success)
        {
            Thread.Sleep(s_lastLines);
            // it may be saved once more, with its score of the test rows
            AwaitSaves();
        }
        // a standard error that nobody reads would hold up the end
        var says = new Thread(() =>
        {
            if (Code != ExitCode.Success && MaySay()) Console.Error.WriteLine("error: Stopped.");
        })
        { IsBackground = true };
        says.Start();
        says.Join(50);
        Exit();
    }

    static void AwaitSaves()
    {
        for (long left = (long)(s_saving - Patience).TotalMilliseconds; left > 0 && Volatile.Read(ref s_saves) > 0; left -= 20)
            Thread.Sleep(20);
    }

    // not Environment.Exit alone: it would wait for native code that is at work, or tear down what that uses
    static void Exit()
    {
        var ending = new Thread(EndSoon) { IsBackground = true };
        ending.Start();
        // a moving bar hides the cursor
        if (!Console.IsOutputRedirected) Console.Write("\u001b[?25h");
        // half-written files are removed by those who write them, as the process ends; native code is not waited for
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ProcessEnd.Now(Code);
        Environment.Exit(Code);
    }

    static void EndSoon()
    {
        Thread.Sleep(150);
        ProcessEnd.Now(Code);
    }
}
