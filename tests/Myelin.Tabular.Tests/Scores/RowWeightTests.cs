namespace Myelin.Tabular.Tests.Scores;

/// <summary>A column that says what each row counts.</summary>
public class RowWeightTests
{
    static readonly int[] s_times = [1, 2, 1, 3, 1, 1, 2, 1, 1, 4];

    static Table Rows(bool regression)
    {
        double[] x = [.. s_times.Select((_, row) => Math.Sin(row))];
        Column y = regression
            ? Column.Of("y", [.. x.Select((value, row) => 3 * value + row % 3)])
            : Column.Of("y", [.. x.Select((value, row) => value + row % 3 - 1 > 0 ? "up" : "down")]);
        return Table.Of(Column.Of("x", x), Column.Of("z", [.. x.Select((_, row) => row / 10.0)]), y);
    }

    // all rows in one step, so that a gradient is that of all; the numbers are not scaled, as scalings are fitted to rows as they are
    [Fact]
    public void ARowThatCountsTwiceIsTheRowTwice()
    {
        Table rows = Rows(regression: false);
        var options = new TabularOptions
        {
            Hidden = [new Dense(4, new Tanh())],
            Optimizer = new Sgd(0.5),
            Schedule = new ConstantRate(),
            Scaling = ScalingKind.None,
            BatchSize = 100,
            Epochs = 40,
            Validation = 0,
            Threads = 1,
        };
        using TabularModel weighted = Trained.Model(rows.With(Column.Of("w", [.. s_times.Select(times => 2.5 * times)])), "y",
            options with { Weight = "w" });
        Table twice = rows.Take([.. s_times.SelectMany((times, row) => Enumerable.Repeat(row, times))]);
        using TabularModel written = Trained.Model(twice, "y", options), alike = Trained.Model(rows, "y", options);
        double[] Probabilities(TabularModel model) => [.. model.Predict(rows).Select(prediction => (double)prediction.Probabilities[1])];
        Assert.All(Probabilities(weighted).Zip(Probabilities(written)), pair => Assert.Equal(pair.Second, pair.First, 2e-5));
        Assert.True(Probabilities(alike).Zip(Probabilities(written)).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-3);
        Assert.Equal("w", weighted.WeightColumn);
        Assert.DoesNotContain("w", weighted.Inputs);
        Assert.Null(alike.WeightColumn);
        // what the baseline is, too
        Assert.All(weighted.Baseline!.Frequencies.Zip(written.Baseline!.Frequencies), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    [Fact]
    public void ScoresAndBaselineAreThoseOfRowsWrittenAsOften()
    {
        Table rows = Rows(regression: true);
        Target target = Target.Of(rows, "y");
        Prediction[] Predictions(Table table) =>
            [.. Enumerable.Range(0, table.Rows).Select(row => new Prediction(null, [], table["x"].Number(row)))];
        Table twice = rows.Take([.. s_times.SelectMany((times, row) => Enumerable.Repeat(row, times))]);
        Baseline baseline = Baseline.Of(target, twice), own = Baseline.Of(target, rows, [.. s_times.Select(times => (double)times)]);
        Assert.Equal(baseline.Mean, own.Mean, 1e-14);
        OutOfFold weighted = OutOfFold.Of(target, rows, Predictions(rows)) with { Weights = [.. s_times.Select(times => (double)times)] };
        Evaluation one = Evaluation.Of(target, weighted, Predictions(rows), new EvaluationOptions { Baseline = baseline });
        Evaluation other = Evaluation.Of(target, twice, Predictions(twice), new EvaluationOptions { Baseline = baseline });
        Assert.All(one.Scores().Zip(other.Scores()), pair => Assert.Equal(pair.Second.Value, pair.First.Value, 1e-12));
        Assert.All(one.Baseline!.Scores.Zip(other.Baseline!.Scores), pair => Assert.Equal(pair.Second.Value, pair.First.Value, 1e-12));
    }

    [Fact]
    public void HeldOutRowsAndFoldsHeedThem()
    {
        // where x is b, nine tenths of the weight and half of the rows are 0
        string[] x = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? "a" : "b")];
        double[] y = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? (row / 2 % 10 == 0 ? 1.0 : 0) : row / 2 % 2)],
            w = [.. y.Select((label, row) => row % 2 == 1 && label == 0 ? 9.0 : 1)];
        Table table = Table.Of(Column.Of("x", x), Column.Of("w", w), Column.Of("y", y));
        var options = new TabularOptions { Weight = "w", Hidden = [new Dense(8, new Tanh())], Epochs = 100, Threads = 1 };
        using TabularModel model = Trained.Model(table, "y", options);
        IReadOnlyList<Prediction> said = model.Predict(table.Take([0, 1]));
        Assert.InRange(said[1].Probabilities[1], 0.03, 0.25);
        Assert.Equal(model.OutOfFold!.Rows, model.OutOfFold.Weights!.Count);
        Target target = Target.Of(table, "y");
        CrossValidation found = CrossValidation.Run(table, target, Folds.Of(table, target, new() { Count = 2 }),
            rows => Trained.Model(rows, "y", options), null, "w", TestContext.Current.CancellationToken);
        Assert.Equal(200, found.OutOfFold.Weights!.Count);
        // 0 is right in 90 rows of a and in the 50 rows of b that count nine times, of 600 in all
        Assert.Equal((90 + 450) / 600.0, found.BaselineScores.Single(score => score.Name == "accuracy").Mean, 0.01);
    }

    [Theory]
    [InlineData(double.NaN, "table: row 2, column w: the row weight is missing. Fill it in; 0 leaves a row out")]
    [InlineData(-0.5, "table: row 2, column w: the row weight -0.5 is below 0. Row weights are numbers of 0 or more")]
    public void WhatIsNoWeightIsRefusedWithItsPlace(double weight, string message)
    {
        Table table = Table.Of(Column.Of("x", 1, 2, 3, 4), Column.Of("w", 1, weight, 1, 1), Column.Of("y", "a", "b", "a", "b"));
        Assert.Equal(message, Assert.Throws<InvalidFileException>(() => new TabularTraining(table, "y", new() { Weight = "w" })).Message);
        Assert.Equal("table: every row's x is 0, so no row counts. Choose another column",
            Assert.Throws<InvalidFileException>(() => table.With(Column.Of("x", 0, 0, 0, 0)).Weights("x")).Message);
        Assert.Equal("table: column y holds category cells, and row weights are numbers of 0 or more. Choose another column",
            Assert.Throws<InvalidFileException>(() => table.Weights("y")).Message);
    }
}
