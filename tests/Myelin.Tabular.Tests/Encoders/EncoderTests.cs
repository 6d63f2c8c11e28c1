using System.Globalization;

namespace Myelin.Tabular.Tests.Encoders;

public class EncoderTests
{
    [Fact]
    public void AMissingNumberIsTheMedianAndIsMarked()
    {
        // present 1, 2, 9: median 2; with it 1, 2, 9, 2: mean 3.5, variance (6.25 + 2.25 + 30.25 + 2.25)/4 = 10.25
        var encoder = NumberEncoder.Fit(Column.Of("x", 1, 2, 9, double.NaN));
        Assert.Equal((2, true), (encoder.Median, encoder.WasMissing));
        Assert.Equal(["x", "x missing"], encoder.Outputs);
        float deviation = (float)Math.Sqrt(10.25);
        float[] matrix = new TableEncoder([encoder]).Apply(Table.Of(Column.Of("x", double.NaN, 9)));
        Assert.Equal([-1.5f / deviation, 1, 5.5f / deviation, 0], matrix, (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void WithoutMissingTrainingRowsThereIsNoMark()
    {
        var encoder = NumberEncoder.Fit(Column.Of("x", 1, 3));
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
    public void BooleansAndDatesBecomeNumbers()
    {
        Table table = Table.Of(Column.Of("b", true, false, true, true), Column.Of("d", new DateTime(2026, 1, 1), new DateTime(2026, 1, 3), null, null));
        TableEncoder encoder = TableEncoder.Fit(table, ["b", "d"], ScalingKind.None);
        Assert.Equal(["b", "d", "d missing"], encoder.Outputs);
        float first = (float)(new DateTime(2026, 1, 1) - DateTime.UnixEpoch).TotalDays;
        Assert.Equal([1, first, 0, 0, first + 2, 0, 1, first + 1, 1, 1, first + 1, 1], encoder.Apply(table));
    }

    [Fact]
    public void EncodersGoThroughJson()
    {
        Table table = Table.Of(Column.Of("x", 0.1, double.NaN, 1e-300), Column.Of("c", "a\"b", "\u00fc, ", null), Column.Of("b", true, false, null));
        foreach (ScalingKind kind in Enum.GetValues<ScalingKind>())
        {
            TableEncoder encoder = TableEncoder.Fit(table, ["x", "c", "b"], kind);
            TableEncoder again = TableEncoder.FromJson(encoder.ToJson());
            Assert.Equal(encoder, again);
            Assert.Equal(encoder.GetHashCode(), again.GetHashCode());
            Assert.Equal(encoder.Apply(table), again.Apply(table));
        }
    }

    [Theory]
    [InlineData("[{\"encoder\":\"hash\"}]", "no encoder")]
    [InlineData("[{\"encoder\":\"one-hot\",\"column\":\"c\",\"type\":\"category\",\"words\":[\"a\",\"a\"],\"other\":true}]", "word twice")]
    [InlineData("[{\"encoder\":\"number\",\"column\":\"x\",\"type\":\"number\",\"median\":1,\"was_missing\":false,\"scaling\":{\"kind\":\"standard\",\"mean\":0,\"deviation\":0}}]", "greater than 0")]
    [InlineData("[{\"encoder\":\"number\",\"column\":\"x\",\"type\":\"number\",\"median\":1e999,\"was_missing\":false,\"scaling\":{\"kind\":\"none\"}}]", "finite")]
    public void DamagedEncodersAreRefused(string json, string fragment) =>
        Assert.Contains(fragment, Assert.Throws<InvalidFileException>(() => TableEncoder.FromJson(json)).Message, StringComparison.Ordinal);

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
