using System.Data.Common;
using DuckDB.NET.Data;
using Myelin.Sources;
using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>What targets of queries share: a folder with tables, and what comes of a query of them.</summary>
static class Queried
{
    /// <summary>Longer than any query of so few rows needs, and shorter than what the fuzzer calls a hang.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    static readonly Lazy<string> s_folder = new(Fill);

    /// <summary>A folder with rows.csv and rows.parquet; no query of the fuzzer reads elsewhere.</summary>
    public static string Folder => s_folder.Value;

    /// <summary>Makes a Parquet file of a query, as its writer does it.</summary>
    public static byte[] Parquet(string sql, string options = "")
    {
        string file = Path.Combine(Tried, $"{Guid.NewGuid():n}.parquet");
        try
        {
            Run($"COPY ({sql}) TO '{file}' (FORMAT parquet{options})");
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Where files are made that no query of another target sees.</summary>
    public static string Tried => Path.Combine(Folder, "tried");

    /// <summary>The columns' types, or the problem.</summary>
    public static string Outcome(Query query)
    {
        try
        {
            using DbDataReader rows = (query with { TimeLimit = s_patience, FilesWithin = Folder }).Open();
            var table = Table.Read(rows, query.Name);
            // every cell can be looked at
            long cells =
                table.Columns.Sum(column => Enumerable.Range(0, Math.Min(table.Rows, 1000)).Count(row => column.Text(row) is not null));
            return $"read {string.Join(' ', table.Columns.Select(column => column.Type))} {(cells == 0 ? "nothing" : "cells")}";
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
    }

    static string Fill()
    {
        string folder = Directory.CreateTempSubdirectory("myelin-fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "tried"));
        File.WriteAllText(Path.Combine(folder, "rows.csv"), "x,y\n1,a\n2.5,b\n,a\n");
        Run($"COPY (SELECT range AS x, 'w' || range % 3 AS y FROM range(20)) TO '{Path.Combine(folder, "rows.parquet")}' (FORMAT parquet)");
        return folder;
    }

    static void Run(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
