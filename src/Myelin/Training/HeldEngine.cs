using System.Numerics;

namespace Myelin;

/// <summary>A trainer's engine: in use by whoever has the model's turn, and disposed of by whoever ends last.</summary>
/// <param name="engines">makes it</param>
internal sealed class HeldEngine<T>(EngineFactory<T> engines) : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly CancellationTokenSource _closing = new();
    IEngine<T>? _engine;
    SampleShape _room;
    bool _inUse, _disposed;

    public EngineFactory<T> Engines => engines;

    /// <summary>Null before the first step.</summary>
    public IEngine<T>? Engine => _engine;

    public bool IsDisposed => Volatile.Read(ref _disposed);

    /// <summary>Cancelled by <see cref="Dispose"/>.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>A use by whoever has the model's turn; also one within another, in a callback.</summary>
    /// <exception cref="ObjectDisposedException">It has been disposed of.</exception>
    public Use Begin() => new(this);

    /// <summary>The engine with room for such samples.</summary>
    public IEngine<T> For(in LearningTask<T> task, TrainingOptions options, SampleShape shape)
    {
        if (_engine is not { } engine) return _engine = New(task, options, _room = shape);
        if (shape.TargetColumns != _room.TargetColumns || shape.Weighted != _room.Weighted)
            Throw.Argument(
                "This trainer has begun with other target columns, or with weights where there are none now; make another trainer.");
        if (shape.Rows <= _room.Rows) return engine;
        engine.Reserve(shape);
        _room = shape;
        return engine;
    }

    IEngine<T> New(in LearningTask<T> task, TrainingOptions options, SampleShape shape)
    {
        IEngine<T> engine = engines(task, options);
        try
        {
            engine.Reserve(shape);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
        return engine;
    }

    /// <summary>Another engine is made for what comes next.</summary>
    public void Release() => Interlocked.Exchange(ref _engine, null)?.Dispose();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _closing.Cancel();
        // a use that has begun is seen here, or sees that it comes too late: so that a step pays for no barrier
        Interlocked.MemoryBarrierProcessWide();
        if (!Volatile.Read(ref _inUse)) Release();
    }

    public readonly ref struct Use
    {
        readonly HeldEngine<T> _of;
        readonly bool _isWithin;

        public Use(HeldEngine<T> of)
        {
            (_of, _isWithin) = (of, of._inUse);
            Volatile.Write(ref of._inUse, true);
            if (!of.IsDisposed) return;
            Dispose();
            Throw.Disposed(nameof(Trainer));
        }

        public void Dispose()
        {
            Volatile.Write(ref _of._inUse, _isWithin);
            if (!_isWithin && _of.IsDisposed) _of.Release();
        }
    }
}
