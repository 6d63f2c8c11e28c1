using System.Runtime.InteropServices;

namespace Myelin.Cli.Training;

/// <summary>Ctrl-C and the end of the session: the first asks the training to end with the best so far, the second leaves at once.</summary>
sealed class StopSignal : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration[] _registrations;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
    ];

    public CancellationToken Token => _source.Token;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (!_source.IsCancellationRequested)
        {
            _source.Cancel();
            return;
        }
        // a moving bar hides the cursor
        if (!Console.IsOutputRedirected) Console.Write("\u001b[?25h");
        Environment.Exit(ExitCode.Interrupted);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }
}
