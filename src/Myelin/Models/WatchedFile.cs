namespace Myelin;

/// <summary>A model's file, and what it was like when it was last loaded.</summary>
/// <remarks>
/// Time, length and identity are compared: a file that is rewritten has another time, and one that is renamed to this name, which keeps its
/// time, is another file where the system gives files numbers. A file is loaded whole or not at all: one that is being written in place is
/// damaged until it is complete.
/// </remarks>
sealed class WatchedFile<TModel>(string path, Func<string, TModel> load) where TModel : class, IDisposable
{
    const int MostAttempts = 5;

    /// <summary>
    /// Two writes within one tick of a file system's clock have the same time: a file that was just written is
    /// left alone for longer than that.
    /// </summary>
    static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    (DateTime Written, long Length, FileIdentity? File) _loaded, _failed;

    /// <exception cref="IOException">It changes again and again while it is loaded.</exception>
    public TModel Load()
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            TimeSpan age = DateTime.UtcNow - Look().Written;
            if (age >= TimeSpan.Zero && age < s_tick) Thread.Sleep(s_tick - age);
            (DateTime, long, FileIdentity?) before = Look();
            TModel model = load(path) ?? throw new InvalidOperationException($"The function that loads {path} gave no model.");
            // numbers are read after the digest has been verified: what was written in between is of no known file
            if (Look() == before)
            {
                _loaded = before;
                return model;
            }
            model.Dispose();
        }
        throw new IOException($"{path} is changed again and again while it is loaded. Write the model under another name, and rename it.");
    }

    /// <summary>The new model; null where the file is as it was, is not there, or cannot be loaded, which is told once.</summary>
    public (TModel? Model, ModelNotice? Notice) LoadIfChanged()
    {
        (DateTime, long Length, FileIdentity?) now = Look();
        if (now == _loaded || now.Length < 0) return default;
        try
        {
            return (Load(), new(path, null));
        }
        catch (Exception error)
        {
            bool isKnown = now == _failed;
            _failed = now;
            return (null, isKnown ? null : new(path, error));
        }
    }

    // length −1 where there is no file, or none can be seen
    (DateTime Written, long Length, FileIdentity? File) Look()
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length, FileIdentity.Of(path)) : (default, -1, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (default, -1, null);
        }
    }
}
