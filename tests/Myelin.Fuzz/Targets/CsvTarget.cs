using System.Globalization;
using System.Text;
using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// Tables as CSV: the first byte chooses options, the rest is the file. An accepted file must hold what a plain reader finds in it.
/// </summary>
public sealed class CsvTarget : Target
{
    static readonly TableOptions[] Options =
    [
        new(), new() { HasHeader = false }, new() { DecimalSign = ',' }, new() { Delimiter = ';' }, new() { Missing = ["-", "unknown"] },
        new() { Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Text } },
        new() { Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } },
        new() { Encoding = Encoding.Latin1 }, new() { SkipLines = 1 }, new() { Comment = "#" }, new() { Delimiter = ' ' },
        new() { Encoding = TextEncoding.Find("windows-1252") },
    ];

    public override string Name => "csv";

    public override IReadOnlyList<string> Words =>
        ["\r\n", "\n", ",", ";", "\t", "|", "\"", "\"\"", "\",\"", "NA", "nan", "true", "false", "2026-11-22", "18:30", "x,y\n", "1,5",
            "(5)", "\uFEFF", "\0", "=1+1", "é", "\uFFFF", "\u2212", "#", " \"", "\" ", "sep=;\n", ",\n", "\u200B", "900.5,"];

    public override IEnumerable<byte[]> Seeds()
    {
        string[] files =
        [
            "x,y\n1,a\n2,b\n3,a\n", "x,t,y\r\n1.5,\"a, b\",p\r\n-3e2,\"say \"\"hi\"\"\",q\r\n,\"two\nlines\",p\r\n", "x;y\n1,5;2\n2,5;3\n",
            "x\ty\n1\t2\n", "x|y\n1|2\n",
            "x,day,ok\n1,2026-11-22,true\n2,2026-11-23T18:30:00,false\n", "x\n1\n2\nNA\n?\n", "x,y\n\n1,2\n \n3,4\n\n", "x,y\r1,2\r3,4",
            "x,y\n1,unknown\n-,2\n", "\uFEFFx,y\n1,2\n", "\uFEFF\uFEFFx,y\n1,2\n",
            "country,2023,2024\nA,1,2\n", ",x,y\n1,2,a\n2,3,b\n", "\"x\",\"y\"\n\"1\",2,\"a\"\n\"2\",3,\"b\"\n", "x,y,\n1,2,\n",
            "# a\n#b,c,d\nx,y\n 1, \"a\" \n",
            "x   y\n 1  \"a b\"\n", "1.5,2.5,3.5,y\n0.1,0.2,0.1,a\n0.2,0.1,0.3,b\n0.1,0.3,0.2,a\n",
            "sep=;\nx;y\n1;2\n", "\"x\",\"y\"\n\"1\",\"2\"\n", "x,y\n1e5,0x10\n+.5,1.\n", "x,y\n" +
                string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 3 == 0 ? "red" : "blue")}\n")),
        ];
        for (int option = 0; option < Options.Length; option++)
            foreach (string file in files) yield return Bytes((char)(Options.Length * 4 + option) + file);
        yield return [0, .. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(files[1])];
        yield return [0, .. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(files[0])];
    }

    public override string Try(byte[] input)
    {
        if (input.Length == 0) return "nothing";
        TableOptions options = Options[input[0] % Options.Length];
        byte[] file = input[1..];
        string whole = Outcome(() => Table.Read(new MemoryStream(file), "f", options), out Table? table);
        string pieces = Outcome(() => Table.Read(new Pieces(file), "f", options), out _);
        Demand(whole == pieces, $"What is read depends on the pieces it comes in: {whole} | {pieces}");
        if (table is not null) Compare(table, file, options);
        return whole;
    }

    static string Outcome(Func<Table> read, out Table? table)
    {
        try
        {
            table = read();
            return "read " + string.Join(' ', table.Columns.Select(column => column.Type));
        }
        catch (InvalidFileException e)
        {
            table = null;
            return e.Problem;
        }
    }

    static void Compare(Table table, byte[] file, TableOptions options)
    {
        ReadOnlySpan<byte> bytes = file;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..]) return;
        bool marked = bytes is [0xEF, 0xBB, 0xBF, ..];
        Encoding encoding = options.Encoding is { } said && !marked ? said : Encoding.UTF8;
        // what is skipped is not looked at
        string text = PlainCsv.Skip(Reading(encoding).GetString(bytes).TrimStart('\uFEFF'), options.SkipLines, out char? declared);
        Demand(!text.Contains('\uFFFF', StringComparison.Ordinal), "Bytes that are no text were read as text.");
        Demand(!text.Contains('\0', StringComparison.Ordinal), "A NUL was read as text.");
        char delimiter = options.Delimiter ?? declared ?? Delimiter.Find(text, '"', options.Comment);
        List<string[]> records = PlainCsv.Read(text, delimiter, options.Comment) ?? throw new FindingException("What is no CSV was read.");
        // columns without a name are those of an index, or have no cells
        string[] header = options.HasHeader ? records[0] : [.. records[0].Select((_, i) => $"column{i + 1}")];
        if (options.HasHeader) records.RemoveAt(0);
        if (records.Count > 0 && records[0].Length > header.Length)
            header = table.Columns[0].Name == header[0] ? [.. header, ""] : ["", .. header];
        else if (records.Count > 0) header = header[..records[0].Length];
        if (string.IsNullOrWhiteSpace(header[0])) header[0] = table.Columns[0].Name;
        int[] named = [.. Enumerable.Range(0, header.Length).Where(i => !string.IsNullOrWhiteSpace(header[i]))];
        Demand(table.Columns.Select(column => column.Name).SequenceEqual(named.Select(i => header[i])), "The names of the columns differ.");
        Demand(table.Rows == records.Count, $"{table.Rows} rows were read of {records.Count}.");
        HashSet<string> missing = [.. TableOptions.AlwaysMissing, .. options.Missing];
        for (int row = 0; row < table.Rows; row++)
        {
            Demand(records[row].Length == header.Length, "A row of another length was read.");
            for (int c = 0; c < named.Length; c++)
                Cell(table.Columns[c], row, records[row][named[c]], missing, CellForm.Of(table.Options, table.Columns[c].Name));
            Demand(Enumerable.Range(0, header.Length).Except(named).All(c => records[row][c].Length == 0),
                "A cell without a name was left out.");
        }
    }

    static Encoding Reading(Encoding encoding) => encoding.IsSingleByte ? new ByteEncoding(encoding)
        : Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFF"));

    static void Cell(Column column, int row, string cell, HashSet<string> missing, CellForm form)
    {
        Demand(column.IsMissing(row) == missing.Contains(cell), $"A cell is missing, or not: {column.Type}.");
        if (column.IsMissing(row)) return;
        switch (column.Type)
        {
            case ColumnType.Number when form.IsNamed:
                Demand(form.TryWritten(cell, out double number) && number == column.Number(row), "A number with a unit differs.");
                break;
            case ColumnType.Number:
                Demand(
                    double.Parse(cell.Replace(form.DecimalSign, '.'), NumberStyles.Float, CultureInfo.InvariantCulture) ==
                        column.Number(row), "A number differs.");
                break;
            case ColumnType.Category or ColumnType.Text:
                Demand(column.Text(row) == cell, "A word differs.");
                break;
            case ColumnType.Date:
                Demand(form.TryDate(cell, out DateTime date) && date == ((DateColumn)column)[row], "A date differs.");
                break;
        }
    }

    /// <summary>A stream that gives 1, 2, 3, … 7 bytes at a time.</summary>
    sealed class Pieces(byte[] bytes) : MemoryStream(bytes)
    {
        int _next;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + _next++ % 7));
    }
}
