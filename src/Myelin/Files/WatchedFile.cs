namespace Myelin.Files;

/// <summary>A model's file, and what it was like when it was last loaded.</summary>
/// <remarks>
/// Time and length are compared: every file system has them, and a file that is rewritten and one that is renamed change them. A file is
/// loaded whole or not at all: one that is being written in place is damaged until it is complete.
/// </remarks>
sealed class WatchedFile<TModel>(string path, Func<string, TModel> load) where TModel : class, IDisposable
{
    const int MostAttempts = 5;

    /// <summary>Two writes within one tick of a file system's clock have the same time: a file that was just written is left alone for longer than that.</summary>
    static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    (DateTime Written, long Length) _loaded, _failed;

    /// <exception cref="IOException">It changes again and again while it is loaded.</exception>
    public TModel Load()
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            TimeSpan age = DateTime.UtcNow - Look().Written;
            if (age >= TimeSpan.Zero && age < s_tick) Thread.Sleep(s_tick - age);
            (DateTime, long) before = Look();
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
        (DateTime, long Length) now = Look();
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
    (DateTime Written, long Length) Look()
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : (default, -1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (default, -1);
        }
    }
}
