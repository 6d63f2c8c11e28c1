using CsCheck;
using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Validation;

/// <summary>The laws of folds, on drawn tables.</summary>
public class FoldTests
{
    static readonly Gen<(Table Table, int Count, ulong Seed)> s_tables =
        from rows in Gen.Int[30, 200]
        from count in Gen.Int[2, 6]
        from seed in Gen.ULong[0, 1000]
        select (Draw(rows, seed), count, seed);

    [Fact]
    public void EveryRowIsJudgedOnceAndNeverByAModelThatLearnedIt() => s_tables.Sample(drawn =>
    {
        foreach (string? group in new[] { null, "group" })
        {
            IReadOnlyList<Fold> folds = Of(drawn, new() { Group = group });
            Assert.Equal(Enumerable.Range(0, drawn.Table.Rows), folds.SelectMany(fold => fold.Test).Order());
            foreach (Fold fold in folds)
            {
                Assert.NotEmpty(fold.Test);
                Assert.Equal(Enumerable.Range(0, drawn.Table.Rows), fold.Training.Concat(fold.Test).Order());
            }
        }
    }, iter: 50);

    [Fact]
    public void NoGroupIsInBothPartsOfAFold() => s_tables.Sample(drawn =>
    {
        Column groups = drawn.Table["group"];
        foreach (Fold fold in Of(drawn, new() { Group = "group" }))
            Assert.Empty(fold.Training.Select(groups.Text).Intersect(fold.Test.Select(groups.Text)));
    }, iter: 50);

    [Fact]
    public void TheFutureIsNeverLearnedFrom() => s_tables.Sample(drawn =>
    {
        Column times = drawn.Table["time"];
        IReadOnlyList<Fold> folds = Of(drawn, new() { Time = "time" });
        foreach (Fold fold in folds) Assert.True(fold.Training.Max(times.Number) < fold.Test.Min(times.Number));
        // every row that is not of the first block is judged once
        int[] judged = [.. folds.SelectMany(fold => fold.Test).Order()];
        Assert.Equal(judged.Distinct(), judged);
        Assert.Equal(drawn.Table.Rows, judged.Length + folds[0].Training.Count);
        Assert.Equal(drawn.Count, folds.Count);
    }, iter: 50);

    [Fact]
    public void ClassesAreAsEvenAsTheyCanBe() => s_tables.Sample(drawn =>
    {
        Column classes = drawn.Table["y"];
        IReadOnlyList<Fold> folds = Of(drawn, new());
        foreach (string name in new[] { "a", "b" })
        {
            int[] counts = [.. folds.Select(fold => fold.Test.Count(row => classes.Text(row) == name))];
            Assert.True(counts.Max() - counts.Min() <= 1, string.Join(' ', counts));
        }
        Assert.True(folds.Max(fold => fold.Test.Count) - folds.Min(fold => fold.Test.Count) <= 1);
    }, iter: 50);

    [Fact]
    public void TheSameSeedDealsTheSame()
    {
        Table table = Draw(100, 5);
        int[] first = [.. Of((table, 4, 7), new())[0].Test];
        Assert.Equal(first, Of((table, 4, 7), new())[0].Test);
        Assert.NotEqual(first, Of((table, 4, 8), new())[0].Test);
    }

    // times 1 1 1 2 2 3 4 4: a block begins at the first new time from row 8/3 on, and from row 16/3 on: 1 1 1 | 2 2 | 3 4 4
    [Fact]
    public void BlocksOfTimeByHand()
    {
        Table table = Table.Of(Column.Of("t", 4, 1, 2, 1, 3, 1, 4, 2), Column.Of("y", 1.5, 2, 3, 4, 5, 6, 7, 8));
        IReadOnlyList<Fold> folds = Folds.Of(table, Target.Of(table, "y"), new() { Count = 2, Time = "t" });
        Assert.Equal([1, 3, 5], folds[0].Training);
        Assert.Equal([2, 7], folds[0].Test);
        Assert.Equal([0, 4, 6], folds[1].Test);
    }

    [Theory]
    [InlineData(1, null, null, "A cross-validation needs at least 2 folds, but 1 was given.")]
    [InlineData(2, "group", "time", "Folds are either of whole groups or ordered by time. Give one of the two columns.")]
    public void WhatCannotBeIsSaid(int count, string? group, string? time, string message)
    {
        Table table = Draw(30, 1);
        Assert.Equal(message,
            Refusal.Text(Assert.ThrowsAny<ArgumentException>(
                () => Folds.Of(table, Target.Of(table, "y"), new() { Count = count, Group = group, Time = time }))));
    }

    [Theory]
    [InlineData("word", null, "table: all 4 rows have the same word, so no group can be kept apart. Choose another column")]
    [InlineData("pair", null, "table: column pair has 2 groups, too few for 3 folds")]
    [InlineData(null, "word", "table: column word is of category cells; time needs numbers or dates")]
    [InlineData("hole", null, "table: row 2, column hole: the group is missing. Fill it in, or remove the row")]
    public void WhatIsNotInTheTableIsSaid(string? group, string? time, string message)
    {
        Table table = Table.Of(Column.Of("word", "w", "w", "w", "w"), Column.Of("pair", "a", "a", "b", "b"),
            Column.Of("hole", "a", null, "b", "c"), Column.Of("y", "a", "b", "a", "b"));
        Assert.Equal(message, Assert.Throws<InvalidFileException>(() =>
            Folds.Of(table, Target.Of(table, "y", TabularTask.Classification), new() { Count = 3, Group = group, Time = time })).Message);
    }

    // 60, 25, 10 and 5 rows: of a fifth 25 are nearest, of a half 60, and of a twentieth 5; the largest is first among the folds
    [Theory]
    [InlineData(0.2, 25)]
    [InlineData(0.5, 60)]
    [InlineData(0.05, 5)]
    public void TheGroupsThatAreSetAsideAreNearestToTheShare(double share, int expected)
    {
        Table table = Sized(60, 25, 10, 5);
        Fold fold = Folds.SetAside(table, Target.Of(table, "y"), share, new() { Group = "group" });
        Assert.Equal(expected, fold.Test.Count);
        Assert.Single(fold.Test.Select(table["group"].Text).Distinct());
        Assert.Equal(Enumerable.Range(0, 100), fold.Training.Concat(fold.Test).Order());
    }

    [Fact]
    public void TheEpochIsChosenByTheNearestGroupsToo()
    {
        Table table = Sized(60, 25, 10, 5);
        TabularOptions options = new() { Quality = Quality.Fast, GroupBy = "group", Ignore = ["group"] };
        Assert.Equal(25, new TabularTraining(table, "y", options).ValidationRows);
        Assert.Equal(10, new TabularTraining(table, "y", options with { Validation = 0.1 }).ValidationRows);
    }

    [Fact]
    public void OfTwoGroupsTheSmallerIsSetAside()
    {
        Table table = Sized(70, 30);
        Assert.Equal(30, Folds.SetAside(table, Target.Of(table, "y"), 0.2, new() { Group = "group" }).Test.Count);
    }

    [Theory]
    [InlineData(0.2, 20)]
    [InlineData(0.5, 50)]
    public void TheLatestAreSetAside(double share, int expected)
    {
        Table table = Sized(100);
        Fold fold = Folds.SetAside(table, Target.Of(table, "y"), share, new() { Time = "time" });
        Assert.Equal(Enumerable.Range(100 - expected, expected), fold.Test);
    }

    [Fact]
    public void WithoutGroupsAShareIsSetAsideAsByTheTable()
    {
        Table table = Draw(100, 3);
        (Table rows, Table test) = table.Split(0.8, 7, "y");
        Fold fold = Folds.SetAside(table, Target.Of(table, "y"), 0.2, new() { Seed = 7 });
        Assert.Equal(rows.Rows, fold.Training.Count);
        Assert.Equal(Enumerable.Range(0, test.Rows).Select(test["group"].Text), fold.Test.Select(table["group"].Text));
    }

    [Fact]
    public void AShareIsBetweenNoneAndAll()
    {
        Table table = Sized(100);
        foreach (double share in new[] { 0, 1, double.NaN })
            Assert.StartsWith("The share must be between 0 and 1",
                Assert.Throws<ArgumentOutOfRangeException>(() => Folds.SetAside(table, Target.Of(table, "y"), share)).Message,
                StringComparison.Ordinal);
    }

    /// <summary>Groups of so many rows, in order of time.</summary>
    static Table Sized(params int[] sizes)
    {
        string[] groups = [.. sizes.SelectMany((size, i) => Enumerable.Repeat($"g{i}", size))];
        return Table.Of(Column.Of("group", groups), Column.Of("time", [.. groups.Select((_, row) => (double)row)]),
            Column.Of("y", [.. groups.Select((_, row) => row % 2 == 0 ? "a" : "b")]));
    }

    static IReadOnlyList<Fold> Of((Table Table, int Count, ulong Seed) drawn, FoldOptions options) =>
        Folds.Of(drawn.Table, Target.Of(drawn.Table, "y", TabularTask.Classification),
            options with { Count = drawn.Count, Seed = drawn.Seed });

    static Table Draw(int rows, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other);
        var (group, time, y) = (new string[rows], new double[rows], new string[rows]);
        for (int row = 0; row < rows; row++)
            (group[row], time[row], y[row]) = ($"g{random.NextInt32(12)}", random.NextInt32(40), random.NextInt32(4) == 0 ? "a" : "b");
        return Table.Of(Column.Of("group", group), Column.Of("time", time), Column.Of("y", y));
    }
}
