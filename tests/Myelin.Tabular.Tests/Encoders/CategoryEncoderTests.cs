namespace Myelin.Tabular.Tests.Encoders;

/// <summary>Signs, scaled one-hot columns, codes, and which of them a column gets.</summary>
public class CategoryEncoderTests
{
    [Fact]
    public void TwoWordsAreASignThatIsScaled()
    {
        // −1, −1, 1, 1, 1 and a missing 0: sorted −1 −1 0 1 1 1, quartiles −0.75, 0.5, 1: s = 1/1.75
        var encoder = Assert.IsType<SignEncoder>(Fit(Column.Of("c", "no", "yes", "yes", null, "no", "yes")));
        Assert.Equal(("no", "yes", new SmoothClipScaling(0.5, 1 / 1.75)), (encoder.Negative, encoder.Positive, encoder.Scaling));
        float[] matrix = Matrix(encoder, Column.Of("c", "yes", "no", null, "perhaps"));
        Assert.Equal([Clip(0.5 / 1.75), Clip(-1.5 / 1.75), Clip(-0.5 / 1.75), Clip(-0.5 / 1.75)], matrix, Near);
        Assert.Equal([1, -1, 0, 0],
            Matrix(Fit(Column.Of("c", "no", "yes"), new() { ScaleOneHot = false }), Column.Of("c", "yes", "no", null, "x")));
    }

    [Fact]
    public void ATruthValueIsASignAndMayComeAsANumber()
    {
        ColumnEncoder encoder = Fit(Column.Of("b", true, false), new() { ScaleOneHot = false });
        Assert.Equal(["b = true"], encoder.Outputs);
        Assert.Equal([1, -1, 0], Matrix(encoder, Column.Of("b", true, false, null)));
        Assert.Equal([1, -1, 0], Matrix(encoder, Column.Of("b", 1, 0, double.NaN)));
    }

    [Fact]
    public void OneHotColumnsAreScaledEachOnItsOwn()
    {
        // a in 1 row of 8: quartiles equal, s = 2, 1 is z = 2; b in 3 of 8: quartiles 0 and 1, median 0, 1 is z = 1;
        // c in 4 of 8: quartiles 0 and 1, median 1/2, 0 and 1 are ∓1/2
        ColumnEncoder encoder = Fit(Column.Of("c", "a", "b", "b", "b", "c", "c", "c", "c"));
        float[] matrix = Matrix(encoder, Column.Of("c", "a", "b", "c", null, "unseen"));
        (float a, float b, float c) = (Clip(2), Clip(1), Clip(0.5));
        Assert.Equal([a, 0, -c, 0, b, -c, 0, 0, c, 0, 0, -c, 0, 0, -c], matrix, Near);
    }

    [Fact]
    public void NineWordsAreACodeAndEightAreOneHot()
    {
        Column Words(int many) => Column.Of("c", [.. Enumerable.Range(0, many * 20).Select(row => $"w{row % many}")]);
        Assert.Equal(8, Assert.IsType<OneHotEncoder>(Fit(Words(8))).Words.Count);
        var nine = Assert.IsType<CodeEncoder>(Fit(Words(9)));
        Assert.Equal((10, 0, 0), (nine.Codes, nine.Numbers.Count, nine.Plain.Count));
        Assert.Equal([1, 9, 0, 0], Matrix(nine, Column.Of("c", "w0", "w8", null, "w9")));
        Assert.Equal(3, Assert.IsType<CodeEncoder>(Fit(Words(3), new() { OneHotUpTo = 2 })).Words.Count);
        Assert.Equal(9, Assert.IsType<OneHotEncoder>(Fit(Words(9), EncoderSettings.OneHotEverything)).Words.Count);
    }

    [Fact]
    public void RareWordsHaveTheCodeOfUnseenOnes()
    {
        // twelve words in 50 rows each, "nine" in 9, "ten" in 10, and 50 words in one each
        string[] cells = [.. Enumerable.Range(0, 600).Select(row => $"w{row % 12}"), .. Enumerable.Repeat("nine", 9),
            .. Enumerable.Repeat("ten", 10), .. Enumerable.Range(0, 50).Select(i => $"once {i}")];
        Column column = Column.Of("c", cells);
        var encoder = Assert.IsType<CodeEncoder>(Fit(column));
        Assert.Equal(14, encoder.Codes);
        Assert.Equal((0, 0, 1), (encoder.Code("nine"), encoder.Code("once 7"), encoder.Code("ten")));
        Assert.Equal("c has 64 distinct categories; the 51 rarest are treated as unseen categories", encoder.Note(column));
        Column twelve = Column.Of("c", [.. cells.Where(cell => cell[0] == 'w'), "once"]);
        Assert.Equal("c has 13 distinct categories; the rarest is treated as an unseen category", Fit(twelve).Note(twelve));
        Assert.Equal(15, Assert.IsType<CodeEncoder>(Fit(column, new() { RareBelow = 9 })).Codes);
        Assert.Equal(65, Assert.IsType<CodeEncoder>(Fit(column, new() { RareBelow = 0 })).Codes);
    }

    [Fact]
    public void InASmallTableFewerRowsAreNotRare()
    {
        // 60 rows: rare is fewer than 2
        string[] cells = [.. Enumerable.Range(0, 60).Select(row => $"w{row % 10}")];
        Assert.Equal(11, Assert.IsType<CodeEncoder>(Fit(Column.Of("c", cells))).Codes);
    }

    [Fact]
    public void WhereAlmostAllWordsAreRareTheMostFrequentAreOneHot()
    {
        // one frequent word, twenty in two rows each: eight columns, none of them wasted
        string[] cells = [.. Enumerable.Repeat("often", 600), .. Enumerable.Range(0, 40).Select(row => $"w{row % 20:00}")];
        var encoder = Assert.IsType<OneHotEncoder>(Fit(Column.Of("c", cells)));
        Assert.Equal(["often", "w00", "w01", "w02", "w03", "w04", "w05", "w06"], encoder.Words);
    }

    [Fact]
    public void OneHotEverythingKeepsTheHundredMostFrequentWords()
    {
        string[] cells = [.. Enumerable.Range(0, 1000).Select(row => $"w{(row < 900 ? row % 100 : row)}")];
        var encoder = Assert.IsType<OneHotEncoder>(Fit(Column.Of("c", cells), EncoderSettings.OneHotEverything));
        Assert.Equal((100, false), (encoder.Words.Count, encoder.HasOther));
        Assert.All(Matrix(encoder with { Scalings = null }, Column.Of("c", "w950", null)), cell => Assert.Equal(0, cell));
    }

    static ColumnEncoder Fit(Column column, EncoderSettings? settings = null) =>
        TableEncoder.Fit(Table.Of(column), [column.Name], settings).Columns[0];

    static float[] Matrix(ColumnEncoder encoder, Column column) => new TableEncoder([encoder]).Apply(Table.Of(column));

    static float Clip(double z) => (float)(z / Math.Sqrt(1 + z * z / 9));

    static bool Near(float a, float b) => Math.Abs(a - b) < 1e-6f;
}
