using Myelin.Sources;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// Queries of files, from their text to a table: whatever is asked, rows or one line come, and no file is made or changed.
/// </summary>
public sealed class SqlTarget : Target
{
    public override string Name => "sql";

    public override int LongestInput => 1 << 11;

    public override IReadOnlyList<string> Words =>
    [
        "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT 3", "JOIN", "UNION ALL", "AS x", "NULL", "::INT", "::DATE", "::BLOB",
        "::DOUBLE", "::HUGEINT", "::TIMESTAMPTZ",
        "INTERVAL 1 MONTH", "'infinity'", "'NaN'", "[1, 2]", "{'a': 1}", "MAP {1: 2}", "range(9)", "unnest", ";", "--", "/*", "*/", "\"",
        "''", "(", ")", ",", "1e400", "0x1F", "-", "count(*)",
        "WITH t AS", "VALUES (1)", "COPY", "ATTACH", "PRAGMA", "SET", "CREATE TABLE", "\0", "é", "$1", "?",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        string csv = $"'{Path.Combine(Queried.Folder, "rows.csv")}'", parquet = $"'{Path.Combine(Queried.Folder, "rows.parquet")}'";
        string[] queries =
        [
            $"SELECT * FROM {csv}", $"SELECT * FROM {parquet} WHERE x > 3",
            $"SELECT a.x, b.y FROM {csv} AS a JOIN {parquet} AS b ON a.x = b.x", "SELECT 1 AS x", "SELECT NULL AS x",
            "SELECT 'NaN'::DOUBLE AS x UNION ALL SELECT 2", "SELECT 1e60::DOUBLE AS x, -1.5::DECIMAL(9, 2) AS y",
            "SELECT DATE '2024-02-29' AS d, TIMESTAMP '2024-02-29 12:00:00' AS t, TIME '12:00' AS c",
            "SELECT 'infinity'::TIMESTAMP AS t", "SELECT 170141183460469231731687303715884105727::HUGEINT AS h, " +
                "18446744073709551615::UBIGINT AS u", "SELECT INTERVAL 3 MONTH AS i, '\\xAA'::BLOB AS b",
            "SELECT [1, 2] AS l, {'a': 1} AS s, MAP {1: 2} AS m", "SELECT uuid() AS u", "SELECT true AS b, 'x' AS w FROM range(9)",
            "VALUES (1, 'a'), (2, 'b')", "WITH t AS (SELECT 1 AS x) SELECT * FROM t",
            "SELECT 1 AS x, 2 AS x", "SELECT 1 AS \"\"", "SELECT 1; SELECT 2", "CREATE TABLE t (x INT)", "COPY (SELECT 1) TO 'made.csv'",
            "ATTACH 'made.db'", "SELECT read_text('/etc/hostname')",
            "SELECT error('stop') AS x", "SELECT chr(0) AS x, 'a\u202Eb' AS y", "SELECT x'00' AS x",
            "SELECT * FROM nowhere", "SELECT", "", "--",
        ];
        return queries.Select(Bytes);
    }

    public override string Try(byte[] input)
    {
        string[] before = Directory.GetFiles(Queried.Folder);
        string outcome = Queried.Outcome(new Query(Text(input)));
        Demand(Directory.GetFiles(Queried.Folder).SequenceEqual(before), "A query made a file.");
        return outcome;
    }
}
