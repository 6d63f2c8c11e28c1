using System.Diagnostics;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;

namespace Myelin.Cli.Tests;

/// <summary>Rows from Parquet files and queries, in every command that reads rows.</summary>
public sealed class SourceTests : IClassFixture<IrisModel>
{
    const string Later = "SELECT * FROM 'iris.csv' WHERE petal_length > 4.5";

    readonly IrisModel _iris;

    public SourceTests(IrisModel iris)
    {
        _iris = iris;
        if (File.Exists(iris.At("iris.parquet"))) return;
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"COPY (FROM '{iris.At("iris.csv")}') TO '{iris.At("iris.parquet")}'";
        command.ExecuteNonQuery();
        using var sqlite = new SqliteConnection($"Data Source={iris.At("flowers.db")};Pooling=False");
        sqlite.Open();
        using SqliteCommand filling = sqlite.CreateCommand();
        filling.CommandText = "CREATE TABLE flowers (sepal_length REAL, sepal_width REAL, petal_length REAL, petal_width REAL, " +
            "species TEXT); INSERT INTO flowers VALUES " +
            string.Join(", ",
                File.ReadAllLines(iris.At("iris.csv")).Skip(1).Select(line => line.Split(','))
                    .Select(c => $"({c[0]}, {c[1]}, {c[2]}, {c[3]}, '{c[4]}')"));
        filling.ExecuteNonQuery();
    }

    [Fact]
    public void TheSameRowsGiveTheSameWeightsFromEverySource()
    {
        string[] common = ["--target", "species", "--epochs", "3", "--quality", "fast", "--quiet"];
        (string Name, string[] From)[] sources =
        [
            ("csv", ["iris.csv"]), ("parquet", ["iris.parquet"]), ("sql", ["--sql", "FROM 'iris.parquet'"]),
            ("db", ["--sql", "SELECT * FROM flowers ORDER BY rowid", "--connection", "flowers.db"]),
        ];
        string[] digests = [.. sources.Select(source =>
        {
            _iris.Succeeds(["train", .. source.From, .. common, "-o", $"{source.Name}.safetensors"]);
            return _iris.Succeeds("inspect", $"{source.Name}.safetensors", "--digest");
        })];
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public void EveryCommandThatReadsRowsReadsThem()
    {
        Assert.Equal(_iris.Succeeds("predict", "iris.safetensors", "iris.csv"),
            _iris.Succeeds("predict", "iris.safetensors", "iris.parquet"));
        Assert.Equal(_iris.Succeeds("predict", "iris.safetensors", "iris.csv"),
            _iris.Succeeds("predict", "iris.safetensors", "--sql", "SELECT * FROM flowers ORDER BY rowid", "--connection", "flowers.db"));
        Assert.StartsWith("iris.safetensors on query\n", _iris.Succeeds("evaluate", "iris.safetensors", "--sql", Later),
            StringComparison.Ordinal);
        Assert.StartsWith("Wrote iris.html", _iris.Succeeds("report", "iris.safetensors", "--sql", Later, "--repeats", "1"),
            StringComparison.Ordinal);
        Assert.Contains("row 3 of query", _iris.Succeeds("trace", "--model", "iris.safetensors", "--row", "3", "--sql", Later),
            StringComparison.Ordinal);
        string[] search = ["tune", "--sql", "FROM 'iris.csv'", "-t", "species", "--cv", "2", "--trials", "2", "--journal", "query.jsonl",
            "-o", "tuned.safetensors"];
        _iris.Succeeds(search);
        Assert.Contains("query.jsonl, with 2 trials: the search goes on", _iris.Succeeds(search), StringComparison.Ordinal);
        search[2] = "FROM 'iris.csv' WHERE sepal_width > 2.5";
        Assert.Equal(2, _iris.Run(search).ExitCode);
    }

    [Theory]
    [InlineData(1, "myelin predict needs DATA: A CSV file, a Parquet file (.parquet), or - for standard input.",
        "predict", "iris.safetensors")]
    [InlineData(1, "DATA (iris.csv) and --sql exclude each other: rows come from one of them.", "predict", "iris.safetensors",
        "iris.csv", "--sql", "SELECT 1")]
    [InlineData(1, "--connection and --query-timeout are of a query: give --sql \"SELECT …\" too.", "predict", "iris.safetensors",
        "iris.csv", "--connection", "x.db")]
    [InlineData(1, "--query-timeout must be a number greater than 0", "predict", "iris.safetensors", "--sql", "SELECT 1",
        "--query-timeout", "0")]
    [InlineData(2, "query: is a statement that does more than read.", "predict", "iris.safetensors",
        "--sql", "COPY (SELECT 1) TO 'made.csv'")]
    [InlineData(2, "query: is a statement that does more than read.", "predict", "iris.safetensors", "--sql", "ATTACH 'made.db'")]
    [InlineData(2, "query: is a statement that does more than read.", "predict", "iris.safetensors", "--sql", "DELETE FROM flowers",
        "--connection", "flowers.db")]
    [InlineData(2, "query: is more than one statement.", "predict", "iris.safetensors", "--sql", "SELECT 1; SELECT 2")]
    [InlineData(2, "made.db: there is no such database, and none is made", "predict", "iris.safetensors", "--sql", "SELECT 1",
        "--connection", "made.db")]
    [InlineData(2, "connection: the variable NOT_THERE of the environment is not set", "predict", "iris.safetensors", "--sql", "SELECT 1",
        "--connection", "env:NOT_THERE")]
    [InlineData(2, "query: PostgreSQL at 127.0.0.1:1 does not answer: Connection refused", "predict", "iris.safetensors",
        "--sql", "SELECT 1", "--connection", "postgresql://owner:swordfish@127.0.0.1:1/x")]
    [InlineData(2, "query: did not end within 0.5 seconds. Give it longer (--query-timeout SECONDS), or ask for less", "predict",
        "iris.safetensors", "--sql", "SELECT i.* FROM range(1000000000000), 'iris.csv' AS i", "--query-timeout", "0.5")]
    [InlineData(2, "query: has no column", "predict", "iris.safetensors", "--sql", "SELECT 1 AS x")]
    [InlineData(2, "none.parquet: there is no such file.", "predict", "iris.safetensors", "none.parquet")]
    [InlineData(2, "query: row 1, column x: the value is infinite", "train", "--sql", "SELECT 'inf'::DOUBLE AS x, 1 AS y", "-t", "y")]
    public void WhatIsWrongIsOneLine(int exitCode, string expected, params string[] command)
    {
        string[] before = Directory.GetFiles(_iris.Folder);
        Run run = _iris.Run(command);
        Assert.StartsWith(expected, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.DoesNotContain("swordfish", run.Error + run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(_iris.Folder));
    }

    [Fact]
    public void AFileUnderAnothersNameIsSaidToBeWhatItIs()
    {
        File.Copy(_iris.At("iris.parquet"), _iris.At("disguised.csv"));
        File.Copy(_iris.At("iris.csv"), _iris.At("disguised.parquet"));
        Assert.Equal("disguised.csv: is not a CSV table but a Parquet file",
            _iris.Run("predict", "iris.safetensors", "disguised.csv").ErrorLine);
        Assert.Equal("disguised.parquet: is not a Parquet file but a table as text (CSV)",
            _iris.Run("predict", "iris.safetensors", "disguised.parquet").ErrorLine);
    }

    [Fact]
    public async Task ControlCInterruptsAQuery()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill.");
        using Process process = Cli.Start(_iris.Folder, "predict", "iris.safetensors",
            "--sql", "SELECT i.* FROM range(1000000000000), 'iris.csv' AS i");
        // whoever does not read keeps the program in the writing of a line, where it sees no signal
        Task reading = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        Thread.Sleep(1500);
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(10_000));
        await reading;
        // on a machine that has much else to do, the program leaves before the query has ended
        Assert.Equal(130, process.ExitCode);
        Assert.Contains(process.StandardError.ReadToEnd(),
            (string[])["error: query: stopped before all rows were read.\n", "error: Stopped.\n"]);
    }

    [Fact]
    public void ACsvFileLoadsNoEngine()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lists what a process has loaded.");
        using Process process = Cli.Start(_iris.Folder, "predict", "iris.safetensors", "-");
        // it waits for its rows, so all that reads them is there
        Thread.Sleep(1500);
        string loaded = File.ReadAllText($"/proc/{process.Id}/maps");
        process.StandardInput.Write(File.ReadAllText(_iris.At("iris.csv")));
        process.StandardInput.Close();
        Assert.Equal(151, process.StandardOutput.ReadToEnd().TrimEnd().Split('\n').Length);
        Assert.Contains("Myelin.Tabular.dll", loaded, StringComparison.Ordinal);
        Assert.All((string[])["duckdb", "DuckDB", "e_sqlite3", "Sqlite", "Npgsql"],
            engine => Assert.DoesNotContain(engine, loaded, StringComparison.Ordinal));
    }

    [Fact]
    public void NoModelHoldsAConnection()
    {
        string connection = $"Data Source={_iris.At("flowers.db")}";
        _iris.Succeeds("train", "--sql", "SELECT * FROM flowers", "--connection", connection, "-t", "species", "--epochs", "1",
            "--quality", "fast", "--quiet", "-o", "quiet.safetensors");
        Assert.DoesNotContain("flowers", File.ReadAllText(_iris.At("quiet.safetensors"), System.Text.Encoding.Latin1),
            StringComparison.Ordinal);
    }
}
