using System.Data.Common;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using Myelin.Tabular;

namespace Myelin.Sources.Tests;

/// <summary>What tests do with queries, and the databases that they make with the engines themselves.</summary>
static class Asking
{
    public static DbDataReader Rows(this Query query) => query.Open(TestContext.Current.CancellationToken);

    public static Table Table(this Query query) => query.TableUnless(TestContext.Current.CancellationToken);

    /// <summary>The query's table, unless it is stopped before.</summary>
    public static Table TableUnless(this Query query, CancellationToken stopped)
    {
        using DbDataReader rows = query.Open(stopped);
        return Tabular.Table.Read(rows, query.Name);
    }

    public static string Problem(this Query query) => Assert.Throws<InvalidFileException>(() => query.Table()).Message;

    /// <summary>Runs statements in a DuckDB: in memory, or a file that is made.</summary>
    public static void DuckDb(string sql, string file = ":memory:")
    {
        using var connection = new DuckDBConnection($"DataSource={file}");
        Run(connection, sql);
    }

    public static void Sqlite(string sql, string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        Run(connection, sql);
    }

    static void Run(DbConnection connection, string sql)
    {
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
