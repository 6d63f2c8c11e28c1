using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Myelin.Tabular;

/// <summary>From rows of texts, read twice, to typed columns: first what each column is, then its cells.</summary>
static class TableReader
{
    /// <summary>Reads a delimited text.</summary>
    /// <param name="open">opens the text from its beginning, more than once</param>
    public static Table Read(Func<Stream> open, string name, TableOptions options)
    {
        try
        {
            char delimiter = options.Delimiter ?? FindDelimiter(open, name);
            IReadOnlyList<string> header;
            Inference[] columns;
            int rows = 0;
            using (StreamReader text = TextSource.Open(open, name))
            {
                var csv = new CsvReader(text, name, delimiter);
                header = options.Header ?? Header(csv, name, delimiter);
                columns = [.. header.Select(column => new Inference(column))];
                while (csv.Read() is { } cells)
                {
                    CheckRow(cells, header, csv.Line, name, options);
                    rows++;
                    for (int c = 0; c < columns.Length; c++)
                        if (options.IsMissing(cells[c])) columns[c].AddMissing();
                        else columns[c].Add(cells[c], csv.Line);
                }
            }
            if (rows == 0) throw new TableException($"{name} has a header and no rows.");
            CheckNames(options, header, name);
            int[] kept = [.. Enumerable.Range(0, header.Count).Where(c => options.Wants(header[c]))];
            ColumnType[] types = [.. kept.Select(c => options.Columns.TryGetValue(header[c], out ColumnType type) ? type : columns[c].Type(name))];

            double[][] numbers = [.. types.Select(type => IsNumeric(type) ? new double[rows] : [])];
            string?[][] texts = [.. types.Select(type => IsNumeric(type) ? [] : new string?[rows])];
            var lines = new int[rows];
            using (StreamReader text = TextSource.Open(open, name))
            {
                var csv = new CsvReader(text, name, delimiter);
                if (options.Header is null) csv.Read();
                for (int row = 0; csv.Read() is { } cells; row++)
                {
                    lines[row] = csv.Line;
                    for (int k = 0; k < kept.Length; k++)
                    {
                        string cell = cells[kept[k]];
                        bool missing = options.IsMissing(cell);
                        if (!IsNumeric(types[k])) texts[k][row] = missing ? null : string.IsInterned(cell) ?? cell;
                        else numbers[k][row] = missing ? double.NaN : Number(cell, types[k], header[kept[k]], csv.Line, name);
                    }
                }
            }
            return new Table(name, [.. kept.Select((c, k) => IsNumeric(types[k])
                ? Column.OfNumbers(header[c], numbers[k], types[k])
                : Column.OfTexts(header[c], texts[k], types[k]))], lines);
        }
        catch (DecoderFallbackException)
        {
            throw TextSource.Undecodable(open, name);
        }
    }

    /// <summary>Reads whatever a database or a library hands out as a reader; numbers, booleans, dates and texts by their own types.</summary>
    public static Table Read(DbDataReader reader, string name, TableOptions options)
    {
        string[] header = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        CheckHeader(header, name);
        CheckNames(options, header, name);
        var cells = new List<object?>[header.Length];
        for (int c = 0; c < cells.Length; c++) cells[c] = [];
        for (int row = 1; reader.Read(); row++)
            for (int c = 0; c < cells.Length; c++) cells[c].Add(Cell(reader, c, header[c], row, name, options));
        if (cells[0].Count == 0) throw new TableException($"{name} has no rows.");
        var columns = new List<Column>();
        for (int c = 0; c < cells.Length; c++)
            if (options.Wants(header[c])) columns.Add(ColumnOf(header[c], cells[c], name, options));
        return new Table(name, columns, [.. Enumerable.Range(1, cells[0].Count)]);
    }

    static object? Cell(DbDataReader reader, int column, string title, int row, string name, TableOptions options)
    {
        if (reader.IsDBNull(column)) return null;
        return reader.GetValue(column) switch
        {
            string text => options.IsMissing(text) ? null : text,
            bool truth => truth ? "true" : "false",
            DateTime date => date,
            DateTimeOffset date => date.UtcDateTime,
            DateOnly date => date.ToDateTime(TimeOnly.MinValue),
            Guid id => id.ToString(),
            byte[] => throw new TableException($"{name}, row {row}, column {title}: there are bytes (a BLOB). Select numbers, texts or dates."),
            IConvertible number => Finite(number.ToDouble(CultureInfo.InvariantCulture)),
            object other => throw new TableException($"{name}, row {row}, column {title}: a {other.GetType().Name} is not a number, a text or a date."),
        };

        object? Finite(double number) => double.IsNaN(number) ? null
            : double.IsFinite(number) ? number
            : throw new TableException($"{name}, row {row}, column {title}: the number is infinite.");
    }

    static Column ColumnOf(string title, List<object?> cells, string name, TableOptions options)
    {
        options.Columns.TryGetValue(title, out ColumnType wanted);
        bool given = options.Columns.ContainsKey(title);
        if (cells.All(cell => cell is null or double) && (!given || wanted == ColumnType.Number))
            return Column.OfNumbers(title, [.. cells.Select(cell => cell is double number ? number : double.NaN)]);
        if (cells.All(cell => cell is null or DateTime) && (!given || wanted == ColumnType.Date))
            return Column.OfNumbers(title, [.. cells.Select(cell => cell is DateTime date ? Cells.Days(date) : double.NaN)], ColumnType.Date);
        string?[] texts = [.. cells.Select(cell => cell is DateTime date ? Cells.FormatDate(Cells.Days(date)) : Convert.ToString(cell, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null)];
        var inference = new Inference(title);
        for (int row = 0; row < texts.Length; row++)
            if (texts[row] is { } text) inference.Add(text, row + 1);
        ColumnType type = given ? wanted : inference.Type(name);
        if (!IsNumeric(type)) return Column.OfTexts(title, texts, type);
        return Column.OfNumbers(title, [.. texts.Select((text, row) => text is null ? double.NaN : Number(text, type, title, row + 1, name))], type);
    }

    static bool IsNumeric(ColumnType type) => type is ColumnType.Number or ColumnType.Date;

    static double Number(string cell, ColumnType type, string column, int line, string name)
    {
        if (type == ColumnType.Date ? Cells.TryDate(cell, out double number) : Cells.TryNumber(cell, out number)) return number;
        string expected = type == ColumnType.Date ? "a date like 2024-05-31" : "a finite number like -1.5 or 2e3";
        throw new TableException($"{name}, line {line}, column {column}: \"{Inference.Shortened(cell)}\" is not {expected}.");
    }

    static char FindDelimiter(Func<Stream> open, string name)
    {
        using StreamReader text = TextSource.Open(open, name);
        string? line;
        while ((line = text.ReadLine()) is not null && line.Trim().Length == 0) { }
        if (line is null) throw new TableException($"{name} is empty. Expected a header line and rows.");
        bool quoted = false;
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0, ['|'] = 0 };
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            if (!quoted && counts.TryGetValue(c, out int count)) counts[c] = count + 1;
        }
        return counts.MaxBy(pair => pair.Value).Key;
    }

    static string[] Header(CsvReader csv, string name, char delimiter)
    {
        List<string> header = csv.Read() ?? throw new TableException($"{name} is empty. Expected a header line and rows.");
        string[] names = [.. header.Select(cell => cell.Trim())];
        CheckHeader(names, name);
        int numbers = names.Count(cell => Cells.TryNumber(cell, out _));
        if (2 * numbers >= names.Length)
            throw new TableException($"{name}, line {csv.Line}: {numbers} of {names.Length} column names are numbers, so the header line seems to be missing. Add one, or name the columns with --header.");
        if (names.Length == 1)
            throw new TableException($"{name}, line {csv.Line}: there is one column, \"{Inference.Shortened(names[0])}\", with {CsvReader.Shown(delimiter)} between cells. Say which character is: --delimiter ';'.");
        return names;
    }

    static void CheckHeader(string[] names, string source)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < names.Length; c++)
        {
            if (names[c].Length == 0) throw new TableException($"{source}, line 1: column {c + 1} has no name.");
            if (!seen.TryAdd(names[c], c)) throw new TableException($"{source}, line 1: columns {seen[names[c]] + 1} and {c + 1} are both named {names[c]}. Give each a name of its own.");
        }
    }

    static void CheckNames(TableOptions options, IReadOnlyList<string> header, string source)
    {
        foreach (string column in options.Ignore.Concat(options.Columns.Keys).Concat(options.Only ?? []))
            if (!header.Contains(column, StringComparer.Ordinal)) throw Table.NoColumn(source, column, header);
    }

    static void CheckRow(List<string> cells, IReadOnlyList<string> header, int line, string name, TableOptions options)
    {
        if (cells.Count != header.Count)
            throw new TableException($"{name}, line {line}: the row has {cells.Count} cells, but the header has {header.Count} columns.");
        if (options.Header is null && cells.Select(cell => cell.Trim()).SequenceEqual(header, StringComparer.Ordinal))
            throw new TableException($"{name}, line {line}: the header line stands here again. Were files joined? Remove the line.");
    }
}
