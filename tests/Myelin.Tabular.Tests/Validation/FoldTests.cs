using CsCheck;
using Myelin.Files;

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
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Folds.Of(table, Target.Of(table, "y"), new() { Count = count, Group = group, Time = time })).Message);
    }

    [Theory]
    [InlineData("word", null, "table: column word has 1 groups, too few for 3 folds")]
    [InlineData(null, "word", "table: column word is of category cells; time needs numbers or dates")]
    [InlineData("hole", null, "table: row 2, column hole: the group is missing. Fill it in, or remove the row")]
    public void WhatIsNotInTheTableIsSaid(string? group, string? time, string message)
    {
        Table table = Table.Of(Column.Of("word", "w", "w", "w", "w"), Column.Of("hole", "a", null, "b", "c"), Column.Of("y", "a", "b", "a", "b"));
        Assert.Equal(message, Assert.Throws<InvalidFileException>(() =>
            Folds.Of(table, Target.Of(table, "y", TabularTask.Classification), new() { Count = 3, Group = group, Time = time })).Message);
    }

    static IReadOnlyList<Fold> Of((Table Table, int Count, ulong Seed) drawn, FoldOptions options) =>
        Folds.Of(drawn.Table, Target.Of(drawn.Table, "y", TabularTask.Classification), options with { Count = drawn.Count, Seed = drawn.Seed });

    static Table Draw(int rows, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other);
        var (group, time, y) = (new string[rows], new double[rows], new string[rows]);
        for (int row = 0; row < rows; row++)
            (group[row], time[row], y[row]) = ($"g{random.NextInt32(12)}", random.NextInt32(40), random.NextInt32(4) == 0 ? "a" : "b");
        return Table.Of(Column.Of("group", group), Column.Of("time", time), Column.Of("y", y));
    }
}
