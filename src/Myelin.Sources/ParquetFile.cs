using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Myelin.Sources;

/// <summary>A Parquet file as a query of DuckDB.</summary>
static partial class ParquetFile
{
    /// <summary>Parquet's mark, at the beginning and the end of every file (the format's specification, "File Format").</summary>
    static ReadOnlySpan<byte> Mark => "PAR1"u8;

    /// <summary>The file of exactly this name: no pattern, and no columns made of its folders' names.</summary>
    public static string Select(string path) => $"SELECT * FROM read_parquet({Literal(path)}, hive_partitioning = false)";

    /// <summary>The names of its columns as they are in the file: the engine renames those that differ only by case.</summary>
    public static string[] Names(Engine engine, string path)
    {
        var names = new List<string>();
        using DbDataReader schema = engine.Ask($"SELECT name, num_children FROM parquet_schema({Literal(path)})");
        // the root is the first row, and the parts of a column follow it
        schema.Read();
        while (schema.Read())
        {
            names.Add(schema.GetString(0));
            for (long parts = Children(schema); parts > 0 && schema.Read(); parts--) parts += Children(schema);
        }
        return [.. names];
    }

    static long Children(DbDataReader schema) => schema.IsDBNull(1) ? 0 : Convert.ToInt64(schema.GetValue(1), CultureInfo.InvariantCulture);

    static string Literal(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        // ./ in front: a name such as s3://… is a file's here and no address
        string plain = PatternSign().Replace(Path.IsPathRooted(path) ? path : $"./{path}", "[$0]");
        return $"'{plain.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>Throws where the file is not there, or is not Parquet, and says what it is.</summary>
    public static void Check(string path)
    {
        if (Directory.Exists(path)) throw new InvalidFileException(path, "is a folder. Name a file in it");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file", path);
        var head = new byte[ForeignFile.HeadLength];
        using FileStream file = File.OpenRead(path);
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!head.AsSpan(0, length).StartsWith(Mark))
            throw new InvalidFileException(path,
                $"is not a Parquet file but {ForeignFile.Recognize(head.AsSpan(0, length)) ?? "of an unknown kind"}");
        var tail = new byte[Mark.Length];
        file.Seek(-Math.Min(tail.Length, file.Length), SeekOrigin.End);
        file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        if (file.Length < 12 || !tail.AsSpan().SequenceEqual(Mark))
            throw new InvalidFileException(path, "is cut off: a Parquet file ends with PAR1. Was it copied or downloaded whole?");
    }

    [GeneratedRegex(@"[*?\[]")]
    private static partial Regex PatternSign();
}
