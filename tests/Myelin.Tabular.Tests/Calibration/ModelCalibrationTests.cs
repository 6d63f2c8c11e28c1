using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Calibrations;

/// <summary>Temperature, threshold and intervals of a model: fitted, applied, kept in its file.</summary>
public class ModelCalibrationTests
{
    [Fact]
    public void TheFileKeepsTheCalibrationAndPredictionsUseIt()
    {
        using var folder = new TemporaryFolder();
        Table table = Classes(600);
        using TabularModel model = Trained.Model(table, "y",
            new() { Threads = 1, Epochs = 40, Threshold = ThresholdMetric.F1, Quality = Quality.Fast });
        Assert.NotEqual(1, model.Calibration.Temperature);
        Assert.NotNull(model.Calibration.Threshold);
        Assert.Equal(120, model.Calibration.Rows);
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(model.Calibration, loaded.Calibration);
        Assert.Equal(model.Learning, loaded.Learning);
        Assert.Equal(model.History!.Epochs.Count, loaded.Learning[0].Training.Count);
        IReadOnlyList<Prediction> raw = model.PredictRaw(table), given = loaded.Predict(table);
        for (int n = 0; n < raw.Count; n++)
        {
            var q = new double[2];
            TemperatureScaling.Apply([.. raw[n].Probabilities], model.Calibration.Temperature, q);
            Assert.Equal((float)q[1], given[n].Probabilities[1]);
            Assert.Equal(q[1] >= model.Calibration.Threshold ? "yes" : "no", given[n].Class);
            Assert.Equal(given[n].Probabilities[given[n].Class == "yes" ? 1 : 0], given[n].Value);
        }
    }

    [Fact]
    public void ATemperatureThatDoesNotHelpOtherRowsIsNotKept()
    {
        // honest probabilities: whatever the best temperature of these rows is, it is chance
        int kept = 0;
        for (uint seed = 0; seed < 20; seed++)
        {
            var (random, labels, p) = (new RandomStream(seed, RandomPurpose.Other), new List<double>(), new List<double>());
            for (int n = 0; n < 120; n++)
            {
                double said = 0.05 + 0.9 * random.NextDouble();
                labels.Add(random.NextDouble() < said ? 1 : 0);
                p.AddRange([1 - said, said]);
            }
            ModelCalibration found = ModelCalibration.Fit(new(p, labels, 2));
            if (found.Temperature != 1) kept++;
            else Assert.Equal(found.ErrorBefore, found.ErrorAfter);
        }
        Assert.InRange(kept, 0, 10);
    }

    // probabilities of both kinds of classes are right as they are; in halves, in fifths of few rows, balanced:
    // chance is not applied, and said
    [Theory]
    [InlineData(60, false)]
    [InlineData(90, false)]
    [InlineData(400, false)]
    [InlineData(400, true)]
    public void WhatIsAppliedLowersTheLogLossOfOtherRows(int rows, bool balanced)
    {
        int rejected = 0;
        for (uint seed = 0; seed < 20; seed++)
        {
            var (random, labels, p) = (new RandomStream(seed, RandomPurpose.Other), new List<double>(), new List<double>());
            for (int n = 0; n < rows; n++)
            {
                double said = 0.05 + 0.9 * random.NextDouble();
                labels.Add(random.NextDouble() < said ? 1 : 0);
                p.AddRange([1 - said, said]);
            }
            ModelCalibration found = ModelCalibration.Fit(new(p, labels, 2), balanced: balanced);
            Assert.Equal(found.Temperature == 1, found.Rejected is not null);
            if (found.Rejected is not null) rejected++;
            if (!balanced)
                Assert.True(found.Temperature == 1 ? found.LogLossAfter == found.LogLossBefore : found.LogLossAfter < found.LogLossBefore);
            if (!balanced && found.Temperature == 1) Assert.Equal(found.ErrorBefore, found.ErrorAfter);
        }
        Assert.InRange(rejected, 5, 20);
    }

    [Fact]
    public void AModelThatIsTooSureBecomesHonest()
    {
        var (random, labels, p) = (new RandomStream(5, RandomPurpose.Other), new List<double>(), new List<double>());
        for (int n = 0; n < 4000; n++)
        {
            double honest = random.NextDouble(), odds = honest / (1 - honest), sure = odds * odds * odds;
            labels.Add(random.NextDouble() < honest ? 1 : 0);
            p.AddRange([1 / (1 + sure), sure / (1 + sure)]);
        }
        ModelCalibration found = ModelCalibration.Fit(new(p, labels, 2));
        Assert.Equal(3, found.Temperature, 0.2);
        Assert.True(found.ErrorBefore > 0.1, $"{found.ErrorBefore}");
        Assert.True(found.ErrorAfter < 0.03, $"{found.ErrorAfter}");
    }

    // 20 rows say too little about a temperature
    [Fact]
    public void FewRowsChangeNothing() =>
        Assert.Equal(1,
            ModelCalibration.Fit(new([.. Enumerable.Repeat(0.5, 40)],
                [.. Enumerable.Range(0, 20).Select(n => (double)(n % 2))], 2)).Temperature);

    // all that count are of one class: the temperature is fitted, and a threshold that cannot be chosen costs no model
    [Fact]
    public void WithoutRowsOfAClassThatCountThereIsNoThreshold()
    {
        double[] labels = [.. Enumerable.Range(0, 20).Select(row => (double)(row % 2))],
            p = [.. labels.SelectMany(_ => (double[])[0.7, 0.3])];
        var rows = new OutOfFold(p, labels, 2) { Weights = [.. labels.Select(label => label == 0 ? 0.1 : 0)] };
        ModelCalibration found = ModelCalibration.Fit(rows, ThresholdMetric.F1);
        Assert.Equal((null, ThresholdMetric.F1), (found.Threshold, found.ThresholdMetric));
        Assert.NotNull(ModelCalibration.Fit(rows with { Weights = null }, ThresholdMetric.F1).Threshold);
    }

    [Fact]
    public void AThresholdIsForTwoClasses()
    {
        Table iris = Table.Read(TestData.Iris);
        Assert.Equal("A decision threshold (for f1) is for two classes, but species has 3. Leave it out.",
            Refusal.Text(Assert.Throws<ArgumentException>(() => Trained.Model(iris, "species", new() { Threshold = ThresholdMetric.F1 }))));
    }

    // ten times fewer of one class: balanced, the network finds most of them
    [Fact]
    public void BalancedClassesAreFoundMoreOften()
    {
        Table table = Classes(1500, rare: 0.07);
        double Recall(bool balanced)
        {
            using TabularModel model = Trained.Model(table, "y", new() { Threads = 1, Epochs = 15, Balanced = balanced });
            return model.Evaluate(table).Classification!.Classes[1].Recall;
        }
        double plain = Recall(false), balanced = Recall(true);
        Assert.True(balanced > plain + 0.1, $"{plain} {balanced}");
        Assert.Throws<ArgumentException>(() => Trained.Model(Numbers(100, 1), "y", new() { Balanced = true }));
    }

    // a mean of several is humbler than each: the temperature is that of the networks, and taken before their
    // mean, in which each has its weight
    [Fact]
    public void TheNetworksOfAnEnsembleAreTemperedBeforeTheirMean()
    {
        using var folder = new TemporaryFolder();
        Table table = Classes(300);
        using TabularModel model = Trained.Model(table, "y", new() { Threads = 1, Epochs = 20 });
        Assert.True(model.Calibration.OfMembers);
        Assert.NotEqual(1, model.Calibration.Temperature);
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        IReadOnlyList<Prediction> given = loaded.Predict(table);
        Samples<float> samples = model.Encode(table);
        for (int n = 0; n < 300; n += 37)
        {
            double mean = model.Members.Zip(model.Weights).Sum(member =>
            {
                var q = new double[2];
                TemperatureScaling.Apply([.. member.First.Predict(samples.Inputs.Span.Slice(2 * n, 2)).Select(p => (double)p)],
                    model.Calibration.Temperature, q);
                return member.Second * q[1];
            }) / model.Weights.Sum();
            Assert.Equal(mean, given[n].Probabilities[1], 1e-6);
        }
        // rows that all networks have not seen are of the mean, and so is their temperature
        model.Calibrate(OutOfFold.Of(model.Target, table, model.PredictRaw(table)));
        Assert.False(model.Calibration.OfMembers);
    }

    // of 100 rows 7 are yes: balanced, about half of the probability mass is theirs, after the temperature too
    [Fact]
    public void ATemperatureDoesNotUndoBalance()
    {
        using TabularModel model = Trained.Model(Classes(1500, rare: 0.07), "y", new() { Threads = 1, Epochs = 15, Balanced = true });
        Assert.True(model.Calibration.Balanced);
        Assert.Null(model.Calibration.ErrorAfter);
        Assert.InRange(model.Calibration.Temperature, 0.5, 2);
        Evaluation evaluation = model.Evaluate(Classes(1500, rare: 0.07));
        Assert.True(evaluation.Classification!.Classes[1].Recall > 0.6, evaluation.ToString());
    }

    [Fact]
    public void IntervalsByHand()
    {
        // errors 1 to 9: at 0.8 the ⌈10 · 0.8⌉ = 8-th smallest
        PredictionIntervals intervals = PredictionIntervals.Fit(new([.. Enumerable.Repeat(0.0, 9)], [1, -2, 3, -4, 5, -6, 7, -8, 9]))!;
        Assert.Equal(new Interval(92, 108), intervals.Of(100, 0.8));
        Assert.Equal(double.PositiveInfinity, intervals.Of(100, 0.95).High);
        Assert.Equal(0.9, intervals.MostCoverage, 1e-15);
        Assert.Null(PredictionIntervals.Fit(new([0.5, 0.5], [1], 2)));
    }

    // the error grows with what is predicted: wide where it is large, and right in each half. 1000 rows are fitted to, so the coverage of
    // new rows has a deviation of about √(0.09/1000 + 0.09/4000) ≈ 0.011
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.95)]
    public void IntervalsHoldTheTruthAsOftenAsTheySay(double coverage)
    {
        (double[] prediction, double[] y) = Spread(1000, 1);
        PredictionIntervals intervals = PredictionIntervals.Fit(new(prediction, y))!;
        (prediction, y) = Spread(4000, 2);
        bool[] held = [.. y.Select((value, n) => intervals.Of(prediction[n], coverage).Holds(value))];
        Assert.Equal(coverage, held.Count(inside => inside) / 4000.0, 0.035);
        foreach (bool large in new[] { false, true })
            Assert.Equal(coverage, held.Where((_, n) => prediction[n] > 50 == large).Average(inside => inside ? 1.0 : 0), 0.06);
        Assert.True(intervals.Of(95, coverage).Width > 3 * intervals.Of(5, coverage).Width);
    }

    [Fact]
    public void ARegressionKeepsItsIntervals()
    {
        using var folder = new TemporaryFolder();
        using TabularModel model = Trained.Model(Numbers(800, 1), "y", new() { Threads = 1, Epochs = 30 });
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(800, loaded.Calibration.Intervals!.Rows);
        Assert.Equal(model.Calibration, loaded.Calibration);
        Evaluation evaluation = loaded.Evaluate(Numbers(2000, 2));
        Assert.InRange(evaluation.IntervalCoverage!.Value, 0.82, 0.97);
        Assert.Contains(evaluation.Scores(), score => score.Name == "width of 90 % intervals");
    }

    [Fact]
    public void ADamagedCalibrationIsRefused()
    {
        Assert.Equal("m: calibration.temperature must be greater than 0",
            Assert.Throws<InvalidFileException>(
                () => ModelCalibration.Read(StrictJson.Parse("""{"rows": 1, "temperature": 0}""", "m", "calibration"))).Message);
        Assert.Contains("threshold_metric must be f1, balanced", Assert.Throws<InvalidFileException>(() =>
            ModelCalibration.Read(StrictJson.Parse("""{"rows": 1, "temperature": 1, "threshold_metric": "f2"}""", "m",
                "calibration"))).Message, StringComparison.Ordinal);
    }

    static (double[] Prediction, double[] Y) Spread(int rows, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other, 9);
        var (prediction, y) = (new double[rows], new double[rows]);
        for (int n = 0; n < rows; n++)
        {
            prediction[n] = 100 * random.NextDouble();
            y[n] = prediction[n] + (1 + prediction[n] / 10) * random.Normal();
        }
        return (prediction, y);
    }

    static Table Numbers(int rows, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other, 8);
        var (x, y) = (new double[rows], new double[rows]);
        for (int row = 0; row < rows; row++) (x[row], y[row]) = (x[row] = random.Normal(), 100 + 20 * x[row] + 5 * random.Normal());
        return Table.Of(Column.Of("x", x), Column.Of("y", y));
    }

    static Table Classes(int rows, double rare = 0.3)
    {
        var random = new RandomStream(4, RandomPurpose.Other);
        var (a, b, y) = (new double[rows], new double[rows], new string[rows]);
        for (int row = 0; row < rows; row++)
        {
            y[row] = random.NextDouble() < rare ? "yes" : "no";
            (a[row], b[row]) = (random.Normal() + (y[row] == "yes" ? 1.2 : 0), random.Normal());
        }
        return Table.Of(Column.Of("a", a), Column.Of("b", b), Column.Of("y", y));
    }
}
