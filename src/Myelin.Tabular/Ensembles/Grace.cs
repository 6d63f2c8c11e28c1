namespace Myelin.Tabular;

/// <summary>
/// A token that is cancelled a moment after another: what is still done when a stop is asked for may take so long, and is else left out.
/// </summary>
sealed class Grace : IDisposable
{
    static readonly TimeSpan s_moment = TimeSpan.FromSeconds(0.5);

    readonly CancellationTokenSource _over = new();
    readonly CancellationTokenRegistration _asked;

    public Grace(CancellationToken asked) => _asked = asked.Register(() => _over.CancelAfter(s_moment));

    public CancellationToken Token => _over.Token;

    public void Dispose()
    {
        _asked.Dispose();
        _over.Dispose();
    }
}
