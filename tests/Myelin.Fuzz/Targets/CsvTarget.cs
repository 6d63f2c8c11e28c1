using System.Globalization;
using System.Text;
using Myelin.Tabular;
using Myelin.Tabular.Reading;

namespace Myelin.Fuzz.Targets;

/// <summary>Tables as CSV: the first byte chooses options, the rest is the file. An accepted file must hold what a plain reader finds in it.</summary>
public sealed class CsvTarget : Target
{
    static readonly TableOptions[] Options =
    [
        new(), new() { HasHeader = false }, new() { DecimalSign = ',' }, new() { Delimiter = ';' }, new() { Missing = ["-", "unknown"] },
        new() { Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Text } }, new() { Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } },
        new() { Encoding = Encoding.Latin1 },
    ];

    public override string Name => "csv";

    public override IReadOnlyList<string> Words =>
        ["\r\n", "\n", ",", ";", "\t", "|", "\"", "\"\"", "\",\"", "NA", "nan", "true", "false", "2026-11-22", "18:30", "x,y\n", "1,5", "(5)", "\uFEFF", "\0", "=1+1", "é", "\uFFFF", "\u2212"];

    public override IEnumerable<byte[]> Seeds()
    {
        string[] files =
        [
            "x,y\n1,a\n2,b\n3,a\n", "x,t,y\r\n1.5,\"a, b\",p\r\n-3e2,\"say \"\"hi\"\"\",q\r\n,\"two\nlines\",p\r\n", "x;y\n1,5;2\n2,5;3\n", "x\ty\n1\t2\n", "x|y\n1|2\n",
            "x,day,ok\n1,2026-11-22,true\n2,2026-11-23T18:30:00,false\n", "x\n1\n2\nNA\n?\n", "x,y\n\n1,2\n \n3,4\n\n", "x,y\r1,2\r3,4", "x,y\n1,unknown\n-,2\n", "\uFEFFx,y\n1,2\n", "\uFEFF\uFEFFx,y\n1,2\n",
            "country,2023,2024\nA,1,2\n", "\"x\",\"y\"\n\"1\",\"2\"\n", "x,y\n1e5,0x10\n+.5,1.\n", "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 3 == 0 ? "red" : "blue")}\n")),
        ];
        for (int option = 0; option < Options.Length; option++)
            foreach (string file in files) yield return Bytes((char)('0' + option) + file);
        yield return [(byte)'0', .. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(files[1])];
        yield return [(byte)'0', .. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(files[0])];
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
        Encoding encoding = options.Encoding is { } said && !marked ? said : new UTF8Encoding(false, true);
        string text;
        try
        {
            text = encoding.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new FindingException("Bytes that are no UTF-8 were read as text.");
        }
        Demand(!text.Contains('\0', StringComparison.Ordinal), "A NUL was read as text.");
        List<string[]> records = PlainCsv.Read(text, options.Delimiter ?? Delimiter.Find(text, '"')) ?? throw new FindingException("What is no CSV was read.");
        string[] names = options.HasHeader ? records[0] : [.. records[0].Select((_, i) => $"column{i + 1}")];
        if (options.HasHeader) records.RemoveAt(0);
        Demand(table.Columns.Select(column => column.Name).SequenceEqual(names), "The names of the columns differ.");
        Demand(table.Rows == records.Count, $"{table.Rows} rows were read of {records.Count}.");
        HashSet<string> missing = [.. TableOptions.AlwaysMissing, .. options.Missing];
        for (int row = 0; row < table.Rows; row++)
        {
            Demand(records[row].Length == names.Length, "A row of another length was read.");
            for (int c = 0; c < names.Length; c++) Cell(table.Columns[c], row, records[row][c], missing, options.DecimalSign);
        }
    }

    static void Cell(Column column, int row, string cell, HashSet<string> missing, char sign)
    {
        Demand(column.IsMissing(row) == missing.Contains(cell), $"A cell is missing, or not: {column.Type}.");
        if (column.IsMissing(row)) return;
        switch (column.Type)
        {
            case ColumnType.Number:
                Demand(double.Parse(cell.Replace(sign, '.'), NumberStyles.Float, CultureInfo.InvariantCulture) == column.Number(row), "A number differs.");
                break;
            case ColumnType.Category or ColumnType.Text:
                Demand(column.Text(row) == cell, "A word differs.");
                break;
            case ColumnType.Date:
                Demand(DateText.TryParse(cell, out DateTime date) && date == ((DateColumn)column)[row], "A date differs.");
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
