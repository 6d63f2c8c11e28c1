using Microsoft.Data.Sqlite;
using Myelin.Tabular;

namespace Myelin.Sources.Tests;

/// <summary>Queries of an SQLite file: they read, and do nothing else.</summary>
public sealed class SqliteTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly string _file;

    public SqliteTests()
    {
        _file = _folder["shop.db"];
        Asking.Sqlite(
            "CREATE TABLE t (x REAL, w TEXT, n INTEGER); " +
                "INSERT INTO t VALUES (1.5, 'a', 1), (NULL, 'b', 9007199254740993), (-2, NULL, 3)", _file);
    }

    [Fact]
    public void RowsComeAcross()
    {
        foreach (string connection in (string[])[_file, $"Data Source={_file}"])
        {
            Table table = new Query("SELECT * FROM t", connection).Table();
            Assert.Equal([1.5, double.NaN, -2], Enumerable.Range(0, 3).Select(table["x"].Number));
            Assert.Equal(["a", "b", null], Enumerable.Range(0, 3).Select(table["w"].Text));
            Assert.Equal(9007199254740992, table["n"].Number(1));
        }
    }

    [Fact]
    public void TheEnvironmentMayHoldTheConnection()
    {
        string variable = $"MYELIN_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, _file);
        Assert.Equal(3, new Query("SELECT * FROM t", $"env:{variable}").Table().Rows);
        Assert.Equal("connection: the variable NOT_THERE of the environment is not set, but env:NOT_THERE names it",
            new Query("SELECT 1", "env:NOT_THERE").Problem());
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1, 'x', 1)", "does more than read")]
    [InlineData("DELETE FROM t", "does more than read")]
    [InlineData("DROP TABLE t", "does more than read")]
    [InlineData("CREATE TEMP TABLE made (x)", "does more than read")]
    [InlineData("ATTACH 'made.db' AS made", "does more than read")]
    [InlineData("VACUUM INTO 'made.db'", "does more than read")]
    [InlineData("PRAGMA journal_mode = WAL", "does more than read")]
    [InlineData("PRAGMA table_info(t)", "does more than read")]
    [InlineData("BEGIN", "does more than read")]
    [InlineData("WITH w AS (SELECT 1) INSERT INTO t SELECT 1, 'x', 1 FROM w RETURNING x", "does more than read")]
    [InlineData("SELECT 1; SELECT 2", "more than one statement")]
    [InlineData("-- nothing", "no statement")]
    [InlineData("SELECT load_extension('made')", "not authorized")]
    [InlineData("SELECT * FROM nowhere", "no such table: nowhere")]
    [InlineData("SELEC 1", "near \"SELEC\": syntax error")]
    [InlineData("SELECT x'0102' AS x", "row 1, column x: the value is a blob of 2 bytes")]
    [InlineData("SELECT 9e999 AS x", "row 1, column x: the value is infinite")]
    [InlineData("SELECT printf('%.*c', 900000000, 'x') AS x", "a row is longer than 64 MiB")]
    public void WhatDoesNotOnlyReadIsRefused(string sql, string expected)
    {
        byte[] before = File.ReadAllBytes(_file);
        string problem = new Query(sql, _file).Problem();
        Assert.StartsWith("query: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_file));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory, "made*"));
    }

    [Theory]
    [InlineData("SELECT x FROM t; -- the only one")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT * FROM n")]
    [InlineData("SELECT w, avg(x) OVER (ORDER BY n) AS mean FROM t")]
    [InlineData("SELECT value FROM json_each('[1, 2]')")]
    public void AQueryMayBeWrittenInManyWays(string sql) => Assert.True(new Query(sql, _file).Table().Rows > 0);

    [Fact]
    public void ADatabaseThatIsNotThereIsNotMade()
    {
        Assert.EndsWith("there is no such database, and none is made", new Query("SELECT 1", _folder["none.db"]).Problem(),
            StringComparison.Ordinal);
        Assert.EndsWith("is a folder, not a database", new Query("SELECT 1", _folder.Path).Problem(), StringComparison.Ordinal);
        _folder.Write("text.db", "x,y\n1,2\n"u8.ToArray());
        Assert.EndsWith("is neither a DuckDB nor an SQLite database but a table as text (CSV)",
            new Query("SELECT 1", _folder["text.db"]).Problem(), StringComparison.Ordinal);
        _folder.Write("empty.db", []);
        Assert.EndsWith("but empty (0 bytes)", new Query("SELECT 1", _folder["empty.db"]).Problem(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["none.db"]));
    }

    [Fact]
    public void DamageIsSaid()
    {
        byte[] bytes = File.ReadAllBytes(_file);
        bytes.AsSpan(100).Fill(0xA5);
        _folder.Write("damaged.db", bytes);
        string problem = new Query("SELECT * FROM t", _folder["damaged.db"]).Problem();
        Assert.Contains("damaged.db is damaged", problem, StringComparison.Ordinal);
        _folder.Write("cut.db", File.ReadAllBytes(_file)[..600]);
        Assert.StartsWith("query: ", new Query("SELECT * FROM t", _folder["cut.db"]).Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void ALockedFileIsSaidInTime()
    {
        using var other = new SqliteConnection($"Data Source={_file};Pooling=False");
        other.Open();
        using SqliteCommand locking = other.CreateCommand();
        locking.CommandText = "BEGIN EXCLUSIVE";
        locking.ExecuteNonQuery();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Contains("is locked by another program", new Query("SELECT * FROM t", _file).Problem(), StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 9.9);
    }

    [Fact]
    public void AnEndlessQueryEndsInTimeOrWhenItIsStopped()
    {
        foreach (string sql in (string[])["WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM n",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1 AS x FROM n"])
        {
            Assert.Contains("did not end within 0.5 seconds", (new Query(sql, _file) { TimeLimit = TimeSpan.FromSeconds(0.5) }).Problem(),
                StringComparison.Ordinal);
            using var stop = new CancellationTokenSource(300);
            Assert.Throws<OperationCanceledException>(() => new Query(sql, _file).TableUnless(stop.Token));
        }
    }

    public void Dispose() => _folder.Dispose();
}
