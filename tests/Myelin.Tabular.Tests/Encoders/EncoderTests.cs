using System.Globalization;

namespace Myelin.Tabular.Tests.Encoders;

public class EncoderTests
{
    [Fact]
    public void AMissingNumberIsTheMedianAndIsMarked()
    {
        // present 1, 2, 9: median 2; with it 1, 2, 9, 2: mean 3.5, variance (6.25 + 2.25 + 30.25 + 2.25)/4 = 10.25
        var encoder = NumberEncoder.Fit(Column.Of("x", 1, 2, 9, double.NaN), EncoderSettings.Plain);
        Assert.Equal((2, true), (encoder.Median, encoder.WasMissing));
        Assert.Equal(["x", "x missing"], encoder.Outputs);
        float deviation = (float)Math.Sqrt(10.25);
        float[] matrix = new TableEncoder([encoder]).Apply(Table.Of(Column.Of("x", double.NaN, 9)));
        Assert.Equal([-1.5f / deviation, 1, 5.5f / deviation, 0], matrix, (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void WithoutMissingTrainingRowsThereIsNoMark()
    {
        var encoder = NumberEncoder.Fit(Column.Of("x", 1, 3), EncoderSettings.Plain);
        Assert.Equal(["x"], encoder.Outputs);
        Assert.Equal(0, encoder.Apply(double.NaN));
    }

    [Fact]
    public void UnseenAndMissingWordsHaveASlotOfTheirOwn()
    {
        var encoder = OneHotEncoder.Fit(Column.Of("c", "b", "a", null, "b"));
        Assert.Equal(["c = a", "c = b", "c other"], encoder.Outputs);
        float[] matrix = new TableEncoder([encoder]).Apply(Table.Of(Column.Of("c", "b", "zebra", null, "a")));
        Assert.Equal([0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0], matrix);
    }

    [Fact]
    public void OnlyTheMostFrequentWordsHaveSlots()
    {
        var encoder = OneHotEncoder.Fit(Column.Of("c", "rare", "b", "b", "z", "z", "a", "a", "a"), most: 2);
        Assert.Equal(["a", "b"], encoder.Words);
        Assert.Equal((2, 2), (encoder.Slot("z"), encoder.Slot("rare")));
    }

    [Fact]
    public void EncodersGoThroughJson()
    {
        var random = new Random(3);
        Column Of<T>(string name, Func<int, T> cell, Func<string, T[], Column> column) =>
            column(name, [.. Enumerable.Range(0, 200).Select(cell)]);
        Table table = Table.Of(
            Of("x", row => row % 5 == 0 ? double.NaN : random.NextDouble() * 1e-300, Column.Of),
            Of("mostly 0", row => row % 7 == 0 ? row * 1.5 : 0.0, Column.Of),
            Of("two", row => row % 3 == 0 ? "a\"b" : row % 3 == 1 ? "\u00fc, " : null, Column.Of),
            Of("three", row => "xyz"[row % 3].ToString(), Column.Of),
            Of("many", row => row % 11 == 0 ? null : $"{row % 12}", Column.Of),
            Of<bool?>("sure", row => row % 3 == 0 ? null : row % 2 == 0, Column.Of),
            Of<DateTime?>("day", row => row % 4 == 0 ? null : new DateTime(2024, 2, 28).AddHours(40.5 * row), Column.Of));
        string[] names = [.. table.Columns.Select(column => column.Name)];
        EncoderSettings[] all =
        [
            new(), EncoderSettings.OneHotEverything, EncoderSettings.Plain,
            .. Enum.GetValues<ScalingKind>().Select(kind => new EncoderSettings { Scaling = kind, OtherColumn = true }),
        ];
        foreach (EncoderSettings settings in all)
        {
            TableEncoder encoder = TableEncoder.Fit(table, names, settings);
            TableEncoder again = TableEncoder.FromJson(encoder.ToJson());
            Assert.Equal(encoder, again);
            Assert.Equal(encoder.GetHashCode(), again.GetHashCode());
            Assert.Equal(encoder.Layout, again.Layout);
            Assert.Equal(encoder.Apply(table), again.Apply(table));
            Assert.Equal(settings, EncoderSettings.FromJson(settings.ToJson()));
        }
    }

    [Theory]
    [InlineData("{\"encoder\":\"hash\"}", "no encoder")]
    [InlineData("{\"encoder\":\"one-hot\",\"column\":\"c\",\"type\":\"category\",\"words\":[\"a\",\"a\"],\"other\":true}", "word twice")]
    [InlineData("{\"encoder\":\"one-hot\",\"column\":\"c\",\"type\":\"category\",\"words\":[\"a\"],\"other\":true,\"scalings\":[]}",
        "there are 2 numbers")]
    [InlineData("{\"encoder\":\"code\",\"column\":\"c\",\"type\":\"category\",\"words\":[\"a\",\"a\"]}", "word twice")]
    [InlineData("{\"encoder\":\"sign\",\"column\":\"c\",\"type\":\"category\",\"negative\":\"a\",\"positive\":\"a\"," +
        "\"scaling\":{\"kind\":\"none\"}}", "same word")]
    [InlineData("{\"encoder\":\"date\",\"column\":\"d\",\"type\":\"date\",\"parts\":[{\"part\":\"century\"}]}", "no part of a date")]
    [InlineData("{\"encoder\":\"date\",\"column\":\"d\",\"type\":\"date\",\"parts\":[{\"part\":\"hour\"},{\"part\":\"hour\"}]}",
        "part twice")]
    [InlineData("{\"encoder\":\"number\",\"column\":\"x\",\"type\":\"number\",\"median\":1,\"scaling\":{\"kind\":\"standard\",\"mean\":0," +
        "\"deviation\":0}}", "greater than 0")]
    [InlineData("{\"encoder\":\"number\",\"column\":\"x\",\"type\":\"number\",\"median\":1,\"scaling\":{\"kind\":\"smoothclip\"," +
        "\"median\":0,\"factor\":-1}}", "at least 0")]
    [InlineData("{\"encoder\":\"number\",\"column\":\"x\",\"type\":\"number\",\"median\":1e999,\"scaling\":{\"kind\":\"none\"}}", "finite")]
    [InlineData(
        "{\"encoder\":\"number\",\"column\":\"x\",\"type\":\"number\",\"median\":0,\"scaling\":{\"kind\":\"none\"},\"pieces\":[1,1]}",
        "greater than the one before")]
    public void DamagedEncodersAreRefused(string json, string fragment) => Assert.Contains(fragment,
        Assert.Throws<InvalidFileException>(() => TableEncoder.FromJson($"{{\"columns\":[{json}]}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void EncodersInTheOrderOfAnEarlierVersionAreRefused() => Assert.Contains("Train it again",
        Assert.Throws<InvalidFileException>(() => TableEncoder.FromJson("[]")).Message, StringComparison.Ordinal);

    [Fact]
    public void ClassesAreSortedOrInOrderOfFirstSight()
    {
        Column numbers = Column.Of("y", 10, 9, -1, 10), words = Column.Of("y", "pear", "Apple", "apple", "pear");
        Assert.Equal(["-1", "9", "10"], ClassNames.Fit(numbers, ClassOrder.Sorted).Names);
        Assert.Equal(["10", "9", "-1"], ClassNames.Fit(numbers, ClassOrder.FirstSight).Names);
        Assert.Equal(["Apple", "apple", "pear"], ClassNames.Fit(words, ClassOrder.Sorted).Names);
        Table table = Table.Of(Column.Of("y", "Apple", "pear", "apple", "Apple"));
        Assert.Equal([1, 0, 2, 1], ClassNames.Fit(words, ClassOrder.FirstSight).Apply(table, "y"));
    }

    [Theory]
    [InlineData(TabularTask.Classification, "0 1 0 1 0 1")]
    [InlineData(TabularTask.Classification, "1 2 3 1 2 3")]
    [InlineData(TabularTask.Classification, "-1 1 -1 1")]
    [InlineData(TabularTask.Regression, "3 4 5 3 4 5")]
    [InlineData(TabularTask.Regression, "1 2 3 4")]
    [InlineData(TabularTask.Regression, "0 1 99999999999 0 1 99999999999")]
    [InlineData(TabularTask.Regression, "0.5 1 2 0.5 1 2")]
    public void TheTaskFollowsFromTheTarget(TabularTask task, string cells)
    {
        double[] numbers = [.. cells.Split(' ').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        Table table = Table.Of(Column.Of("y", numbers));
        Assert.Equal(task, Target.Of(table, "y").Task);
        Assert.NotEmpty(Target.Of(table, "y").Reason);
        Assert.Equal(TabularTask.Regression, Target.Of(table, "y", TabularTask.Regression).Task);
        Assert.Equal(numbers.Distinct().Count(), Target.Of(table, "y", TabularTask.Classification).Classes!.Count);
    }
}
