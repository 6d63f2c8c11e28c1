using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The options that say whether rows are streamed from disk, and the reading of such rows.</summary>
sealed class StreamChoice
{
    public Option<bool> Stream { get; } = Given.Flag("--stream", "Read the rows once, keep them on disk and learn from there, " +
        "so that they need not fit into memory. Default: where they would not fit.");

    public Option<string?> Cache { get; } = Given.Text("--cache", "DIR",
        "The folder where streamed rows are kept meanwhile, about as large as the file. Default: the system's temporary one.");

    /// <summary>Whether rows are streamed; says so where that was not asked for.</summary>
    public bool Wants(ParseResult line, Screen screen, DataSource data)
    {
        if (line.GetValue(Stream) || line.GetValue(Cache) is not null) return true;
        if (!MemoryNeed.IsTooMuch(data, out long need, out long available)) return false;
        screen.Line($"  {data.Name} would take about {Reports.Bytes(need)} of memory, and there are {Reports.Bytes(available)}: " +
            "its rows are streamed from disk (--stream).");
        return true;
    }

    /// <summary>Reads the rows, says how fast, and how far it is.</summary>
    /// <param name="most">rows that are drawn to be in memory; null for as many as training needs</param>
    public TableStream Read(ParseResult line, Screen screen, DataSource data, TableOptions options,
        CancellationToken cancellation, int? most = null)
    {
        WorkView view = screen.Work();
        var streaming = new StreamOptions { Cache = line.GetValue(Cache) };
        if (most is { } rows) streaming = streaming with { SampleRows = rows };
        TableStream read = view.Show("reading", () => Read(data, options, streaming, new View(view), cancellation));
        string speed = data.Length == 0 ? "" : $", {Reports.Bytes((long)(data.Length / read.Elapsed.TotalSeconds))}/s";
        screen.Fact("read", string.Create(CultureInfo.InvariantCulture,
            $"{Reports.Count(read.Rows)} rows in {read.Elapsed.TotalSeconds:0.0} s " +
            $"({Reports.Count((long)(read.Rows / read.Elapsed.TotalSeconds))} rows/s{speed}), kept on disk meanwhile: " +
            $"{Reports.Bytes(read.CacheLength)} in {read.CacheFolder}"));
        return read;
    }

    static TableStream Read(DataSource data, TableOptions options, StreamOptions streaming, IProgress<StreamProgress> progress,
        CancellationToken cancellation)
    {
        try
        {
            return data.Stream(options, streaming, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(ExitCode.Interrupted, "Stopped before all rows were read, so there is nothing to show.");
        }
    }

    sealed class View(WorkView view) : IProgress<StreamProgress>
    {
        TimeSpan _next = TimeSpan.FromSeconds(5);

        public void Report(StreamProgress value)
        {
            if (value.Length > 0) view.Report((double)value.Bytes / value.Length);
            if (value.Elapsed < _next) return;
            _next = value.Elapsed + TimeSpan.FromSeconds(10);
            string speed = value.Bytes > 0 ? $", {Reports.Bytes((long)(value.Bytes / value.Elapsed.TotalSeconds))}/s" : "";
            view.Tell($"{Reports.Count(value.Rows)} rows read, {Reports.Count((long)value.RowsPerSecond)} rows/s{speed}");
        }
    }
}
