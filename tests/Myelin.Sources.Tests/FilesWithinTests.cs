namespace Myelin.Sources.Tests;

/// <summary>A query whose files must be in one folder.</summary>
public sealed class FilesWithinTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public FilesWithinTests()
    {
        Directory.CreateDirectory(At("in/deeper"));
        Directory.CreateDirectory(At("inside"));
        foreach (string file in (string[])["in/rows.csv", "in/deeper/rows.csv", "inside/rows.csv", "rows.csv"])
            File.WriteAllText(At(file), "x,y\n1,a\n2,b\n");
        Asking.DuckDb($"COPY (SELECT 1 AS x, 'a' AS y) TO '{At("in/rows.parquet")}'; COPY (SELECT 1 AS x) TO '{At("rows.parquet")}'");
    }

    string At(string file) => Path.Combine(_folder.Path, file);

    string Relative(string file) => Path.GetRelativePath(Environment.CurrentDirectory, At(file));

    Query Within(string sql) => new(sql) { FilesWithin = At("in") };

    [Fact]
    public void FilesInTheFolderAreRead()
    {
        foreach (string file in (string[])[At("in/rows.csv"), At("in/deeper/rows.csv"), At("in/deeper/../rows.csv"),
            Relative("in/rows.csv")])
            Assert.Equal(2, Within($"SELECT * FROM '{file}'").Table().Rows);
        Assert.Equal(1, Within($"SELECT * FROM '{At("in/rows.parquet")}'").Table().Rows);
        Assert.Equal(4, Within($"SELECT * FROM read_csv('{At("in")}/**/*.csv')").Table().Rows);
        Assert.Equal(1, (Query.OfParquet(At("in/rows.parquet")) with { FilesWithin = At("in") }).Table().Rows);
        Assert.Equal(1, (Query.OfParquet(Relative("in/rows.parquet")) with { FilesWithin = Relative("in") }).Table().Rows);
    }

    [Fact]
    public void OthersAreNot()
    {
        string[] others = [At("rows.csv"), At("in/../rows.csv"), At("inside/rows.csv"), At("in/deeper/../../rows.csv"),
            Relative("rows.csv"), "/etc/passwd"];
        foreach (string file in others)
            foreach (string sql in (string[])[$"SELECT * FROM read_text('{file}')", $"SELECT * FROM read_csv('{file}')",
                $"SELECT * FROM read_blob('{file}')", $"SELECT * FROM glob('{file}')"])
                Assert.Contains("Query.FilesWithin", Within(sql).Problem(), StringComparison.Ordinal);
        Assert.Contains("is not within", (Query.OfParquet(At("rows.parquet")) with { FilesWithin = At("in") }).Problem(),
            StringComparison.Ordinal);
        Assert.Contains("is not within", (Query.OfParquet(At("in/../rows.parquet")) with { FilesWithin = At("in") }).Problem(),
            StringComparison.Ordinal);
        Assert.Contains("there is no such folder", (Within("SELECT 1 AS x") with { FilesWithin = At("nowhere") }).Problem(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkThatLeadsOutIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        File.CreateSymbolicLink(At("in/deeper/within.csv"), At("in/rows.csv"));
        Assert.Equal(2, Within($"SELECT * FROM '{At("in/rows.csv")}'").Table().Rows);
        File.CreateSymbolicLink(At("in/deeper/out.csv"), At("rows.csv"));
        Assert.Contains("out.csv: is a link that leads out of", Within($"SELECT * FROM '{At("in/deeper/out.csv")}'").Problem(),
            StringComparison.Ordinal);
        File.Delete(At("in/deeper/out.csv"));
        Directory.CreateSymbolicLink(At("in/folder"), At("in/deeper"));
        Assert.Equal(2, Within($"SELECT * FROM '{At("in/folder/rows.csv")}'").Table().Rows);
        Directory.CreateSymbolicLink(At("in/deeper/other"), At("inside"));
        Assert.Contains("other: is a link that leads out of", Within("SELECT 1 AS x").Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void LinksAreNotWalkedInto()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        Directory.CreateSymbolicLink(At("in/loop"), ".");
        Directory.CreateSymbolicLink(At("in/loop2"), "loop");
        Assert.Equal(2, Within($"SELECT * FROM '{At("in/rows.csv")}'").Table().Rows);
    }

    [Theory]
    [InlineData("self", "self")]
    [InlineData("self", "self/within")]
    public void ALinkToItselfIsRefused(string link, string target)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        File.CreateSymbolicLink(At($"in/{link}"), target);
        Assert.EndsWith($"in/{link}: is a link that leads back to itself, or through too many others. Remove it",
            Within("SELECT 1 AS x").Problem(), StringComparison.Ordinal);
        Assert.Contains($"{link}: is a link that leads back to itself",
            (Query.OfParquet(At($"in/{link}")) with { FilesWithin = At("inside") }).Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void LookingForLinksEndsWhereItIsAsked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        File.CreateSymbolicLink(At("in/out.csv"), At("rows.csv"));
        Assert.Throws<OperationCanceledException>(() => Within("SELECT 1 AS x").Open(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void ADatabaseKeepsToTheFolderToo()
    {
        Asking.DuckDb("CREATE TABLE t AS SELECT 1 AS x", At("shop.duckdb"));
        Assert.Equal(1, (Within("SELECT * FROM t") with { Connection = At("shop.duckdb") }).Table().Rows);
        Assert.Contains("Query.FilesWithin",
            (Within($"SELECT * FROM read_text('{At("rows.csv")}')") with { Connection = At("shop.duckdb") }).Problem(),
            StringComparison.Ordinal);
        Assert.Contains("PostgreSQL", (Within("SELECT 1") with { Connection = "postgresql://nobody@localhost/none" }).Problem(),
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
