namespace Myelin;

/// <summary>
/// Holds the model that a server predicts with, and replaces it while it is in use: the old model is disposed of by its last user, and no
/// request sees a disposed one.
/// </summary>
/// <remarks>Any number of threads may rent and replace at once. Renting allocates nothing and waits for nobody.</remarks>
/// <example><code>
/// using var host = ModelHost.Watch("houses.safetensors", TabularModel.Load);
/// host.Told = notice => Console.WriteLine(notice);
/// // in each request
/// double price = host.Use(model => model.Predict(row)).Value;
/// </code></example>
public sealed class ModelHost<TModel> : IDisposable where TModel : class, IDisposable
{
    readonly object _gate = new();
    readonly WatchedFile<TModel>? _file;
    readonly Timer? _timer;
    readonly TimeSpan _every;
    volatile Held _current;
    bool _disposed;

    /// <param name="model">belongs to the host from now on</param>
    public ModelHost(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _current = new(model);
    }

    internal ModelHost(string path, Func<string, TModel> load, TimeSpan every)
    {
        (_file, _every) = (new(path, Load), every);
        _current = new(_file.Load());
        // what it calls needs the field, so that it starts when that is set
        _timer = new(_ => LookAndRearm(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(every, Timeout.InfiniteTimeSpan);

        TModel Load(string path)
        {
            TModel model = load(path);
            return _current is { } held && ReferenceEquals(held.Model, model)
                ? throw new InvalidOperationException(
                    $"The function that loads {path} gave the model that the host holds. It must give a newly loaded one.")
                : model;
        }
    }

    /// <summary>
    /// Is told when the watched file has become the model, and when it could not be loaded; on a pool thread that watches, or on the one
    /// that calls <see cref="Refresh"/>. It must not throw.
    /// </summary>
    public Action<ModelNotice>? Told { get; set; }

    /// <summary>The current model, which stays usable until the lease is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The host is disposed of.</exception>
    public Lease Rent()
    {
        while (true)
        {
            Held held = _current;
            if (held.Users.TryEnter()) return new(held);
            // replaced between the two lines above, unless it was the last
            if (ReferenceEquals(held, _current)) Throw.Disposed(nameof(ModelHost));
        }
    }

    /// <summary>What a function makes of the current model.</summary>
    public TResult Use<TResult>(Func<TModel, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        using Lease lease = Rent();
        return function(lease.Model);
    }

    /// <summary>Predictions from now on are the new model's. The old one is disposed of when nobody uses it any more.</summary>
    /// <param name="model">belongs to the host from now on</param>
    public void Replace(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        lock (_gate)
        {
            Throw.IfDisposed(_disposed, nameof(ModelHost));
            Held old = _current;
            if (ReferenceEquals(old.Model, model))
                Throw.Argument("The host holds this model already. Give another one, such as a newly loaded model.", nameof(model));
            _current = new(model);
            old.Users.Close();
        }
    }

    /// <summary>Looks at the watched file at once; true where it has become the model.</summary>
    public bool Refresh()
    {
        if (_file is null) return false;
        ModelNotice? notice;
        lock (_file)
        {
            (TModel? model, notice) = _file.LoadIfChanged();
            if (model is not null && !TryReplace(model)) return false;
        }
        if (notice is not null) Told?.Invoke(notice);
        return notice is { Error: null };
    }

    /// <summary>Ends watching. The model is disposed of when nobody uses it any more.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _disposed = true;
            _current.Users.Close();
        }
    }

    bool TryReplace(TModel model)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                // or somebody has replaced it by this very one meanwhile
                if (!ReferenceEquals(_current.Model, model)) Replace(model);
                return true;
            }
        }
        model.Dispose();
        return false;
    }

    void LookAndRearm()
    {
        Refresh();
        try
        {
            _timer!.Change(_every, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // disposed of meanwhile: nothing is watched any more
        }
    }

    /// <summary>A use of the model, which ends when it is disposed of: once.</summary>
    public readonly struct Lease : IDisposable
    {
        readonly Held _held;

        internal Lease(Held held) => _held = held;

        public TModel Model => _held.Model;

        public void Dispose() => _held?.Users.Leave();
    }

    internal sealed class Held(TModel model)
    {
        public TModel Model => model;

        public LastUser Users { get; } = new(nameof(Myelin.Model), model.Dispose);
    }
}
