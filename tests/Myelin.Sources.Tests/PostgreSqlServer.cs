using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Myelin.Sources.Tests;

/// <summary>
/// A PostgreSQL of its own, on a free port of this machine, whose folder is gone afterwards; where PostgreSQL is installed.
/// </summary>
public sealed class PostgreSqlServer : IDisposable
{
    public const string User = "owner", Password = "open,sesame;1";

    readonly string? _programs, _folder;

    public PostgreSqlServer()
    {
        _programs = Programs();
        if (_programs is null) return;
        Port = FreePort();
        // the server refuses to run as root
        _folder = Run("mktemp", "-d").Trim();
        string data = Path.Combine(_folder, "data"), password = Path.Combine(_folder, "password");
        Run("sh", "-c", $"printf '%s' '{Password}' > '{password}'");
        Run(Path.Combine(_programs, "initdb"), "-D", data, "-U", User, "-A", "scram-sha-256", $"--pwfile={password}",
            "--no-sync", "-E", "UTF8", "--locale=C");
        Run(Path.Combine(_programs, "pg_ctl"), "-D", data, "-w", "-s", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_connections=20", "start");
        // the driver reads its settings once: they shall be those of a query, and not of what a test asks it first
        Assert.Equal(1, new Query("SELECT 1 AS x", Connection).Table().Rows);
    }

    public int Port { get; }

    /// <summary>Why tests that need it are skipped; null where it runs.</summary>
    public string? Absent => _programs is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)." : null;

    public string Connection => $"Host=127.0.0.1;Port={Port};Username={User};Password=\"{Password}\";Database=postgres";

    public string Address => $"postgresql://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}/postgres";

    static string? Programs()
    {
        if (OperatingSystem.IsWindows()) return null;
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (Directory.Exists("/usr/lib/postgresql"))
            folders = folders.Concat(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin")));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string Run(string program, params string[] arguments)
    {
        // what a server inherits it keeps open: its output goes to its log, and this program waits for no pipe of it
        bool server = arguments is [.., "start"];
        string[] command = Environment.UserName == "root"
            ? ["runuser", "-u", "nobody", "--", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = !server, WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        string output = !server ? process.StandardOutput.ReadToEnd() : "";
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    public void Dispose()
    {
        if (_folder is null) return;
        Run(Path.Combine(_programs!, "pg_ctl"), "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        Run("rm", "-r", _folder);
    }
}
