using System.Text;
using CsCheck;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>Laws of reading: what is written is read, in any pieces, and what is broken is never read as something else.</summary>
public class RoundTripTests
{
    static readonly Gen<string> Word = Gen.Char[" ab,;\"'\n\r\té∞|"].Array[0, 6].Select(letters => new string(letters));

    static readonly Gen<(string[][] Cells, char Delimiter, string NewLine)> Tables =
        from columns in Gen.Int[1, 4]
        from rows in Word.Array[columns].Array[1, 12]
        from delimiter in Gen.Char[",;\t|"]
        from newLine in Gen.Int[0, 2].Select(i => new[] { "\n", "\r\n", "\r" }[i])
        select (rows, delimiter, newLine);

    [Fact]
    public void WhatIsWrittenWithQuotesIsReadWhateverTheCellsHold() => Tables.Sample(table =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Write(table.Cells, table.Delimiter, table.NewLine));
        Table whole = Read(new MemoryStream(bytes), table.Cells[0].Length);
        Table pieces = Read(new Dribble(bytes), table.Cells[0].Length);
        int line = 2;
        for (int row = 0; row < table.Cells.Length; row++)
        {
            Assert.Equal($"line {line}", whole.Place(row));
            Assert.Equal(whole.Place(row), pieces.Place(row));
            line += 1 + table.Cells[row].Sum(LineEnds);
            for (int c = 0; c < whole.Columns.Count; c++)
            {
                string cell = table.Cells[row][c].Trim(' ', '\t');
                Assert.Equal(cell.Length == 0 ? null : cell, whole.Columns[c].Text(row));
                Assert.Equal(whole.Columns[c].Text(row), pieces.Columns[c].Text(row));
            }
        }
    });

    [Fact]
    public void EveryFiniteNumberReadsBackAsItself() => Gen.Double.Array[1, 40].Sample(numbers =>
    {
        double[] finite = [.. numbers.Where(double.IsFinite)];
        if (finite.Length == 0) return;
        string text = "x\n" + string.Concat(finite.Select(number => FormattableString.Invariant($"{number:R}\n")));
        Column column = Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "numbers")["x"];
        Assert.Equal(finite.Select(BitConverter.DoubleToInt64Bits),
            Enumerable.Range(0, finite.Length).Select(row => BitConverter.DoubleToInt64Bits(column.Number(row))));
    });

    [Fact]
    public void AnyBytesAreReadOrRefusedAndNothingElse() => Gen.Byte.Array[0, 300].Sample(bytes => ReadsOrRefuses(bytes));

    [Fact]
    public void ADamagedTableIsReadOrRefusedAndNothingElse()
    {
        byte[] iris = File.ReadAllBytes(TestData.Iris)[..600];
        Gen.Select(Gen.Int[0, iris.Length - 1], Gen.Byte, Gen.Int[1, iris.Length]).Sample(damage =>
        {
            byte[] bytes = iris[..Math.Max(damage.Item3, damage.Item1 + 1)];
            bytes[damage.Item1] = damage.Item2;
            ReadsOrRefuses(bytes);
        });
    }

    [Theory]
    [InlineData("x,y\na,1\n#b,2\n", "#b")]
    [InlineData("x,y\na,1\r#b,2", "#b")]
    [InlineData("x,y\ra,1\r\nb,2\r", "b")]
    [InlineData("x,y\na,1\n\rb,2\n", "b")]
    public void EveryLineIsARowWhateverItBeginsAndEndsWith(string text, string second)
    {
        foreach (Stream stream in new Stream[] { new MemoryStream(Encoding.UTF8.GetBytes(text)),
            new Dribble(Encoding.UTF8.GetBytes(text)) })
        {
            Table table = Table.Read(stream, "rows");
            Assert.Equal(["a", second], Enumerable.Range(0, table.Rows).Select(row => table["x"].Text(row)!));
        }
    }

    [Fact]
    public void ALateWordMakesAColumnOfWordsAndKeepsEveryCellAsItWasWritten()
    {
        // 3,000 numbers first, so that the column is kept as numbers alone; then more words than numbers
        string[] cells = [.. Enumerable.Range(0, 3000).Select(i => $"0{i % 7}"), .. Enumerable.Range(0, 4000).Select(i => $"word{i % 5}")];
        byte[] bytes = Encoding.UTF8.GetBytes("x\n" + string.Join('\n', cells));
        foreach (Stream stream in new Stream[] { new MemoryStream(bytes), new Dribble(bytes) })
        {
            Column column = Table.Read(stream, "late")["x"];
            Assert.Equal(ColumnType.Category, column.Type);
            Assert.Equal(cells, Enumerable.Range(0, cells.Length).Select(row => column.Text(row)!));
        }
    }

    [Fact]
    public void OneLateWordAmongNumbersIsAnErrorAtItsLine()
    {
        string text = "x\n" + string.Concat(Enumerable.Repeat("1.5\n", 5000)) + "oops\n";
        var error = Assert.Throws<InvalidFileException>(() => Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "late"));
        Assert.Contains("line 5002, column x: \"oops\" is not a number, but 5000 of the column's 5001 cells are", error.Message,
            StringComparison.Ordinal);
    }

    static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            Table table = Table.Read(new MemoryStream(bytes), "bytes");
            Assert.True(table.Rows > 0);
        }
        catch (InvalidFileException e)
        {
            Assert.DoesNotContain('\n', e.Message);
        }
    }

    static Table Read(Stream stream, int columns) => Table.Read(stream, "random",
        new() { Columns = Enumerable.Range(0, columns).ToDictionary(c => $"c{c}", _ => ColumnType.Text) });

    static string Write(string[][] cells, char delimiter, string newLine)
    {
        IEnumerable<string[]> rows = cells.Prepend([.. cells[0].Select((_, c) => $"c{c}")]);
        return string.Concat(rows.Select(row => string.Join(delimiter, row.Select(cell => $"\"{cell.Replace("\"", "\"\"")}\"")) + newLine));
    }

    static int LineEnds(string cell)
    {
        int ends = 0;
        for (int i = 0; i < cell.Length; i++)
            if (cell[i] == '\n' || cell[i] == '\r' && !(i + 1 < cell.Length && cell[i + 1] == '\n')) ends++;
        return ends;
    }

    /// <summary>A stream that gives a few bytes at a time and cannot go back.</summary>
    sealed class Dribble(byte[] bytes) : Stream
    {
        int _at;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(Math.Min(buffer.Length, 1 + _at % 3), bytes.Length - _at);
            bytes.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
