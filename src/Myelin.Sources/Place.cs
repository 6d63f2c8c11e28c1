using System.Data.Common;

namespace Myelin.Sources;

/// <summary>What kind of database a file is.</summary>
enum FileKind
{
    DuckDb,
    Sqlite,
}

/// <summary>Where a query is asked, as a connection says it: a file, whose first bytes say of which kind it is, or a server.</summary>
sealed record Place(string? File, FileKind Kind, DbConnectionStringBuilder? Server)
{
    const string Environment = "env:";

    static readonly string[] ServerKeys = ["host", "server"], FileKeys = ["data source", "datasource", "filename"];

    /// <summary>Reads a connection; what is wrong with it is said without repeating it where it may hold a password.</summary>
    public static Place Read(string connection)
    {
        if (connection.StartsWith(Environment, StringComparison.Ordinal)) connection = OfEnvironment(connection[Environment.Length..]);
        if (System.IO.File.Exists(connection)) return OfFile(connection);
        if (ServerAddress.Is(connection)) return OfServer(ServerAddress.Read(connection));
        if (!connection.Contains('=', StringComparison.Ordinal)) return OfFile(connection);
        DbConnectionStringBuilder settings = Settings(connection);
        if (ServerKeys.Any(settings.ContainsKey)) return OfServer(settings);
        if (settings.Count == 1 && FileKeys.FirstOrDefault(settings.ContainsKey) is { } key) return OfFile((string)settings[key]);
        throw Wrong("has no host. A connection is the path of a DuckDB or SQLite database, or PostgreSQL's Host=…;Database=…;Username=…");
    }

    static Place OfServer(DbConnectionStringBuilder settings) => new(null, default, settings);

    static Place OfFile(string path)
    {
        if (Directory.Exists(path)) throw new InvalidFileException(Shown(path), "is a folder, not a database");
        if (!System.IO.File.Exists(path)) throw new InvalidFileException(Shown(path), "there is no such database, and none is made");
        Span<byte> head = stackalloc byte[512];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.StartsWith("SQLite format 3\0"u8)) return new(path, FileKind.Sqlite, null);
        // DuckDB's mark follows a checksum of 8 bytes (its MainHeader)
        if (head.Length > 12 && head[8..].StartsWith("DUCK"u8)) return new(path, FileKind.DuckDb, null);
        throw new InvalidFileException(path,
            $"is neither a DuckDB nor an SQLite database but {ForeignFile.Recognize(head) ?? "of an unknown kind"}");
    }

    static string OfEnvironment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidFileException("connection", $"the variable {name} of the environment is not set, but env:{name} names it");

    static DbConnectionStringBuilder Settings(string connection)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connection };
        }
        catch (ArgumentException)
        {
            throw Wrong("cannot be read: settings are KEY=VALUE, separated by semicolons");
        }
    }

    static string Shown(string path) =>
        path.AsSpan().IndexOfAny("=@;") < 0 && !path.Contains("//", StringComparison.Ordinal) ? path : "connection";

    internal static InvalidFileException Wrong(string problem) => new("connection", problem);
}
