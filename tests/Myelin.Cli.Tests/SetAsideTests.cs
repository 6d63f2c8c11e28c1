namespace Myelin.Cli.Tests;

/// <summary>Which rows judge, and that what cannot be judged is refused before anything is trained or said.</summary>
public sealed class SetAsideTests(IrisModel iris) : IClassFixture<IrisModel>
{
    const string Few = "few.csv";

    [Fact]
    public void OfFewOrLargeGroupsTheNearestToTheShareAreSetAside()
    {
        // 200 rows: 120, 50, 20 and 10; then of 150 rows 20 are nearest to a fifth
        Grouped("large.csv", 120, 50, 20, 10);
        string output = iris.Succeeds("train", "large.csv", "-t", "y", "--group", "g", "--quality", "fast", "--epochs", "2",
            "-o", "large.safetensors");
        Assert.Matches("rows +130 training rows, 20 validation rows, 50 test rows", output);
        Grouped(Few, 90, 60, 50);
        output = iris.Succeeds("train", Few, "-t", "y", "--group", "g", "--quality", "fast", "--epochs", "2", "-o", "few.safetensors");
        Assert.Matches("rows +90 training rows, 60 validation rows, 50 test rows", output);
    }

    [Fact]
    public void ASearchMakesAsManyFoldsAsThereAreGroups()
    {
        Grouped(Few, 90, 60, 50);
        string output = iris.Succeeds("tune", Few, "-t", "y", "--group", "g", "--trials", "2", "-o", "tuned.safetensors");
        Assert.Contains("150 rows in 2 folds, 50 test rows", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--metric rmse is for numbers, but species is classes; take error, cross-entropy or auc.", "train", "iris.csv",
        "-t", "species", "--metric", "rmse")]
    [InlineData(1, "--metric auc is for classes, but sepal_length is numbers; take rmse.", "train", "iris.csv",
        "-t", "sepal_length", "--metric", "auc")]
    [InlineData(1, "--metric cross-entropy is for classes, but sepal_length is numbers; take rmse.", "train", "iris.csv",
        "-t", "sepal_length", "--metric", "cross-entropy")]
    [InlineData(2, "iris.csv: has 150 rows, too few for 500 folds", "train", "iris.csv", "-t", "species", "--cv", "500")]
    [InlineData(2, "iris.csv: has 150 rows, too few for 500 folds", "evaluate", "iris.safetensors", "iris.csv", "--cv", "500")]
    [InlineData(2, "two.csv: column g has 2 groups, too few for 3 folds", "train", "two.csv", "-t", "y", "--cv", "3", "--group", "g")]
    [InlineData(1,
        "The test takes all groups of g but one, so none can be kept apart in folds. Set none aside (--test 0), or give another column.",
        "tune", "two.csv", "-t", "y", "--group", "g")]
    [InlineData(2, "one.csv: all 120 rows have the same g, so no group can be kept apart. Choose another column", "train", "one.csv",
        "-t", "y", "--group", "g")]
    [InlineData(2,
        "single.csv: each of the 100 classes of y has a single row among those to learn from, " +
            "so none can be held out to see what was learned. Add rows, or choose another target", "train", "single.csv", "-t", "y")]
    [InlineData(1,
        "Where a share of 0.2 is set aside for the test, each of the 60 classes of y keeps a single row, so none can be held out. " +
            "Add rows, or set none aside (--test 0).", "train", "pairs.csv", "-t", "y")]
    public void WhatCannotBeJudgedIsRefusedBeforeAWord(int exitCode, string message, params string[] command)
    {
        Grouped("two.csv", 60, 60);
        Grouped("one.csv", 120);
        iris.Write("single.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i % 7},c{i}\n")));
        iris.Write("pairs.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 120).Select(i => $"{i % 7},c{i / 2}\n")));
        Run run = iris.Run(command);
        Assert.Equal((exitCode, message, ""), (run.ExitCode, run.ErrorLine, run.Output));
    }

    /// <summary>Groups of so many rows, of two classes each.</summary>
    void Grouped(string file, params int[] sizes) => iris.Write(file, "x,g,y\n" +
        string.Concat(sizes.SelectMany((size, i) => Enumerable.Repeat($"g{i}", size))
            .Select((group, row) => $"{row * 7 % 11},{group},{(row * 7 % 11 > 4 ? "a" : "b")}\n")));
}
