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
        using DbDataReader rows = Query.OfParquet(SameButForCase()).Rows();
        Assert.Equal(["size", "SIZE", "parts", "last"], Enumerable.Range(0, rows.FieldCount).Select(rows.GetName));
        Assert.Equal([0, 1, 3, 3], new[] { "size", "SIZE", "last", "Last" }.Select(rows.GetOrdinal));
        Assert.Contains("no column SIZE_1", Assert.Throws<IndexOutOfRangeException>(() => rows.GetOrdinal("SIZE_1")).Message,
            StringComparison.Ordinal);
        Table table = Table.Read(rows, "case", new() { Ignore = ["parts"] });
        Assert.Equal([0, 2, 4], Enumerable.Range(0, 3).Select(table["SIZE"].Number));
        Assert.Contains("columns \"size\" and \"SIZE\" differ only in upper and lower case", table.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void CellsAreFoundByTheFilesNames()
    {
        using DbDataReader rows = Query.OfParquet(SameButForCase()).Rows();
        Assert.True(rows.Read() && rows.Read());
        Assert.Equal([1L, 2L, 2L], [rows["size"], rows["SIZE"], rows["LAST"]]);
    }

    [Fact]
    public void AQueryThatRenamesSuchColumnsIsSaidToDoSo() => Assert.Contains("column SIZE_1 may be SIZE in its file",
        Assert.Single(new Query($"SELECT size, \"SIZE_1\" FROM '{SameButForCase()}'").Table().Notes).Found, StringComparison.Ordinal);

    // the engine writes no such file, so that a name of the same length is exchanged in one that it wrote
    string SameButForCase()
    {
        string path = _folder["case.parquet"];
        Asking.DuckDb(
            $"COPY (SELECT i AS size, i * 2 AS qqqq, {{'a': i, 'b': [i]}} AS parts, i + 1 AS last FROM range(3) t(i)) TO '{path}'");
        byte[] bytes = File.ReadAllBytes(path);
        for (int at; (at = bytes.AsSpan().IndexOf("qqqq"u8)) >= 0;) "SIZE"u8.CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(path, bytes);
        return path;
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
        Assert.EndsWith("text.parquet: is not a Parquet file but a table as text (CSV)", Query.OfParquet(_folder["text.parquet"]).Problem(),
            StringComparison.Ordinal);
        _folder.Write("empty.parquet", []);
        Assert.EndsWith("is not a Parquet file but empty (0 bytes)", Query.OfParquet(_folder["empty.parquet"]).Problem(),
            StringComparison.Ordinal);
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
        string file = _folder.Write("many.parquet",
            [.. whole[..^(8 + footer.Length)], .. declared, .. BitConverter.GetBytes(declared.Length), .. "PAR1"u8]);
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
