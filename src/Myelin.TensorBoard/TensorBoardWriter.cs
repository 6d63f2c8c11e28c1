using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Myelin.TensorBoard;

/// <summary>
/// Writes a run as TensorBoard reads it: scalars, histograms, texts and settings by step, in an events file of the run's folder.
/// </summary>
/// <remarks>
/// One run is one folder. A further writer for the same folder begins a further file, which continues the run: of a step that was written
/// twice the later value counts. What is written is in the file within a second, and stays there whatever ends the process. Any number of
/// threads may write.
/// </remarks>
/// <example><code>
/// using var writer = new TensorBoardWriter("runs/xor");
/// writer.Listen(trainer);
/// trainer.Fit(inputs, targets);
/// </code></example>
public sealed class TensorBoardWriter : IDisposable
{
    const string Version = "brain.Event:2";
    const double TicksPerSecond = TimeSpan.TicksPerSecond;

    static readonly TimeSpan s_flush = TimeSpan.FromSeconds(0.9);

    readonly Lock _gate = new();
    readonly Dictionary<string, byte[]> _scalars = [];
    readonly ProtoWriter _event = new();
    readonly RecordFile _file;
    readonly Action<Exception>? _failed;
    readonly Timer _timer;
    Exception? _failure;
    bool _isClosed;

    /// <param name="folder">of the run; made if it does not exist</param>
    /// <param name="failed">
    /// is told once, on any thread, that the file cannot be written any more; what follows is not written. Without it, the call that
    /// finds out throws, and a training that the writer listens to ends.
    /// </param>
    /// <exception cref="IOException">The folder cannot be made, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write in the folder.</exception>
    public TensorBoardWriter(string folder, Action<Exception>? failed = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string full = System.IO.Path.GetFullPath(folder);
        Make(folder, full);
        try
        {
            _file = new(EventFileName.Create(full, DateTimeOffset.UtcNow));
            _failed = failed;
            _timer = new(_ => FlushLater(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _file.Append(Now(0).Text(Messages.FileVersion, Version));
            _file.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _file?.Dispose();
            throw AtomicFile.Explain(folder, full, e);
        }
    }

    /// <summary>The events file.</summary>
    public string Path => _file.Path;

    /// <summary>
    /// Epochs between two histograms of a training. Default: 0, which gives about 25 histograms a training.
    /// </summary>
    public int HistogramEpochs
    {
        get;
        init => field = (int)Throw.IfLengthNegative(value, "the epochs between two histograms", nameof(HistogramEpochs))!.Value;
    }

    /// <summary>Throws what a writer for this folder would throw, before hours of work; leaves no file.</summary>
    /// <param name="resume">whether the run may be there already, to be continued</param>
    /// <exception cref="IOException">The folder cannot be made or holds another run, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to write in the folder.</exception>
    public static void EnsureWritable(string folder, bool resume = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string full = System.IO.Path.GetFullPath(folder);
        if (File.Exists(full)) throw new IOException($"{folder}: is a file, and a folder for the events is needed. Name another.");
        if (!resume && EventFileName.All(full, recursive: true).FirstOrDefault() is { } other)
            throw new IOException($"{folder}: holds the events of another run ({System.IO.Path.GetRelativePath(full, other)}). " +
                "Name another folder.");
        Make(folder, full);
        try
        {
            AtomicFile.EnsureWritable(System.IO.Path.Combine(full, "events.out"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // of the file that was tried the message is of no use
            throw AtomicFile.Explain(folder, full, e.InnerException ?? e);
        }
    }

    /// <summary>Writes a number, in single precision; takes no memory once the tag is known.</summary>
    /// <param name="tag">the chart's name; what stands before the first / is its group</param>
    /// <param name="step">0 or more, rising from call to call</param>
    public void Scalar(string tag, long step, double value)
    {
        Check(tag, step);
        lock (_gate)
        {
            if (!IsOpen()) return;
            if (!_scalars.TryGetValue(tag, out byte[]? summary)) _scalars.Add(tag, summary = Messages.Scalar(tag));
            BinaryPrimitives.WriteSingleLittleEndian(summary.AsSpan(^sizeof(float)), (float)value);
            Append(Now(step).Bytes(Messages.Summary, summary));
        }
    }

    /// <summary>Writes a histogram of 30 buckets of equal width. Numbers that are not finite are not counted.</summary>
    /// <inheritdoc cref="Scalar" path="/param"/>
    public void Histogram<T>(string tag, long step, ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(tag, step);
        byte[] summary = Messages.Histogram(tag, Buckets.Of(values));
        Write(Messages.Summary, step, summary);
    }

    /// <summary>Writes a text.</summary>
    /// <param name="markdown">TensorBoard shows it as Markdown</param>
    /// <inheritdoc cref="Scalar" path="/param"/>
    public void Text(string tag, long step, string markdown)
    {
        Check(tag, step);
        ArgumentNullException.ThrowIfNull(markdown);
        Write(Messages.Summary, step, Messages.Text(tag, markdown));
    }

    /// <summary>
    /// Writes the settings of the run: a row of the table under HParams, which compares runs, and a text <c>settings</c>.
    /// </summary>
    /// <param name="settings">each a text, a number or a bool</param>
    public void Settings(IEnumerable<KeyValuePair<string, object>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        KeyValuePair<string, object>[] all = [.. settings];
        Write(Messages.Summary, 0, Messages.Settings(all, Seconds()));
        var table = new StringBuilder("| setting | value |\n|---|---|\n");
        foreach ((string name, object value) in all)
            table.Append("| ").Append(Cell(name)).Append(" | ").Append(Cell(FormattableString.Invariant($"{value}"))).Append(" |\n");
        Text("settings", 0, table.ToString());
    }

    /// <summary>
    /// Writes what happens in the trainings of a trainer: losses, the metric, the learning rate and the epoch, by steps; histograms of each
    /// block of parameters and its gradient in the last batch; how it ends.
    /// </summary>
    /// <remarks>One writer for one trainer at a time. Weights are the same bits as without it.</remarks>
    /// <param name="metric">the name and value of what decides which epoch is best; null writes the measure itself</param>
    public void Listen<T>(Trainer<T> trainer, Func<TrainingProgress, (string Name, double Value)?>? metric = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        trainer.Events += new TrainingListener<T>(this, trainer, metric).Hear;
    }

    /// <summary>Gives all that was written to the system, so that readers see it.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (!IsOpen()) return;
            FlushFile();
            ThrowUntold();
        }
    }

    /// <summary>Writes what waits, and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            _timer.Dispose();
            if (_failure is null) FlushFile();
            _file.Dispose();
            ThrowUntold();
        }
    }

    /// <summary>A session starts at this step: later values of an earlier file are those of a run that was cut short.</summary>
    internal void Start(long step) => Write(Messages.SessionLog, step, Messages.Start);

    void Write(int field, long step, byte[] message)
    {
        lock (_gate)
            if (IsOpen()) Append(Now(step).Bytes(field, message));
    }

    static void Make(string folder, string full)
    {
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Explain(folder, System.IO.Path.GetDirectoryName(full) ?? full, e);
        }
    }

    ProtoWriter Now(long step) => _event.Clear().Double(Messages.WallTime, Seconds()).Integer(Messages.Step, step);

    static double Seconds() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TicksPerSecond;

    void Append(ProtoWriter message)
    {
        if (!_file.Waits) _timer.Change(s_flush, Timeout.InfiniteTimeSpan);
        try
        {
            _file.Append(message);
        }
        catch (IOException e)
        {
            Fail(e);
        }
        ThrowUntold();
    }

    // whether it is written at all
    bool IsOpen()
    {
        Throw.IfDisposed(_isClosed, nameof(TensorBoardWriter));
        ThrowUntold();
        return _failure is null;
    }

    void FlushLater()
    {
        lock (_gate)
            if (!_isClosed && _failure is null) FlushFile();
    }

    void FlushFile()
    {
        try
        {
            _file.Flush();
        }
        catch (IOException e)
        {
            Fail(e);
        }
    }

    void Fail(IOException e)
    {
        _failure = Explained(e);
        _failed?.Invoke(_failure);
    }

    // also what a timer found out
    void ThrowUntold()
    {
        if (_failure is not null && _failed is null) throw _failure;
    }

    // the runtime's message ends with the path
    IOException Explained(IOException e) => new($"{Path}: cannot be written any more: " +
        $"{Excerpt.OneLine(e.Message).Split(" : '")[0].TrimEnd('.')}. The events before are kept.", e);

    static void Check(string tag, long step)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
    }

    // on one line, and with no end of a cell
    static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
