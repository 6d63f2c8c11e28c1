using System.Data.Common;

namespace Myelin.Sources;

/// <summary>A database engine with one connection, on which one query is asked.</summary>
abstract class Engine : IDisposable
{
    /// <summary>A cell, or a row of SQLite, that is longer than this is refused: bytes.</summary>
    public const int LongestCell = 1 << 26;

    /// <param name="within">the only folder whose files a query may read, as a full path; null for all that the account may read</param>
    public static Engine Of(string? connection, string? within = null) =>
        connection is null ? new DuckDbEngine(null, within) : Place.Read(connection) switch
        {
            { Server: not null } when within is not null => throw new InvalidFileException("connection",
                new Advice("is a PostgreSQL server, whose files are its own: what it may read, its account decides")
                    .Or("leave out the folder", SettingNames.FilesWithin)),
            { Server: { } server } => new PostgreSqlEngine(server),
            // an SQLite query reads no other file: it has no function for that, and may attach none
            { File: { } file, Kind: FileKind.Sqlite } => new SqliteEngine(file),
            { File: var file } => new DuckDbEngine(file, within),
        };

    /// <summary>Connects, for reading only.</summary>
    public abstract void Open();

    /// <summary>Begins the query, after it is clear that it is one statement that only reads.</summary>
    public abstract DbDataReader Ask(string sql);

    /// <summary>Makes a running query fail soon; called from another thread.</summary>
    public abstract void Interrupt();

    /// <summary>What the engine's exception says, in words for the user and without secrets.</summary>
    public abstract Advice Explain(Exception exception);

    /// <summary>What the value is that a cell's exception is about: a number that stands for it, or null where there is none.</summary>
    public virtual double? Number(Exception exception) => null;

    /// <summary>Why a cell cannot be read, without words of .NET or of a driver's settings.</summary>
    public virtual string ExplainCell(Exception exception) =>
        FirstParagraph(exception.Message).Replace("System.", "", StringComparison.Ordinal);

    public abstract void Dispose();

    protected const string MoreThanRead = "a statement that does more than read", SeveralStatements = "more than one statement";

    protected const string OneQuery = "One statement that only reads is taken, such as SELECT * FROM sales";

    /// <summary>The refusal of a statement that is no query.</summary>
    protected static InvalidFileException NoQuery(string what) =>
        new("query", $"is {what}. {OneQuery}");

    /// <summary>
    /// A message up to its first blank line: what follows are drawings of the place, and advice on the engine's settings.
    /// </summary>
    protected static string FirstParagraph(string message)
    {
        message = message.ReplaceLineEndings("\n");
        int end = message.IndexOf("\n\n", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Trim().Replace('\n', ' ');
    }
}
