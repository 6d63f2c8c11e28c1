namespace Myelin;

/// <summary>Makes hosts of models: see <see cref="ModelHost{TModel}"/>.</summary>
public static class ModelHost
{
    /// <summary>A host of the model in a file, which is replaced whenever the file is.</summary>
    /// <param name="path">file of the model; it may be rewritten in place or replaced by another</param>
    /// <param name="load">reads the whole file, for example <c>TabularModel.Load</c> or <c>Model.Load</c></param>
    /// <param name="every">how often the file's time and length are looked at. Default: once a second</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file is damaged; later, a damaged file leaves the model as it is.</exception>
    public static ModelHost<TModel> Watch<TModel>(string path, Func<string, TModel> load, TimeSpan? every = null)
        where TModel : class, IDisposable
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(load);
        if (every is { } time && (time < TimeSpan.FromMilliseconds(1) || time.TotalMilliseconds > int.MaxValue))
            Throw.OutOfRange($"The time between two looks at the file must be 1 ms to 24 days, but {time} was given.", nameof(every));
        return new(path, load, every ?? TimeSpan.FromSeconds(1));
    }
}
