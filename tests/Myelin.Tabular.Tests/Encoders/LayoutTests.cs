
namespace Myelin.Tabular.Tests.Encoders;

/// <summary>An encoded row: numbers, plain columns, codes.</summary>
public class LayoutTests
{
    [Fact]
    public void ARowHasNumbersThenPlainColumnsThenCodes()
    {
        Table table = Table.Of(
            Words("many", 12), Words("three", 3),
            Column.Of("x", [.. Enumerable.Range(0, 240).Select(row => row % 4 == 0 ? double.NaN : row)]),
            Words("lots", 20), Column.Of("y", [.. Enumerable.Range(0, 240).Select(row => row * 2.0)]));
        TableEncoder encoder = TableEncoder.Fit(table, table.Columns.Select(column => column.Name), new() { Scaling = ScalingKind.None });
        Assert.Equal(new EncodedLayout(2, 4, [13, 21]), encoder.Layout);
        Assert.Equal((8, 8), (encoder.Layout.Width, encoder.Width));
        Assert.Equal(["x", "y", "three = w0", "three = w1", "three = w2", "x missing", "many code", "lots code"], encoder.Outputs);
        // the words' order is ordinal: w0 w1 w10 w11 w2 …, so of twelve words w1 is code 2, and of twenty too
        Assert.Equal([1, 2, 0, 1, 0, 0, 2, 2], encoder.Apply(table)[8..16]);
        Assert.Equal("2 numbers, 4 plain columns, codes of 13, 21 values", encoder.Layout.ToString());
    }

    [Fact]
    public void ManyThreadsEncodeTheSameAtOnce()
    {
        Table table = Mixed(3000, 20);
        TableEncoder encoder = TableEncoder.Fit(table, table.Columns.Select(column => column.Name));
        float[] expected = encoder.Apply(table);
        Parallel.For(0, 8, _ => Assert.Equal(expected, encoder.Apply(table)));
        int[] rows = [.. Enumerable.Range(0, 3000).Where(row => row % 7 == 3)];
        Assert.Equal(rows.SelectMany(row => expected.AsSpan(row * encoder.Width, encoder.Width).ToArray()),
            encoder.Apply(table.Take(rows)));
    }

    // a clock would measure what else the machine does; what made encoding slow would be an object for each cell
    [Fact]
    public void NoCellTakesMemoryOfItsOwn()
    {
        const int Rows = 100_000, Columns = 20;
        Table table = Mixed(Rows, Columns);
        TableEncoder encoder = TableEncoder.Fit(table, table.Columns.Select(column => column.Name));
        long before = GC.GetAllocatedBytesForCurrentThread();
        float[] matrix = encoder.Apply(table);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before - sizeof(float) * matrix.LongLength;
        // beside the matrix, a whole number for each word
        Assert.InRange(taken, 0, sizeof(int) * (long)Rows * Columns);
    }

    // numbers, numbers that are mostly 0, and words of 2, 5 and 50 values, in turn
    static Table Mixed(int rows, int columns)
    {
        var random = new Random(1);
        return Table.Of([.. Enumerable.Range(0, columns).Select(i => (i % 5) switch
        {
            0 => Column.Of($"c{i}", [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())]),
            1 => Column.Of($"c{i}", [.. Enumerable.Range(0, rows).Select(_ => Math.Max(0, random.NextDouble() - 0.8))]),
            2 => Column.Of($"c{i}", [.. Enumerable.Range(0, rows).Select(_ => $"w{random.Next(2)}")]),
            3 => Column.Of($"c{i}", [.. Enumerable.Range(0, rows).Select(_ => $"w{random.Next(5)}")]),
            _ => Column.Of($"c{i}", [.. Enumerable.Range(0, rows).Select(_ => $"w{random.Next(50)}")]),
        })]);
    }

    static Column Words(string name, int many) => Column.Of(name, [.. Enumerable.Range(0, 240).Select(row => $"w{row % many}")]);
}
