using System.Data.Common;

namespace Myelin.Sources;

/// <summary>A database engine with one connection, on which one query is asked.</summary>
abstract class Engine : IDisposable
{
    /// <summary>A cell, or a row of SQLite, that is longer than this is refused: bytes.</summary>
    public const int LongestCell = 1 << 26;

    public static Engine Of(string? connection) => connection is null ? new DuckDbEngine(null) : Place.Read(connection) switch
    {
        { Server: { } server } => new PostgreSqlEngine(server),
        { File: { } file, Kind: FileKind.Sqlite } => new SqliteEngine(file),
        { File: var file } => new DuckDbEngine(file),
    };

    /// <summary>Connects, for reading only.</summary>
    public abstract void Open();

    /// <summary>Begins the query, after it is clear that it is one statement that only reads.</summary>
    public abstract DbDataReader Ask(string sql);

    /// <summary>Makes a running query fail soon; called from another thread.</summary>
    public abstract void Interrupt();

    /// <summary>What the engine's exception says, in words for the user and without secrets.</summary>
    public abstract string Explain(Exception exception);

    public abstract void Dispose();

    protected const string MoreThanRead = "a statement that does more than read", SeveralStatements = "more than one statement";

    protected const string OneQuery = "One statement that only reads is taken, such as SELECT * FROM sales";

    /// <summary>The refusal of a statement that is no query.</summary>
    protected static InvalidFileException NoQuery(string what) =>
        new("query", $"is {what}. {OneQuery}");

    /// <summary>A message up to its first blank line: what follows are drawings of the place, and advice on the engine's settings.</summary>
    protected static string FirstParagraph(string message)
    {
        message = message.ReplaceLineEndings("\n");
        int end = message.IndexOf("\n\n", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Trim().Replace('\n', ' ');
    }
}
