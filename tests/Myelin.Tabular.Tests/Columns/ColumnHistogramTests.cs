using System.Text.Json;

namespace Myelin.Tabular.Tests.Columns;

/// <summary>Histograms of training rows' cells, worked by hand, and in a model's file.</summary>
public class ColumnHistogramTests
{
    [Fact]
    public void NumbersAreCountedInTwentyBinsOfEqualWidth()
    {
        // each bound of 0, 0.5, …, 10 once, and a missing cell: the last bin has both of its bounds
        double[] cells = [.. Enumerable.Range(0, 21).Select(i => i / 2.0), double.NaN];
        ColumnHistogram found = ColumnHistogram.OfNumbers(Column.Of("x", cells))!;
        Assert.Equal([.. Enumerable.Repeat(1, 19), 2], found.Counts);
        Assert.Equal((0, 10), found.Range);
        Assert.Equal(5, found.Median);
        Assert.Equal(1, found.Missing);
        Assert.False(found.IsWhole);
        Assert.Equal(Enumerable.Range(0, 21).Select(i => i / 2.0), found.Edges());
    }

    [Fact]
    public void FewWholeNumbersHaveABinEach()
    {
        ColumnHistogram found = ColumnHistogram.OfNumbers(Column.Of("x", 3, 1, 1, 4))!;
        Assert.Equal([2, 0, 1, 1], found.Counts);
        Assert.Equal([0.5, 1.5, 2.5, 3.5, 4.5], found.Edges());
        Assert.Equal(2, found.Median);
        Assert.True(found.IsWhole);
        Assert.Equal(20, ColumnHistogram.OfNumbers(Column.Of("x", 0, 30))!.Counts.Count);
    }

    [Theory]
    [InlineData(7.25, 7.25)]
    [InlineData(double.MinValue, double.MaxValue)]
    [InlineData(double.Epsilon, 3 * double.Epsilon)]
    public void ExtremeNumbersAreCounted(double low, double high)
    {
        ColumnHistogram found = ColumnHistogram.OfNumbers(Column.Of("x", low, high))!;
        Assert.Equal(2, found.Counts.Sum());
        Assert.All(found.Edges(), edge => Assert.True(double.IsFinite(edge)));
        Assert.Equal(found, Reread(found));
    }

    [Fact]
    public void OfCategoriesTheMostFrequentComeFirstAndUnknownOnesHaveNoName()
    {
        Column column = Column.Of("c", "rare", "b", "a", "a", "b", null, "once");
        ColumnHistogram found = ColumnHistogram.OfWords(column, word => word is "a" or "b");
        Assert.Equal(["b", "a"], found.Words!);
        Assert.Equal([2, 2], found.Counts);
        Assert.Equal((2, 1), (found.Others, found.Missing));
        string[] many = [.. Enumerable.Range(0, 50).Select(i => $"w{i}")];
        found = ColumnHistogram.OfWords(Column.Of("c", many), _ => true);
        Assert.Equal((30, 20), (found.Words!.Count, found.Others));
        Assert.Equal(found, Reread(found));
    }

    [Fact]
    public void AModelKeepsThemInItsFile()
    {
        using var folder = new TemporaryFolder();
        Column days = Column.Of("d", new DateTime(2026, 1, 1), null, new DateTime(2026, 1, 3), new DateTime(2026, 1, 3),
            new DateTime(2026, 1, 4), new DateTime(2026, 1, 5));
        Table table = Table.Of(Column.Of("x", 1, 2, 3, 4, 5, 6), days, Column.Of("b", true, false, true, true, null, true),
            Column.Of("c", "u", "v", "u", "u", "v", "u"), Column.Of("y", 1, 2, 3, 4, 5, 6.5));
        using TabularModel model = Trained.Model(table, "y", new() { Quality = Quality.Fast, Epochs = 1 });
        Assert.Equal(model.Inputs, model.Histograms.Select(histogram => histogram.Column));
        Assert.Equal(20456, model.Histograms.Single(histogram => histogram.Column == "d").Median);
        string path = folder["m.safetensors"];
        model.Save(path);
        using TabularModel loaded = TabularModel.Load(path);
        Assert.Equal(model.Histograms, loaded.Histograms);
    }

    [Theory]
    [InlineData("""{"column":"x","counts":[1],"low":0,"high":1,"median":2,"whole":false,"missing":0}""", "median between low and high")]
    [InlineData("""{"column":"x","counts":[1],"low":0,"high":1,"median":1,"whole":false,"missing":0}""", "must be 20")]
    [InlineData("""{"column":"x","counts":[1],"words":["a","b"],"others":0,"missing":0}""", "must be 1")]
    [InlineData("""{"column":"x","counts":[-1],"words":["a"],"others":0,"missing":0}""", "whole number")]
    public void DamagedOnesAreRefused(string json, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidFileException>(() => ColumnHistogram.Read(StrictJson.Parse(json, "f", "h"))).Message,
            StringComparison.Ordinal);

    static ColumnHistogram Reread(ColumnHistogram histogram) =>
        ColumnHistogram.Read(StrictJson.Parse(JsonText.Write(histogram.Write), "f", "h"));
}
