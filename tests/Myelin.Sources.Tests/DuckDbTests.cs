using Myelin.Tabular;

namespace Myelin.Sources.Tests;

/// <summary>Queries over files, and over a DuckDB's tables.</summary>
public sealed class DuckDbTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void FilesOfThreeKindsAreJoined()
    {
        Asking.DuckDb($"COPY (SELECT i AS id, i * 0.5 AS x FROM range(6) t(i)) TO '{_folder["a.parquet"]}'");
        File.WriteAllText(_folder["b.csv"], "id,color\n1,red\n3,blue\n5,\n");
        File.WriteAllText(_folder["c.json"],
            """{"id": 1, "y": 10}""" + "\n" + """{"id": 3, "y": 30}""" + "\n" + """{"id": 5, "y": null}""" + "\n");
        Table table = new Query($"SELECT * FROM '{_folder["a.parquet"]}' JOIN '{_folder["b.csv"]}' USING (id) " +
            $"JOIN '{_folder["c.json"]}' USING (id) ORDER BY id").Table();
        Assert.Equal(["id", "x", "color", "y"], table.Columns.Select(column => column.Name));
        Assert.Equal([0.5, 1.5, 2.5], Enumerable.Range(0, 3).Select(table["x"].Number));
        Assert.Equal(["red", "blue", null], Enumerable.Range(0, 3).Select(table["color"].Text));
        Assert.True(table["y"].IsMissing(2));
    }

    [Theory]
    [InlineData("12345678901234567890::DECIMAL(20, 0)", "12345678901234567890")]
    [InlineData("12345678901234567890::DECIMAL(22, 2)", "12345678901234567890")]
    [InlineData("7::DECIMAL(20, 0)", "7")]
    public void WholeNumbersThatAreWordsKeepTheirDigits(string number, string word)
    {
        using System.Data.Common.DbDataReader rows = new Query($"SELECT {number} AS id").Open(TestContext.Current.CancellationToken);
        Table table = Table.Read(rows, "query",
            new TableOptions { Columns = new Dictionary<string, ColumnType> { ["id"] = ColumnType.Category } });
        Assert.Equal(word, table["id"].Text(0));
    }

    [Theory]
    [InlineData("1::HUGEINT", ColumnType.Number, "1")]
    [InlineData("9007199254740993", ColumnType.Category, "9007199254740993")]
    [InlineData("18446744073709551615::UBIGINT", ColumnType.Category, "18446744073709551615")]
    [InlineData("1.50::DECIMAL(9, 2)", ColumnType.Number, "1.5")]
    [InlineData("12345678901234567890.123456789::DECIMAL(38, 9)", ColumnType.Number, "1.2345678901234567E+19")]
    [InlineData("0.1::FLOAT", ColumnType.Number, "0.10000000149011612")]
    [InlineData("INTERVAL 90 SECOND", ColumnType.Number, "90")]
    [InlineData("true", ColumnType.Boolean, "true")]
    [InlineData("DATE '2026-11-22'", ColumnType.Date, "2026-11-22")]
    [InlineData("TIMESTAMP '2026-11-22 18:30:00'", ColumnType.Date, "2026-11-22T18:30:00")]
    [InlineData("TIMESTAMPTZ '2026-11-22 18:30:00+02'", ColumnType.Date, "2026-11-22T16:30:00")]
    [InlineData("TIME '18:30:00'", ColumnType.Date, "18:30:00")]
    [InlineData("'b'::ENUM('a', 'b')", ColumnType.Category, "b")]
    [InlineData("'101'::BIT", ColumnType.Number, "101")]
    public void ATypeIsWhatACsvFileOfItsTextIs(string value, ColumnType type, string text)
    {
        // twice, as words that are all different are free text
        Table table = new Query($"SELECT {value} AS x FROM range(2)").Table();
        Assert.Equal((type, text), (table["x"].Type, table["x"].Text(1)));
        File.WriteAllText(_folder["x.csv"], $"x,y\n{text},1\n{text},2\n");
        Table csv = Table.Read(_folder["x.csv"]);
        Assert.Equal((csv["x"].Type, csv["x"].Text(1)), (type, text));
    }

    [Fact]
    public void NumbersThatNameThingsKeepTheirDigits()
    {
        using var rows = new Query("SELECT 9007199254740992 + range AS id FROM range(3)").Rows();
        Table table = Table.Read(rows,
            options: new TableOptions { Columns = new Dictionary<string, ColumnType> { ["id"] = ColumnType.Category } });
        Assert.Equal(["9007199254740992", "9007199254740993", "9007199254740994"], Enumerable.Range(0, 3).Select(table["id"].Text));
    }

    [Theory]
    [InlineData("NULL::DOUBLE")]
    [InlineData("'nan'::DOUBLE")]
    [InlineData("'nan'::FLOAT")]
    [InlineData("'NA'")]
    [InlineData("' '")]
    public void WhatIsMissingIsMissing(string value) => Assert.True(new Query($"SELECT {value} AS x, 1 AS y").Table()["x"].IsMissing(0));

    [Theory]
    [InlineData("'\\xAA\\xBB'::BLOB", "a blob of 2 bytes")]
    [InlineData("'inf'::DOUBLE", "infinite")]
    [InlineData("'-inf'::FLOAT", "infinite")]
    [InlineData("'infinity'::DATE", "none that a table can hold")]
    [InlineData("'infinity'::TIMESTAMP", "none that a table can hold")]
    [InlineData("'290000-01-01'::DATE", "none that a table can hold")]
    [InlineData("99999999999999999999999999999999999999::DECIMAL(38, 0)", "none that a table can hold")]
    [InlineData("INTERVAL 3 MONTH", "none that a table can hold")]
    [InlineData("[1, 2]", "of type List, which cannot be learned from")]
    [InlineData("{'a': 1}", "of type Struct, which cannot be learned from")]
    [InlineData("'a' || chr(0)", "holds a NUL character")]
    [InlineData("repeat('x', 1100000)", "is longer than 1048576 characters")]
    public void WhatCannotBeLearnedFromIsNamedWithRowAndColumn(string value, string what)
    {
        string problem = new Query($"SELECT NULL AS x UNION ALL SELECT {value}").Problem();
        Assert.StartsWith("query: row 2, column x: the value ", problem, StringComparison.Ordinal);
        Assert.Contains(what, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void TextInAColumnOfNumbersIsNamed()
    {
        string problem = new Query("SELECT CASE WHEN range = 7 THEN 'seven' ELSE range::VARCHAR END AS x FROM range(20)").Problem();
        Assert.StartsWith("query: row 8, column x: \"seven\" is not a number, but 19 of the column's 20 cells are", problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  \n", "is empty")]
    [InlineData("-- nothing", "no statement")]
    [InlineData("SELECT 1; SELECT 2", "more than one statement")]
    [InlineData("SELECT 1; DROP TABLE t", "does more than read")]
    [InlineData("ATTACH 'made.db'", "does more than read")]
    [InlineData("COPY (SELECT 1) TO 'made.csv'", "does more than read")]
    [InlineData("CREATE TABLE made (x INT)", "does more than read")]
    [InlineData("EXPORT DATABASE 'made'", "does more than read")]
    [InlineData("PRAGMA memory_limit = '1TB'", "does more than read")]
    [InlineData("SET threads = 64", "does more than read")]
    [InlineData("EXPLAIN ANALYZE SELECT 1", "does more than read")]
    [InlineData("INSTALL httpfs", "does more than read")]
    [InlineData("LOAD httpfs", "does more than read")]
    [InlineData("CALL pragma_version()", "does more than read")]
    [InlineData("INSERT INTO t VALUES (1)", "does more than read")]
    [InlineData("SELECT * FROM t", "Table with name t does not exist")]
    [InlineData("WITH w AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM w", "A CTE needs a SELECT")]
    [InlineData("SELEC 1", "syntax error at or near \"SELEC\"")]
    [InlineData("SELECT y FROM (SELECT 1 AS x)", "Referenced column \"y\" not found in FROM clause! Candidate bindings: \"x\"")]
    [InlineData("SELECT * FROM 'none.csv'", "No files found that match the pattern \"none.csv\"")]
    [InlineData("SELECT * FROM 'http://127.0.0.1:1/x.parquet'", "none is loaded: DuckDB reads local files")]
    [InlineData("SELECT 1 AS a, 2 AS a", "has 2 columns \"a\"")]
    [InlineData("SELECT 1 AS x WHERE false", "gives no rows")]
    [InlineData("SELECT error('own') AS x", "own")]
    public void OneStatementThatOnlyReadsIsTaken(string sql, string expected)
    {
        string problem = new Query(sql).Problem();
        Assert.StartsWith("query: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory, "made*"));
    }

    [Theory]
    [InlineData("SELECT 1 AS x;")]
    [InlineData("SELECT 1 AS x -- the only one")]
    [InlineData("WITH w AS (SELECT 1 AS x) SELECT * FROM w")]
    [InlineData("VALUES (1)")]
    [InlineData("FROM range(3)")]
    [InlineData("SUMMARIZE SELECT 1 AS x")]
    public void AQueryMayBeWrittenInManyWays(string sql) => Assert.True(new Query(sql).Table().Rows > 0);

    [Fact]
    public void ADatabaseIsReadAndNeverWritten()
    {
        string file = _folder["sales.duckdb"];
        Asking.DuckDb("CREATE TABLE sales AS SELECT i AS x, i % 3 AS y FROM range(9) t(i)", file);
        byte[] before = File.ReadAllBytes(file);
        Assert.Equal(9, new Query("FROM sales", file).Table().Rows);
        Assert.Contains("does more than read", new Query("DELETE FROM sales", file).Problem(), StringComparison.Ordinal);
        Assert.Contains("does more than read", new Query("CREATE TABLE t (x INT)", file).Problem(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AnEndlessQueryEndsInTime()
    {
        foreach (string sql in (string[])[
            "SELECT count(*) AS n FROM range(100000000000) a, range(1000000) b WHERE hash(a.range + b.range) % 7 = 3",
            "SELECT 1 AS x FROM range(100000000000)"])
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Assert.Contains("did not end within 0.5 seconds", (new Query(sql) { TimeLimit = TimeSpan.FromSeconds(0.5) }).Problem(),
                StringComparison.Ordinal);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0.4, 10);
        }
    }

    [Fact]
    public void AnEndlessQueryIsStopped()
    {
        using var stop = new CancellationTokenSource(300);
        Assert.Throws<OperationCanceledException>(
            () => new Query("SELECT count(*) AS n FROM range(100000000000) a, range(1000000) b").TableUnless(stop.Token));
        // the token of a query that has ended does nothing any more
        using var later = new CancellationTokenSource();
        Assert.Equal(1, new Query("SELECT 1 AS x").TableUnless(later.Token).Rows);
        later.Cancel();
    }

    [Fact]
    public void ItIsAStream()
    {
        // a result of this many rows would not fit: the first rows are there at once
        using var rows = new Query("SELECT range AS x, repeat('x', 1000) AS w FROM range(1000000000)").Rows();
        for (int row = 0; row < 5000; row++)
        {
            Assert.True(rows.Read());
            Assert.Equal(row, rows.GetInt64(0));
        }
    }

    public void Dispose() => _folder.Dispose();
}
