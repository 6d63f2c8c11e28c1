namespace Myelin.Tabular.Tests.Encoders;

/// <summary>Smooth clipping, marks of missing numbers, piecewise-linear codes: each number by hand.</summary>
public class NumberEncoderTests
{
    [Fact]
    public void SmoothClippingTakesTheQuartilesOneApart()
    {
        // 1 … 5: quartiles 2, 3, 4, so z = (x − 3)/2; 5 is z = 1, and 1/√(1 + 1/9) = 3/√10
        var scaling = SmoothClipScaling.Fit([5, 3, 1, 4, 2]);
        Assert.Equal((3, 0.5), (scaling.Median, scaling.Factor));
        Assert.Equal(0, scaling.Apply(3));
        Assert.Equal(3 / Math.Sqrt(10), scaling.Apply(5), 1e-15);
        Assert.Equal(-3 / Math.Sqrt(10), scaling.Apply(1), 1e-15);
        // 9 is z = 3, and 3/√2
        Assert.Equal(3 / Math.Sqrt(2), scaling.Apply(9), 1e-15);
        foreach (double x in new[] { -4, 0, 2.9, 9, 100 }) Assert.Equal(x, scaling.Invert(scaling.Apply(x)), 1e-9);
    }

    [Fact]
    public void WithEqualQuartilesTheRangeIsTwoWide()
    {
        // s = 2/8, 8 is z = 2, and 2/√(1 + 4/9) = 6/√13
        var scaling = SmoothClipScaling.Fit([0, 0, 0, 0, 0, 0, 0, 8]);
        Assert.Equal((0, 0.25), (scaling.Median, scaling.Factor));
        Assert.Equal(6 / Math.Sqrt(13), scaling.Apply(8), 1e-15);
    }

    [Theory]
    [InlineData(7, 7, 7, 7)]
    [InlineData(1, 2, 3, 4)]
    [InlineData(-1.7e308, -1.7e308, 1.7e308, 1.7e308)]
    [InlineData(1e-320, 2e-320, 3e-320, 4e-320)]
    [InlineData(0, 0, 0, 1.7e308)]
    public void NothingIsBeyondThree(double a, double b, double c, double d)
    {
        var scaling = SmoothClipScaling.Fit([a, b, c, d]);
        foreach (double x in new[] { a, b, c, d, 0, double.MaxValue, double.MinValue, double.Epsilon })
            Assert.True(Math.Abs(scaling.Apply(x)) <= 3, $"{x:R} becomes {scaling.Apply(x):R}");
        if (a == d) Assert.Equal(0, scaling.Apply(1e9));
    }

    [Fact]
    public void AMissingNumberIsTheMedianAndItsMarkIsScaledAsAColumn()
    {
        // of 1, 2, 9 the median is 2 and the quartiles 1.5 and 5.5: missing cells do not move them. The mark is 1 in one row of four:
        // quartiles 0 and 0.25 (three quarters of the way from 0 to 1 is at place 2.25 of 0, 0, 0, 1), so
        // s = 4, z = 4, 4/√(1 + 16/9) = 12/5
        var encoder = NumberEncoder.Fit(Column.Of("x", 1, 2, 9, double.NaN));
        Assert.Equal(new SmoothClipScaling(2, 0.25), encoder.Scaling);
        Assert.Equal(new SmoothClipScaling(0, 4), encoder.Mark);
        // 10: z = 2, 2/√(1 + 4/9)
        Assert.Equal([0, 2.4f, (float)(6 / Math.Sqrt(13)), 0], Matrix(encoder, Column.Of("x", double.NaN, 10)), Near);
    }

    [Fact]
    public void AMostlyZeroNumberHasACodeOfPieces()
    {
        // different numbers 0, 10, 20, 40: three pieces are the steps between them
        Column column = Column.Of("x", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 20, 40);
        var encoder = NumberEncoder.Fit(column, new() { PiecewiseLinearBins = 3 });
        Assert.Equal([0, 10, 20, 40], encoder.Pieces!.Bounds);
        Assert.Equal(["x to 10", "x to 20", "x to 40"], encoder.Plain);
        Assert.Equal([-1, -1, -1, 0, -1, -1, 1, 1, -0.5f, 1, 1, 1], Codes(encoder, -3, 5, 25, 99));
        Assert.Null(NumberEncoder.Fit(column, new() { PiecewiseLinearBins = 0 }).Pieces);
        // two pieces: the middle of the different numbers is 15
        Assert.Equal([0, 15, 40], NumberEncoder.Fit(column, new() { PiecewiseLinearBins = 2 }).Pieces!.Bounds);
    }

    [Fact]
    public void OtherNumbersHaveNoPieces()
    {
        Assert.Null(NumberEncoder.Fit(Column.Of("x", [.. Enumerable.Range(0, 100).Select(i => (double)i)])).Pieces);
        // a count of few different values: 24 of them are none for 24 pieces, 25 are
        double[] mostly = [.. Enumerable.Repeat(0.0, 200)];
        Assert.Null(NumberEncoder.Fit(Column.Of("x", [.. mostly, .. Enumerable.Range(1, 23).Select(i => (double)i)])).Pieces);
        Assert.Equal(24, NumberEncoder.Fit(Column.Of("x", [.. mostly, .. Enumerable.Range(1, 24).Select(i => (double)i)])).Pieces!.Count);
        Assert.Null(NumberEncoder.Fit(Column.Of("x", 0, 0, 0, 0, 0, 0, 0, 1)).Pieces);
        Assert.Null(NumberEncoder.Fit(Column.Of("x", 5, 5, 5)).Pieces);
    }

    [Fact]
    public void PiecesAreAtMostAsManyAsAsked()
    {
        double[] cells = [.. Enumerable.Repeat(0.0, 900), .. Enumerable.Range(1, 100).Select(i => i * 3.0)];
        PiecewiseLinear pieces = NumberEncoder.Fit(Column.Of("x", cells)).Pieces!;
        Assert.Equal(24, pieces.Count);
        // 101 different numbers 0, 3, …, 300: bound t is 12.5 t
        Assert.Equal(Enumerable.Range(0, 25).Select(t => 12.5 * t), pieces.Bounds, (a, b) => Math.Abs(a - b) < 1e-12);
        var code = new float[24];
        foreach (double x in new[] { 0, 1, 12.5, 150, 299.5 })
        {
            pieces.Apply(x, code);
            // the pieces' lengths, half of 1 + e of each, add up to x
            Assert.Equal(x, code.Sum(e => (1.0 + e) / 2 * 12.5), 1e-4);
        }
    }

    [Fact]
    public void AWordInPlaceOfANumberNamesItsRow() => Assert.Contains("column x: \"five\" is not a number",
        Assert.Throws<InvalidFileException>(() => Matrix(NumberEncoder.Fit(Column.Of("x", 1, 2)), Column.Of("x", "1", "five"))).Message,
        StringComparison.Ordinal);

    static float[] Codes(NumberEncoder encoder, params double[] cells)
    {
        float[] matrix = Matrix(encoder, Column.Of("x", cells));
        return [.. matrix.Where((_, i) => i % encoder.Outputs.Count > 0)];
    }

    static float[] Matrix(ColumnEncoder encoder, Column column) => new TableEncoder([encoder]).Apply(Table.Of(column));

    static bool Near(float a, float b) => Math.Abs(a - b) < 1e-6f;
}
