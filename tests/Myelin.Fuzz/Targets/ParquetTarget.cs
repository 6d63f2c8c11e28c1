using Myelin.Sources;

namespace Myelin.Fuzz.Targets;

/// <summary>Parquet files, whose bytes were changed after DuckDB wrote them, from the file to a table.</summary>
public sealed class ParquetTarget : Target
{
    public override string Name => "parquet";

    public override int LongestInput => 1 << 15;

    public override IReadOnlyList<string> Words => ["PAR1", "\0", "\u0001", "\u007F", "duckdb_schema", "x", "y", "DuckDB version"];

    public override IEnumerable<byte[]> Seeds()
    {
        yield return Queried.Parquet("SELECT range AS x, 'w' || range % 3 AS y FROM range(20)");
        yield return Queried.Parquet("SELECT range AS x, 'w' || range % 3 AS y FROM range(200)", ", COMPRESSION uncompressed");
        yield return Queried.Parquet("SELECT range / 7.0 AS x, if(range % 4 = 0, NULL, range) AS y FROM range(100)", ", COMPRESSION zstd");
        yield return Queried.Parquet(
            "SELECT range::DECIMAL(9, 2) AS x, DATE '2024-01-01' + range::INT AS d, range % 2 = 0 AS b FROM range(50)",
            ", COMPRESSION gzip");
        yield return Queried.Parquet(
            "SELECT 'NaN'::DOUBLE AS x, 'infinity'::TIMESTAMP AS t, TIME '12:00' AS c, INTERVAL 1 MONTH AS i, uuid() AS u FROM range(3)");
        yield return Queried.Parquet("SELECT [range, 2] AS l, {'a': range} AS s, '\\xAA'::BLOB AS b FROM range(5)");
        yield return Queried.Parquet("SELECT 1 AS x WHERE false");
        yield return Queried.Parquet("SELECT range::UBIGINT AS x, range::HUGEINT AS y FROM range(2000)",
            ", PARQUET_VERSION v2, ROW_GROUP_SIZE 500");
    }

    // a writer of hostile files keeps its marks and the footer's length
    public override byte[] Mend(byte[] input)
    {
        if (input.Length < 12) return input;
        byte[] whole = [.. input];
        "PAR1"u8.CopyTo(whole);
        "PAR1"u8.CopyTo(whole.AsSpan(whole.Length - 4));
        return whole;
    }

    public override string Try(byte[] input)
    {
        string file = Path.Combine(Queried.Tried, $"{Environment.CurrentManagedThreadId}.parquet");
        File.WriteAllBytes(file, input);
        try
        {
            return Queried.Outcome(Query.OfParquet(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
