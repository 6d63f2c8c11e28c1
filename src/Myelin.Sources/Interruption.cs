using System.Data.Common;

namespace Myelin.Sources;

/// <summary>Ends a query that is asked to end, or whose time is over.</summary>
/// <remarks>An engine forgets an interruption that reaches it just before it begins. So it is repeated until the query has ended.</remarks>
sealed class Interruption : IDisposable
{
    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    readonly Lock _gate = new();
    readonly Action _interrupt;
    readonly TimeSpan? _limit;
    readonly CancellationToken _asked;
    readonly CancellationTokenSource _due;
    readonly Timer _timer;
    readonly CancellationTokenRegistration _registration;
    bool _over;

    public Interruption(Action interrupt, TimeSpan? limit, CancellationToken asked)
    {
        (_interrupt, _limit, _asked) = (interrupt, limit, asked);
        _timer = new Timer(_ => Interrupt());
        _due = CancellationTokenSource.CreateLinkedTokenSource(asked);
        _registration = _due.Token.Register(() => _timer.Change(TimeSpan.Zero, Again));
        if (limit is { } time) _due.CancelAfter(time);
    }

    /// <summary>Throws what says why the query has to end, where it has to.</summary>
    public void Check(string name)
    {
        _asked.ThrowIfCancellationRequested();
        if (!_due.IsCancellationRequested) return;
        throw new InvalidFileException(name,
            new Advice(FormattableString.Invariant($"did not end within {_limit!.Value.TotalSeconds} seconds"))
                .Or("give it longer", SettingNames.TimeLimit).Or("ask for less"));
    }

    void Interrupt()
    {
        // while one is on its way, another helps nobody; after the end there is nothing to interrupt
        if (!_gate.TryEnter()) return;
        try
        {
            if (!_over) _interrupt();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // the connection is gone, and the query with it
        }
        finally
        {
            _gate.Exit();
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _timer.Dispose();
        lock (_gate) _over = true;
        _due.Dispose();
    }
}
