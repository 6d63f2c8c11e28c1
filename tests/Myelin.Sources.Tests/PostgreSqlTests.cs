using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Myelin.Tabular;
using Npgsql;

namespace Myelin.Sources.Tests;

/// <summary>Queries of a real PostgreSQL server.</summary>
public sealed class PostgreSqlTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    [Fact]
    public void RowsComeAcross()
    {
        Prepare("DROP TABLE IF EXISTS flowers; CREATE TYPE hue AS ENUM ('red', 'blue'); " +
            "CREATE TABLE flowers (x float8, n bigint, d date, at timestamptz, sure boolean, color hue, price numeric(9, 2), opens time, " +
            "long interval); INSERT INTO flowers VALUES (1.5, 9007199254740993, '2026-11-22', '2026-11-22 18:30:00+02', true, 'red', " +
            "2.50, '18:30', '90 seconds'), (NULL, 2, NULL, NULL, NULL, 'red', NULL, NULL, NULL)");
        foreach (string connection in (string[])[server.Connection, server.Address])
        {
            Table table = new Query("SELECT * FROM flowers;", connection).Table();
            Assert.Equal(["1.5", "9007199254740993", "2026-11-22", "2026-11-22T16:30:00", "true", "red", "2.5", "18:30:00", "90"],
                table.Columns.Select(column => column.Text(0)));
            Assert.Equal([1, 0, 1, 1, 1, 0, 1, 1, 1], table.Columns.Select(column => column.Missing));
        }
    }

    [Theory]
    [InlineData("'infinity'::timestamp", "is infinite. Filter such rows out")]
    [InlineData("'-infinity'::date", "is infinite. Filter such rows out")]
    [InlineData("'infinity'::float8", "infinite")]
    [InlineData("'infinity'::numeric", "infinite")]
    [InlineData("'-infinity'::numeric", "infinite")]
    [InlineData("'-infinity'::float4", "infinite")]
    [InlineData("1e60::numeric", "none that a table can hold: it is infinite, or has more digits than can be read")]
    [InlineData("'\\xAABB'::bytea", "a blob of 2 bytes")]
    [InlineData("array[1, 2]", "integer[], which cannot be learned from")]
    [InlineData("'3 months'::interval", "none that a table can hold")]
    public void WhatCannotBeLearnedFromIsNamedWithRowAndColumn(string value, string what)
    {
        Need();
        string problem = new Query($"SELECT NULL AS x UNION ALL SELECT {value}", server.Connection).Problem();
        Assert.StartsWith("query: row 2, column x: the value ", problem, StringComparison.Ordinal);
        Assert.True(problem.Contains(what, StringComparison.Ordinal), problem);
        Assert.DoesNotMatch("System|Decimal|DisableDateTime|Specified argument|Parameter '", problem);
    }

    [Theory]
    [InlineData("date")]
    [InlineData("timestamp")]
    [InlineData("timestamptz")]
    public void AnInfiniteTimeIsNoNumber(string type)
    {
        Need();
        foreach (string sign in (string[])["", "-"])
        {
            using DbDataReader rows = new Query($"SELECT '{sign}infinity'::{type} AS x", server.Connection).Rows();
            Assert.True(rows.Read());
            Assert.Equal("it is infinite. Filter such rows out", Assert.Throws<InvalidCastException>(() => rows.GetValue(0)).Message);
            Assert.Throws<InvalidCastException>(() => rows["x"]);
        }
        using DbDataReader numbers = new Query("SELECT 2.5::numeric, 'NaN'::numeric", server.Connection).Rows();
        Assert.True(numbers.Read());
        var cells = new object[2];
        numbers.GetValues(cells);
        Assert.Equal([2.5m, double.NaN], cells);
    }

    [Theory]
    [InlineData("numeric")]
    [InlineData("float8")]
    [InlineData("float4")]
    public void WhatIsNoNumberIsMissing(string type)
    {
        Need();
        Table table = new Query($"SELECT 1.5::{type} AS x UNION ALL SELECT 'NaN'::{type} UNION ALL SELECT 2::{type}",
            server.Connection).Table();
        Assert.Equal((3, 1, 1.5), (table.Rows, table["x"].Missing, table["x"].Number(0)));
    }

    [Theory]
    [InlineData("INSERT INTO safe VALUES (2)", "syntax error")]
    [InlineData("DELETE FROM safe", "syntax error")]
    [InlineData("DROP TABLE safe", "syntax error")]
    [InlineData("COPY safe TO STDOUT", "syntax error")]
    [InlineData("SELECT 1; DROP TABLE safe", "more than one statement")]
    [InlineData("SELECT 1; COMMIT; DROP TABLE safe", "more than one statement")]
    [InlineData("COMMIT", "syntax error")]
    [InlineData("SET TRANSACTION READ WRITE", "syntax error")]
    [InlineData("SELECT * INTO made FROM safe", "INTO")]
    [InlineData("WITH w AS (DELETE FROM safe RETURNING *) SELECT * FROM w", "data-modifying")]
    [InlineData("SELECT set_config('transaction_read_only', 'off', false) AS x, nextval('safe_numbers') AS y", "read-write mode")]
    [InlineData("SELECT nextval('safe_numbers') AS x", "does more than read")]
    [InlineData("SELECT * FROM nowhere", "relation \"nowhere\" does not exist")]
    [InlineData("SELECT 1 / (3 - x) AS x FROM generate_series(1, 5) AS g(x)", "division by zero")]
    public void WhatDoesNotOnlyReadIsRefused(string sql, string expected)
    {
        Prepare("CREATE TABLE IF NOT EXISTS safe (x int); TRUNCATE safe; " +
            "INSERT INTO safe VALUES (1); CREATE SEQUENCE IF NOT EXISTS safe_numbers");
        string problem = new Query(sql, server.Connection).Problem();
        Assert.StartsWith("query: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgreSqlServer.Password, problem, StringComparison.Ordinal);
        Assert.Equal(1, new Query("SELECT * FROM safe", server.Connection).Table().Rows);
        Assert.Contains("nowhere", new Query("SELECT 1 FROM nowhere", server.Connection).Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEndlessQueryEndsInTimeOrWhenItIsStopped()
    {
        Need();
        foreach (string sql in (string[])["SELECT pg_sleep(1000) AS x", "SELECT 1 AS x FROM generate_series(1, 100000000000) AS g"])
        {
            Assert.Contains("did not end within 0.7 seconds",
                (new Query(sql, server.Connection) { TimeLimit = TimeSpan.FromSeconds(0.7) }).Problem(), StringComparison.Ordinal);
            using var stop = new CancellationTokenSource(500);
            Assert.Throws<OperationCanceledException>(() => new Query(sql, server.Connection).TableUnless(stop.Token));
        }
        // nothing goes on at the server
        Assert.Equal(0,
            new Query("SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()",
                server.Connection).Table()["n"].Number(0));
    }

    // a declaration waits for whoever holds the table
    [Fact]
    public void AQueryOfATableThatIsLockedEndsInTimeToo()
    {
        Prepare("CREATE TABLE IF NOT EXISTS held (x int)");
        using var other = new NpgsqlConnection(server.Connection);
        other.Open();
        using NpgsqlTransaction transaction = other.BeginTransaction();
        using (var take = new NpgsqlCommand("LOCK TABLE held IN ACCESS EXCLUSIVE MODE", other, transaction)) take.ExecuteNonQuery();
        Assert.Contains("did not end within 0.7 seconds",
            (new Query("SELECT * FROM held", server.Connection) { TimeLimit = TimeSpan.FromSeconds(0.7) }).Problem(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongPasswordIsSaidAndNotRepeated()
    {
        Need();
        foreach (string connection in (string[])[$"Host=127.0.0.1;Port={server.Port};Username=owner;Password=swordfish",
            $"postgresql://owner:swordfish@127.0.0.1:{server.Port}"])
        {
            string problem = new Query("SELECT 1 AS x", connection).Problem();
            Assert.Equal($"query: password authentication failed for user \"owner\" (127.0.0.1:{server.Port})", problem);
        }
        Assert.DoesNotContain("sesame", new Query("SELECT 1", server.Address).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AServerThatIsNotThereOrDoesNotAnswerIsSaidInTime()
    {
        // one port where nobody listens, one where nobody answers
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int silent = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        int nobody = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        foreach (int port in (int[])[nobody, silent])
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            string problem = new Query("SELECT 1 AS x", $"Host=127.0.0.1;Port={port};Username=owner;Password=swordfish").Problem();
            Assert.StartsWith($"query: PostgreSQL at 127.0.0.1:{port} does not answer", problem, StringComparison.Ordinal);
            Assert.DoesNotContain("swordfish", problem, StringComparison.Ordinal);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 9.9);
        }
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Pasword=swordfish",
        "connection: the setting pasword is unknown to PostgreSQL's driver, or cannot have this value")]
    [InlineData("Host=127.0.0.1;Port=swordfish",
        "connection: the setting port is unknown to PostgreSQL's driver, or cannot have this value")]
    [InlineData("Hots=127.0.0.1;Password=swordfish", "connection: has no host")]
    [InlineData("Host=127.0.0.1;Password='swordfish", "connection: cannot be read: settings are KEY=VALUE")]
    [InlineData("postgresql://owner:swordfish@:x/y", "connection: is no address")]
    [InlineData("postgres//owner:swordfish@127.0.0.1/y", "connection: there is no such database")]
    [InlineData("mysql://owner:swordfish@127.0.0.1/y", "connection: there is no such database")]
    public void AConnectionThatIsWrongIsNotRepeated(string connection, string expected)
    {
        string problem = new Query("SELECT 1 AS x", connection).Problem();
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", problem, StringComparison.Ordinal);
    }

    void Need() => Assert.SkipWhen(server.Absent is not null, server.Absent ?? "");

    void Prepare(string sql)
    {
        Need();
        using var connection = new NpgsqlConnection(server.Connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
