namespace Myelin.Basis;

/// <summary>
/// Who may change numbers that others read: one thread at a time. Readers refuse a change under way, and notice
/// one that came while they read.
/// </summary>
/// <remarks>
/// One word holds the thread whose turn it is and, below it, the count of changes and two flags: so that a reader on the fast path pays two
/// loads, and writes nothing.
/// </remarks>
internal sealed class Turn
{
    const int Moving = 1, Closed = 2, OneChange = 4;

    long _word;
    bool _closed;

    static int Me => Environment.CurrentManagedThreadId;

    static bool Moves(long word) => (word & Moving) != 0;

    static int Owner(long word) => (int)(word >> 32);

    static long Word(int owner, int low) => ((long)owner << 32) | (uint)low;

    /// <summary>Before numbers are read; gives what <see cref="IsOpen"/> compares with.</summary>
    /// <exception cref="InvalidOperationException">Another thread changes them.</exception>
    /// <exception cref="ObjectDisposedException">They are disposed of.</exception>
    public int Look()
    {
        long word = Volatile.Read(ref _word);
        if ((word & (Moving | Closed)) != 0) Refuse(word);
        return (int)word;
    }

    /// <summary>After they have been read, and an interlocked operation: whether they are not disposed of.</summary>
    /// <exception cref="InvalidOperationException">They have changed meanwhile.</exception>
    public bool IsOpen(int seen)
    {
        int now = (int)Volatile.Read(ref _word);
        return now == seen || IsOpenAnyway(seen, now);
    }

    /// <summary>The turn of a training.</summary>
    /// <exception cref="InvalidOperationException">It is another training's, also one that is waiting for a
    /// callback of this thread.</exception>
    public Change Take()
    {
        long word = Volatile.Read(ref _word);
        while (true)
        {
            if (Owner(word) != 0) Throw.InTraining();
            long found = Interlocked.CompareExchange(ref _word, Word(Me, (int)word | Moving), word);
            if (found == word) return new(this, ends: true);
            word = found;
        }
    }

    /// <summary>
    /// Within a turn, numbers stay as they are up to <see cref="Resume"/>: whoever is called back may read them on any thread.
    /// </summary>
    public void Rest() => Write(Me);

    /// <summary>Numbers move again, which whoever reads sees before they do.</summary>
    public void Resume()
    {
        Volatile.Write(ref _word, Word(Me, (int)_word | Moving));
        Interlocked.MemoryBarrier();
        KeepClosed();
    }

    /// <summary>A change within the turn of this thread, or in a turn of its own.</summary>
    /// <exception cref="InvalidOperationException">It is another thread's turn.</exception>
    public Change Begin()
    {
        long word = Volatile.Read(ref _word);
        if (Owner(word) == 0) return Take();
        if (Owner(word) != Me) Throw.Changing();
        if (Moves(word)) return default;
        Resume();
        return new(this, ends: false);
    }

    /// <summary>As <see cref="Begin"/>, for what stays among trainings: the numbers rest, so that readers notice nothing.</summary>
    /// <exception cref="InvalidOperationException">It is another thread's turn.</exception>
    public Change BeginQuietly()
    {
        long word = Volatile.Read(ref _word);
        while (true)
        {
            if (Owner(word) == Me) return default;
            if (Owner(word) != 0) Throw.Changing();
            long found = Interlocked.CompareExchange(ref _word, Word(Me, (int)word), word);
            if (found == word) return new(this, ends: true, isQuiet: true);
            word = found;
        }
    }

    /// <summary>Readers are refused from now on.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);
        // whoever has the turn writes the word without looking: it sees the flag above, or its word is marked below
        Interlocked.MemoryBarrierProcessWide();
        Interlocked.Or(ref _word, Closed);
    }

    static void Refuse(long word)
    {
        if ((word & Closed) != 0) Throw.Disposed("Model");
        if (Owner(word) != Me) Throw.Changing();
    }

    static bool IsOpenAnyway(int seen, int now)
    {
        if ((seen | Closed) != (now | Closed)) Throw.Changing();
        return false;
    }

    // numbers rest, and have changed
    void Write(int owner) => Write(owner, ((int)_word & ~Moving) + OneChange);

    void Write(int owner, int low)
    {
        Volatile.Write(ref _word, Word(owner, low));
        KeepClosed();
    }

    void KeepClosed()
    {
        if (Volatile.Read(ref _closed)) Interlocked.Or(ref _word, Closed);
    }

    /// <summary>Up to whose end numbers may move.</summary>
    public readonly ref struct Change(Turn? turn, bool ends, bool isQuiet = false)
    {
        public void Dispose()
        {
            if (isQuiet) turn?.Write(0, (int)turn._word);
            else turn?.Write(ends ? 0 : Me);
        }
    }
}
