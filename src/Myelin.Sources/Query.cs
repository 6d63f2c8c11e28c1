using System.Data.Common;

namespace Myelin.Sources;

/// <summary>
/// A question to a database. It only reads: one statement, and only a query. Its rows come as a stream, of which a table can be made
/// (<c>Table.Read</c>), or which can be learned from as it comes.
/// </summary>
/// <example><code>
/// using DbDataReader rows = new Query("SELECT * FROM 'sales.parquet' JOIN 'shops.csv' USING (shop)").Open();
/// var table = Table.Read(rows);
/// </code></example>
/// <param name="Sql">a SELECT, or what else gives rows and changes nothing</param>
/// <param name="Connection">
/// where it is asked: the path of a DuckDB or SQLite database, a connection string or an address of PostgreSQL
/// (<c>postgresql://user@host/database</c>), or <c>env:NAME</c> for a variable of the environment that holds one of these; null for DuckDB
/// in memory, whose tables are files: <c>FROM 'sales.parquet'</c>
/// </param>
public sealed record Query(string Sql, string? Connection = null)
{
    /// <summary>What messages call it.</summary>
    public string Name { get; init; } = "query";

    /// <summary>How long it may take until its last row is read; null for ever.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// The only folder whose files a query of DuckDB may read, with all that is in it; null for every file that the account may read. Paths
    /// that lead out (<c>..</c>) are refused, and so is a folder in which a link leads out. A database that is the connection itself may
    /// stand elsewhere.
    /// </summary>
    public string? FilesWithin { get; init; }

    /// <summary>All rows of a Parquet file, in their order.</summary>
    public static Query OfParquet(string path) => new(ParquetFile.Select(path)) { Name = path, File = path };

    /// <summary>The file whose rows are asked for, which is looked at first, as a message of its own says more than an engine's.</summary>
    internal string? File { get; init; }

    /// <summary>Begins to ask. The reader holds the connection: dispose it.</summary>
    /// <param name="cancellation">interrupts it, also where it waits for a row: an <see cref="OperationCanceledException"/></param>
    /// <exception cref="InvalidFileException">
    /// It cannot be asked: there is no such database, it is no query, the engine refuses it. While rows are read: it failed later, or did
    /// not end in time. Messages never hold a password.
    /// </exception>
    public DbDataReader Open(CancellationToken cancellation = default)
    {
        string? within = FilesWithin is null ? null : FileFence.Check(FilesWithin, cancellation);
        if (File is not null && within is not null) FileFence.CheckFile(File, within);
        if (File is not null) ParquetFile.Check(File);
        if (string.IsNullOrWhiteSpace(Sql)) throw new InvalidFileException(Name, "is empty. A query is SQL such as SELECT * FROM sales");
        return QueryReader.Open(Name, Engine.Of(Connection, within), Sql, TimeLimit, cancellation, File);
    }

    /// <summary>The name alone: a connection may hold a password.</summary>
    public override string ToString() => Name;
}
