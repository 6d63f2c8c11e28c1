using System.Diagnostics;

namespace Myelin.Fuzz;

/// <summary>
/// Sees to it that what kills or hangs the process is known afterwards: each input stands in a file before it is tried, and a thread ends
/// the process where one input takes too long. Time is the process's own, so that being stopped for a while is no hang.
/// </summary>
public sealed class Watch : IDisposable
{
    /// <summary>What one input may take: seconds of processor time, and bytes above what the idle program has.</summary>
    public const int MostSeconds = 10, MostBytes = 512 << 20;

    readonly string _file;
    readonly FileStream _current;
    readonly Timer _timer;
    readonly long _idle;
    long _tries, _seen;
    TimeSpan _since;

    public Watch(string folder, string target)
    {
        _file = Path.Combine(folder, $"{target}.current");
        _current = new(_file, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        _since = Environment.CpuUsage.TotalTime;
        _idle = Environment.WorkingSet;
        _timer = new(_ => Look(), null, 1000, 1000);
    }

    public void Begin(byte[] input)
    {
        _current.SetLength(0);
        _current.Position = 0;
        _current.Write(input);
        Interlocked.Increment(ref _tries);
    }

    /// <summary>Throws where the process has ever held far more memory than when it was idle.</summary>
    public void CheckMemory()
    {
        using var process = Process.GetCurrentProcess();
        if (process.PeakWorkingSet64 - _idle > MostBytes)
            throw new FindingException($"The process held {process.PeakWorkingSet64 >> 20} MB, and {_idle >> 20} MB when idle.");
    }

    void Look()
    {
        long tries = Interlocked.Read(ref _tries);
        TimeSpan now = Environment.CpuUsage.TotalTime;
        if (tries != _seen) (_seen, _since) = (tries, now);
        else if (tries > 0 && (now - _since).TotalSeconds > MostSeconds)
        {
            Console.Error.WriteLine($"HANG: {_file} holds an input that took more than {MostSeconds} seconds.");
            Environment.Exit(2);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _current.Dispose();
        File.Delete(_file);
    }
}
