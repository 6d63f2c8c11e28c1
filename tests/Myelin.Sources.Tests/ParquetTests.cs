using System.Data.Common;
using Myelin.Tabular;

namespace Myelin.Sources.Tests;

/// <summary>Parquet files that DuckDB wrote, whole and damaged.</summary>
public sealed class ParquetTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void AFileIsTheTableThatItsCsvIs()
    {
        Asking.DuckDb($"COPY (FROM '{Repository.Iris}') TO '{_folder["iris.parquet"]}'");
        Table table = Query.OfParquet(_folder["iris.parquet"]).Table(), csv = Table.Read(Repository.Iris);
        Assert.Equal(csv.Schema, table.Schema);
        Assert.All(csv.Columns, column => Assert.Equal(Cells(column), Cells(table[column.Name])));

        static IEnumerable<string?> Cells(Column column) => Enumerable.Range(0, column.Count).Select(column.Text);
    }

    [Fact]
    public void ColumnsThatDifferOnlyByCaseKeepTheirNames()
    {
        Asking.DuckDb($"COPY (SELECT i AS a, i * 2 AS \"A\", {{'a': i, 'b': [i]}} AS parts, i + 1 AS a_1 FROM range(3) t(i)) TO '{_folder["case.parquet"]}'");
        using DbDataReader rows = Query.OfParquet(_folder["case.parquet"]).Rows();
        Assert.Equal(["a", "A", "parts", "a_1"], Enumerable.Range(0, rows.FieldCount).Select(rows.GetName));
        Table table = Table.Read(rows, "case", new() { Ignore = ["parts"] });
        Assert.Equal([0, 2, 4], Enumerable.Range(0, 3).Select(table["A"].Number));
        Assert.Contains("columns \"a\" and \"A\" differ only in upper and lower case", table.Notes);
    }

    [Fact]
    public void AQueryThatRenamesSuchColumnsIsSaidToDoSo()
    {
        Asking.DuckDb($"COPY (SELECT i AS a, i * 2 AS \"A\" FROM range(3) t(i)) TO '{_folder["case.parquet"]}'");
        Table table = new Query($"SELECT * FROM '{_folder["case.parquet"]}'").Table();
        Assert.Contains("column A_1 may be A in its file", Assert.Single(table.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void RowsAreInTheFilesOrder()
    {
        // several row groups, which more threads than one would hand out as they are done
        Asking.DuckDb($"COPY (SELECT i, i % 7 AS y FROM range(300000) t(i)) TO '{_folder["long.parquet"]}' (ROW_GROUP_SIZE 20000)");
        Table table = Query.OfParquet(_folder["long.parquet"]).Table();
        Assert.Equal(300_000, table.Rows);
        Assert.All(Enumerable.Range(0, table.Rows), row => Assert.True(table["i"].Number(row) == row));
    }

    [Theory]
    [InlineData("b[1]*?.parquet")]
    [InlineData("it's.parquet")]
    [InlineData("year=2020.parquet")]
    [InlineData("a b;c.parquet")]
    public void ANameIsThatOfOneFileWhateverItsSigns(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.Contains('*', StringComparison.Ordinal), "Windows has no such names.");
        Asking.DuckDb($"COPY (SELECT 1 AS x) TO '{_folder["plain.parquet"]}'; COPY (SELECT 2 AS x) TO '{_folder["b1zz.parquet"]}'");
        File.Move(_folder["plain.parquet"], _folder[name]);
        Table table = Query.OfParquet(_folder[name]).Table();
        Assert.Equal((1, 1, 1.0), (table.Rows, table.Columns.Count, table["x"].Number(0)));
    }

    [Fact]
    public void WhatIsNoParquetFileIsNamedForWhatItIs()
    {
        _folder.Write("text.parquet", "a,b\n1,2\n"u8.ToArray());
        Assert.EndsWith("text.parquet: is not a Parquet file but a table as text (CSV)", Query.OfParquet(_folder["text.parquet"]).Problem(), StringComparison.Ordinal);
        _folder.Write("empty.parquet", []);
        Assert.EndsWith("is not a Parquet file but empty (0 bytes)", Query.OfParquet(_folder["empty.parquet"]).Problem(), StringComparison.Ordinal);
        Assert.EndsWith("is a folder. Name a file in it", Query.OfParquet(_folder.Path).Problem(), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Query.OfParquet(_folder["none.parquet"]).Rows());
    }

    [Fact]
    public void EveryPlaceWhereAFileIsCutOffIsNoticed()
    {
        byte[] whole = Whole();
        for (int length = 4; length < whole.Length; length += Math.Max(1, whole.Length / 40))
        {
            string file = _folder.Write("cut.parquet", whole[..length]);
            Assert.Contains("is cut off: a Parquet file ends with PAR1", Query.OfParquet(file).Problem(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DamageIsOneLineOrAnotherTableButNeverACrash()
    {
        byte[] whole = Whole();
        int refused = 0;
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. whole];
            damaged[4 + i * 7919 % (whole.Length - 12)] ^= (byte)(1 << (i % 8));
            string file = _folder.Write("damaged.parquet", damaged);
            try
            {
                _ = Query.OfParquet(file).Table();
            }
            catch (InvalidFileException e)
            {
                Assert.StartsWith(file, e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 1, 60);
    }

    [Fact]
    public void RowsThatAreDeclaredButNotThereAreNoticedBeforeMemoryIsTaken()
    {
        byte[] whole = Whole(), footer = whole[^(8 + BitConverter.ToInt32(whole, whole.Length - 8))..^8];
        // 12,345 as thrift's compact protocol writes an i64 field: the zigzag varint of 24,690; and 2³¹ of the same
        byte[] declared = Replaced(footer, [0x16, 0xF2, 0xC0, 0x01], [0x16, 0x80, 0x80, 0x80, 0x80, 0x10]);
        Assert.NotEqual(footer.Length, declared.Length);
        string file = _folder.Write("many.parquet", [.. whole[..^(8 + footer.Length)], .. declared, .. BitConverter.GetBytes(declared.Length), .. "PAR1"u8]);
        long before = Environment.WorkingSet;
        Assert.StartsWith($"{file}: ", Query.OfParquet(file).Problem(), StringComparison.Ordinal);
        Assert.True(Environment.WorkingSet - before < 256 << 20);
    }

    byte[] Whole()
    {
        Asking.DuckDb($"COPY (SELECT i AS a, sin(i) AS x, 'w' || (i % 5) AS w FROM range(12345) t(i)) TO '{_folder["whole.parquet"]}'");
        return File.ReadAllBytes(_folder["whole.parquet"]);
    }

    static byte[] Replaced(byte[] bytes, byte[] old, byte[] with)
    {
        var result = new List<byte>();
        for (int i = 0; i < bytes.Length;)
        {
            bool found = bytes.AsSpan(i).StartsWith(old);
            result.AddRange(found ? with : [bytes[i]]);
            i += found ? old.Length : 1;
        }
        return [.. result];
    }

    public void Dispose() => _folder.Dispose();
}
