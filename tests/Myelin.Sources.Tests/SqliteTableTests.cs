using Microsoft.Data.Sqlite;
using Myelin.Tabular;

namespace Myelin.Sources.Tests;

/// <summary>Tables of a real database.</summary>
public sealed class SqliteTableTests : IDisposable
{
    readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteTableTests() => _connection.Open();

    [Fact]
    public void NumbersWordsAndMissingCellsComeAcross()
    {
        Table table = Query("CREATE TABLE t (id INTEGER, x REAL, color TEXT, day TEXT, sure TEXT); " +
            "INSERT INTO t VALUES (1, 1.5, 'red', '2026-11-22', 'true'), (2, NULL, 'blue', '2026-11-23', 'false'), " +
            "(3, -2, 'red', NULL, 'true'), (4, 0, NULL, '2026-11-22', 'true')");
        Assert.Equal([ColumnType.Number, ColumnType.Number, ColumnType.Text, ColumnType.Date, ColumnType.Boolean],
            table.Columns.Select(column => column.Type));
        Assert.Equal([1.5, double.NaN, -2, 0], Enumerable.Range(0, 4).Select(table["x"].Number));
        Assert.Equal(["red", "blue", "red", null], Enumerable.Range(0, 4).Select(table["color"].Text));
        Assert.Equal("2026-11-23", table["day"].Text(1));
        Assert.True(table["day"].IsMissing(2));
        Assert.Equal("row 2", table.Place(1));
    }

    [Theory]
    [InlineData("'oops'", "row 3, column x", "\"oops\" is not a number")]
    [InlineData("x'0102'", "row 3, column x", "a blob of 2 bytes")]
    [InlineData("9e999", "row 3, column x", "infinite")]
    [InlineData("'1,5'", "row 3, column x", "\"1,5\" is not a number")]
    public void WhatCannotBeLearnedFromIsNamed(string cell, string place, string what)
    {
        var error = Assert.Throws<InvalidFileException>(() => Query($"CREATE TABLE t (x); INSERT INTO t VALUES (1), (2.5), ({cell})"));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWordAfterThousandsOfNumbersKeepsThemAsTheyWere()
    {
        // SQLite's columns hold anything: 3,000 numbers, then 4,000 words
        Table table = Query("CREATE TABLE t (x); " +
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 6999) INSERT INTO t " +
            "SELECT CASE WHEN i < 3000 THEN i % 7 ELSE 'word' || (i % 5) END FROM n");
        Assert.Equal(ColumnType.Category, table["x"].Type);
        Assert.Equal(("6", "word3"), (table["x"].Text(2008), table["x"].Text(3003)));
        Assert.Equal(12, table["x"].Distinct);
    }

    [Fact]
    public void NoRowsAndTwoColumnsOfOneNameAreRefused()
    {
        Assert.Contains("no rows", Assert.Throws<InvalidFileException>(() => Query("CREATE TABLE t (x)")).Message,
            StringComparison.Ordinal);
        Assert.Contains("2 columns \"a\"", Assert.Throws<InvalidFileException>(() => Query("", "SELECT 1 AS a, 2 AS a")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ADatabaseAndAFileOfTheSameRowsAreTheSameTable()
    {
        string[] lines = File.ReadAllLines(Repository.Iris)[1..];
        string values = string.Join(", ",
            lines.Where(line => line.Length > 0).Select(line => line.Split(','))
                .Select(c => $"({c[0]}, {c[1]}, {c[2]}, {c[3]}, '{c[4]}')"));
        Table table = Query("CREATE TABLE t (sepal_length REAL, sepal_width REAL, petal_length REAL, petal_width REAL, species TEXT); " +
            $"INSERT INTO t VALUES {values}");
        Assert.Equal(Table.Read(Repository.Iris).Schema, table.Schema);
    }

    public void Dispose() => _connection.Dispose();

    Table Query(string setup, string query = "SELECT * FROM t")
    {
        using SqliteCommand command = _connection.CreateCommand();
        if (setup.Length > 0)
        {
            command.CommandText = setup;
            command.ExecuteNonQuery();
        }
        command.CommandText = query;
        using SqliteDataReader reader = command.ExecuteReader();
        return Table.Read(reader);
    }
}
