namespace Myelin.Basis;

/// <summary>Frees something with its last user: <see cref="Close"/> refuses new users, and the last one who leaves frees it.</summary>
/// <remarks>Any number of threads may enter, leave and close at once. Entering and leaving allocate nothing.</remarks>
/// <param name="name">what is used, as <see cref="ObjectDisposedException"/> names it</param>
/// <param name="free">called once: when it has been closed and nobody uses it</param>
internal sealed class LastUser(string name, Action free)
{
    // one word: how many use it, and whether it is closed
    const int Closed = 1, One = 2;

    int _state;

    public bool IsClosed => (Volatile.Read(ref _state) & Closed) != 0;

    /// <summary>Begins a use, which ends when the result is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">It has been closed.</exception>
    public Stay Enter()
    {
        if (!TryEnter()) Throw.Disposed(name);
        return new(this);
    }

    /// <summary>Begins a use, which ends with <see cref="Leave"/>; false where it has been closed.</summary>
    public bool TryEnter()
    {
        int state = Volatile.Read(ref _state);
        while ((state & Closed) == 0)
        {
            int found = Interlocked.CompareExchange(ref _state, state + One, state);
            if (found == state) return true;
            state = found;
        }
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Add(ref _state, -One) == Closed) free();
    }

    /// <summary>Refuses new users from now on; frees at once where there are none. A second call does nothing.</summary>
    public void Close()
    {
        if (Interlocked.Or(ref _state, Closed) == 0) free();
    }

    /// <exception cref="ObjectDisposedException">It has been closed.</exception>
    public void ThrowIfClosed()
    {
        Throw.IfDisposed(IsClosed, name);
    }

    /// <summary>A use under way.</summary>
    public readonly struct Stay : IDisposable
    {
        readonly LastUser _of;

        internal Stay(LastUser of) => _of = of;

        public void Dispose() => _of?.Leave();
    }
}
