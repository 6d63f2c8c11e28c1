using System.Text;
using static Myelin.Cli.Tests.Inputs.InputCase;

namespace Myelin.Cli.Tests.Inputs;

/// <summary>
/// Every kind of table, good and bad: what <c>myelin train FILE --target y</c> does with it. The numbers are those of docs/reliability.md.
/// </summary>
static class CsvCases
{
    /// <summary>The table whose other clothes must make the same model.</summary>
    public const string Table = "x1,x2,y\n1.5,2,a\n-3,0.25,b\n4,0.5,a\n0,1,b\n2,3,a\n-1,0.125,b\n";

    const string Quoted = "\"x1\",\"x2\",\"y\"\n\"1.5\",\"2\",\"a\"\n\"-3\",\"0.25\",\"b\"\n\"4\",\"0.5\",\"a\"\n\"0\",\"1\",\"b\"\n" +
        "\"2\",\"3\",\"a\"\n\"-1\",\"0.125\",\"b\"\n";

    static readonly UTF8Encoding Utf8 = new(false);

    public static IEnumerable<InputCase> All =>
    [
        Plain(1, "byte order mark", [0xEF, 0xBB, 0xBF, .. Utf8.GetBytes(Table)]),
        Plain(2, "CRLF", Table.Replace("\n", "\r\n")),
        Plain(2, "mixed line ends", "x1,x2,y\r\n1.5,2,a\n-3,0.25,b\r\n4,0.5,a\n0,1,b\n2,3,a\r\n-1,0.125,b\n"),
        Plain(3, "carriage returns alone", Table.Replace('\n', '\r')),
        Plain(4, "no final newline", Table.TrimEnd()),
        Plain(5, "blank lines at the end", Table + "\n\n  \n\r\n"),
        Plain(6, "a blank line in the middle", Table.Replace("4,", "\n4,")),
        Plain(7, "quoted numbers", Quoted),
        Plain(8, "quotes around everything, a newline in no cell", Quoted.Replace("\n", "\r\n")),
        Refused(8, "delimiter, quote and newline in quotes: lines stay right",
            "t,x,y\n\"a, b\",1,a\n\"say \"\"hi\"\"\",2,b\n\"two\nlines\",3,a\n4,b\n", "line 6", "2 fields"),
        Plain(8, "blanks around quotes", Quoted.Replace(",\"", ", \"").Replace("\",", "\"\t,")),
        Refused(9, "a quote never closed", "x,y\n1,a\n2,\"b\n3,c\n4,d\n", "line 3", "never closed"),
        Refused(10, "text after a closing quote", "x,y\n1,\"a\"b\n2,c\n", "line 2", "after its closing quote"),
        Refused(11, "a short row", "x1,x2,y\n1,2,a\n3,b\n5,6,a\n", "line 3", "2 fields", "3 fields"),
        Refused(12, "a long row", "x1,x2,y\n1,2,a\n3,4,5,b\n", "line 3", "4 fields", "3 fields"),
        Refused(13, "a name twice", "x1,x1,y\n1,2,a\n3,4,b\n", "line 1", "\"x1\""),
        Refused(14, "a column without a name", "x1,,y\n1,2,a\n3,4,b\n", "line 1", "column 2 no name"),
        Plain(14, "empty columns without a name", Table.Replace("\n", ",,\n")),
        Refused(14, "a column named by a blank of Unicode", "x1,\u00A0,y\n1,2,a\n3,4,b\n", "line 1", "column 2 no name"),
        Refused(15, "no such target", "x1,x2\n1,2\n3,4\n", "\"y\"", "x1, x2"),
        Refused(16, "a header and no rows", "x1,x2,y\n", "no rows"),
        Refused(17, "no bytes", "", "empty"),
        Refused(17, "a byte order mark alone", [0xEF, 0xBB, 0xBF], "empty"),
        Refused(17, "blank lines alone", "\n  \n\r\n", "blank"),
        Refused(18, "a title above the header", "Report\n\n" + Table, "line 1", "--skip-lines 2"),
        Plain(18, "a title above the header, skipped", "Report\n\n" + Table, "--skip-lines", "2"),
        Refused(18, "a comment above the header", "# a report\n" + Table, "line 1", "--comment '#'", "--skip-lines 1"),
        Plain(18, "comments", "# a, report\n" + Table.Replace("\n4", "\n# \"4\n4"), "--comment", "#"),
        Refused(18, "no header", "1.5,2,a\n-3,0.25,b\n", "line 1", "--no-header"),
        Refused(19, "the header again", "x1,y\n1,a\n2,b\nx1,y\n3,a\n", "line 4", "repeats the header"),
        Refused(20, "a delimiter that nobody finds", "x1:x2:y\n1:2:a\n3:4:b\n", "\"y\"", "x1:x2:y"),
        Refused(20, "a wrong delimiter given", Table, "','") with { Options = ["--delimiter", ";"] },
        Refused(20, "columns separated by blanks", Table.Replace(',', ' '), "--delimiter space"),
        Plain(20, "columns separated by blanks, said", Table.Replace(",", "   ").Replace("\n", "\n  "), "--delimiter", "space"),
        Plain(20, "a line that says the delimiter", "sep=;\n" + Table.Replace(',', ';')),
        Refused(21, "decimal commas", Table.Replace(',', ';').Replace('.', ','), "line 2", "column x1", "--decimal"),
        Plain(21, "decimal commas, said", Table.Replace(',', ';').Replace('.', ','), "--decimal", ","),
        Plain(22, "UTF-16 little-endian with its mark", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Table)]),
        Plain(22, "UTF-16 big-endian with its mark", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Table)]),
        Plain(22, "UTF-32 with its mark", [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Table)]),
        Refused(23, "UTF-16 without a mark", Encoding.Unicode.GetBytes(Table), "UTF-16", "byte order mark"),
        Refused(23, "UTF-16 big-endian without a mark", Encoding.BigEndianUnicode.GetBytes(Table), "UTF-16"),
        Refused(24, "Latin-1", Encoding.Latin1.GetBytes("x,t,y\n1,p,a\n2,Zürich,b\n"), "line 3", "latin1"),
        Refused(24, "Windows-1252", [.. "x,t,y\n1,p,a\n2,"u8, 0x80, .. ",b\n"u8], "line 3", "--encoding windows-1252)"),
        Plain(24, "Windows-1252, said", Table, "--encoding", "windows-1252"),
        Refused(25, "a NUL byte", "x,y\n1,a\n2\0,b\n", "line 3", "NUL"),
        Refused(26, "text among numbers", "x1,x2,y\n1,2,a\n3,four,b\n", "line 3", "column x2", "\"four\""),
        .. new[] { "1,000", "1,5", "(5)", "$5", "5%", "0x10", "1_000" }.Select(cell => Lookalike(27, cell)),
        Refused(27, "1d among numbers", "x,y\n1,a\n1d,b\n2,a\n", "line 3", "column x", "\"1d\""),
        .. new[] { "\u22125", "\uFF15", "\u0665" }.Select(cell => Lookalike(28, cell)),
        Lookalike(29, "1e400"),
        Plain(29, "1e-400 is 0", Table.Replace("\n0,", "\n1e-400,")),
        .. new[] { "inf", "-Infinity", "∞" }.Select(cell => Lookalike(30, cell)),
        .. new[] { "", "NA", "NaN", "null", "?" }.Select(cell => Taken(31, $"missing: {(cell.Length == 0 ? "an empty cell" : cell)}",
            $"x,y\n{cell},a\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},{"ab"[i % 2]}\n")),
            "x       number          1")),
        Refused(32, "a label missing", "x,y\n1,a\n2,\n3,b\n", "line 3", "column y", "target is missing"),
        Taken(33, "labels 1, 2, 3 are classes of those names",
            "x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 3}.5,{i % 3 + 1}\n")), "3: 1, 2, 3"),
        Taken(33, "labels -1 and 1 are classes of those names",
            "x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 2}.5,{2 * (i % 2) - 1}\n")), "2: -1, 1"),
        Taken(34,
            "a label of eleven digits is a number, or one class", "x,y\n" +
                string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 5},{(i % 3 == 0 ? "99999999999" : i % 2 == 0 ? "1" : "0")}\n")),
            "regression"),
        Taken(34,
            "and asked for as classes, three", "x,y\n" +
                string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 5},{(i % 3 == 0 ? "99999999999" : i % 2 == 0 ? "1" : "0")}\n")),
            "99999999999") with { Options = ["--task", "classification"] },
        Refused(35, "one class", "x,y\n1,a\n2,a\n3,a\n", "every row's y is \"a\""),
        Taken(36, "a class of one row, folds of equal shares",
            "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i == 7 ? "rare" : i % 2 == 0 ? "a" : "b")}\n")),
            "rare of y has a single row") with { Options = ["--cv", "3"] },
        Taken(37, "a constant column", "x,c,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},5,{"ab"[i % 2]}\n")),
            "constant: every cell is \"5\""),
        Refused(37, "constant columns alone", "c,y\n5,a\n5,b\n5,a\n", "constant"),
        Refused(38, "a column all missing", "x,z,y\n1,,a\n2,NA,b\n3,?,a\n4,,b\n", "column z", "--ignore z"),
        Refused(38, "columns all missing", "x,z,u,y\n1,,,a\n2,NA,,b\n3,?,,a\n4,,,b\n", "columns z, u", "--ignore z --ignore u"),
        Refused(38, "all columns all missing", "z,u,y\n,,a\n,,b\n,,a\n,,b\n",
            "no column that y can be learned from (z: missing in every row; u: missing in every row)"),
        Refused(39, "words where numbers are asked for", "x,y\n1,low\n2,high\n3,low\n", "column y", "\"low\"",
            "regression") with { Options = ["--task", "regression"] },
        Plain(40, "0.25 and 0.125 with fifty digits, rounded correctly",
            Table.Replace("0.25", "0.24999999999999999999999999999999999999999999999999")
                .Replace("0.125", "1250000000000000000000000000000000000000000e-43")),
        Refused(41, "a cell of 10 MB", "x,y\n" + new string('7', 10_000_000) + ",a\n", "line 2", "longer than 1048576"),
        Refused(41, "a quoted cell of 10 MB", "x,y\n1,a\n2,\"" + new string('z', 10_000_000) + "\"\n", "line 3", "longer than 1048576"),
        Refused(41, "a header of a million fields", string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"c{i},")) + "y\n1\n",
            "line 1", "more than 100000 fields"),
        Refused(42, "gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "gzip"),
        Refused(42, "zip", "PK\u0003\u0004\u0014\0\0\0", "zip"),
        Refused(42, "Parquet", "PAR1\u0015\u0004\u0015\0", "Parquet"),
        Refused(42, "a page of HTML", "<!DOCTYPE html><html><body>403, x</body></html>", "HTML"),
        Refused(42, "JSON", "[{\"x\": 1, \"y\": \"a\"}]", "JSON"),
        Refused(42, "a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS"),
        .. Predictions,
    ];

    /// <summary>Kind 44: <c>myelin predict</c> with a model of <see cref="Table"/>.</summary>
    static IEnumerable<InputCase> Predictions =>
    [
        Predicted("a column missing", "x1\n1\n", "x2") with { ExitCode = 2 },
        Predicted("another case of a name", "x1,X2\n1,2\n", "x2", "Did you mean \"X2\"") with { ExitCode = 2 },
        Predicted("a word where a number was", "x1,x2\n1,2\n3,red\n", "line 3", "column x2") with { ExitCode = 2 },
        Predicted("a header alone", "x1,x2\n"),
        Predicted("columns in another order, one more, and the label", "y,x2,more,x1\nb,2,9,1.5\n"),
    ];

    static InputCase Predicted(string what, string file, params string[] says) =>
        Taken(44, what, file, says) with { Options = ["predict", "MODEL", "FILE"] };

    // in a column of its own, and among numbers
    static InputCase Lookalike(int kind, string cell) =>
        Refused(kind, $"{cell} for a number", $"x,y\n1,a\n\"{cell}\",b\n2,a\n", "line 3", "column x", $"\"{cell}\"");
}
