using System.Diagnostics;
using System.Globalization;

namespace Myelin.Cli.Output;

/// <summary>A line for each part, and where none is done for ten seconds, how far the work is.</summary>
sealed class WorkLines(TextWriter writer) : WorkView
{
    readonly Stopwatch _watch = new();
    TimeSpan _next = TimeSpan.FromSeconds(10);
    string _what = "";

    public override void Report(double share)
    {
        if (_watch.Elapsed < _next) return;
        _next = _watch.Elapsed + TimeSpan.FromSeconds(10);
        writer.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  {_what}: {100 * share:0} % after {_watch.Elapsed.TotalSeconds:0} s"));
        writer.Flush();
    }

    protected override void Write(string line)
    {
        writer.WriteLine($"  {line}");
        writer.Flush();
        _next = _watch.Elapsed + TimeSpan.FromSeconds(10);
    }

    public override TResult Show<TResult>(string what, Func<TResult> work)
    {
        _what = what;
        _watch.Restart();
        return work();
    }
}
