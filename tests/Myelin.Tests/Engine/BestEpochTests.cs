namespace Myelin.Tests.Engine;

/// <summary>Which epoch a training keeps, and what schedules of decay and dropout do on the way.</summary>
public class BestEpochTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EpochMeasure.Error)]
    [InlineData(EpochMeasure.CrossEntropy)]
    [InlineData(EpochMeasure.AreaUnderCurve)]
    public void ClassesAreMeasuredAsTheirReportsDo(EpochMeasure measure)
    {
        using Model<double> model = Model.Create<double>(new(4, new Dense(6, new Tanh()), new Dense(2)), 2);
        Samples<double> training = Drawn.Classification<double>(60, 4, 2), validation = Drawn.Classification<double>(300, 4, 2, 5);
        using var trainer = new Trainer<double>(model, new SoftmaxCrossEntropy(LabelSmoothing: 0.2), new Adam(0.01),
            new() { BestBy = measure, Threads = 2 });
        TrainingHistory history = trainer.Fit(training, validation, 12, null, Cancel);
        double[] p = new double[600];
        model.Predict(validation.Inputs.Span, p);
        int[] labels = [.. validation.Targets.ToArray().Select(y => (int)y)];
        var report = new ClassificationReport(labels, p, ["a", "b"]);
        double expected = measure switch
        {
            EpochMeasure.Error => 1 - report.Accuracy,
            EpochMeasure.CrossEntropy => ProbabilityScores.LogLoss(labels, p, 2),
            _ => 1 - Ranking.RocAuc([.. labels.Select(label => label == 1)], [.. p.Where((_, i) => i % 2 == 1)]),
        };
        Assert.Equal(expected, history.Best.Measure!.Value, 1e-12);
        Assert.Equal(history.Epochs.Min(epoch => epoch.Measure), history.Best.Measure);
    }

    [Fact]
    public void NumbersByTheRootOfTheirSquaredErrors()
    {
        using Model<double> model = Model.Create<double>(new(4, new Dense(1)), 2);
        using var trainer = new Trainer<double>(model, new HalfSquaredError(), new Sgd(0.01),
            new() { BestBy = EpochMeasure.RootMeanSquaredError });
        TrainingHistory history = trainer.Fit(Drawn.Regression<double>(30, 4, 1), Drawn.Regression<double>(20, 4, 1, 3), 4, null, Cancel);
        Assert.All(history.Epochs, epoch => Assert.Equal(Math.Sqrt(2 * epoch.ValidationLoss!.Value), epoch.Measure!.Value, 1e-12));
    }

    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, 1)]
    public void OfEqualEpochsTheLastOrTheFirst(bool last, int expected)
    {
        using Model<double> model = Model.Create<double>(new(4, new Dense(2)), 2);
        using var trainer = new Trainer<double>(model, new SoftmaxCrossEntropy(), new Sgd(0),
            new() { BestBy = EpochMeasure.Error, LastOfTies = last });
        Assert.Equal(expected,
            trainer.Fit(Drawn.Classification<double>(30, 4, 2), Drawn.Classification<double>(20, 4, 2, 3), 6, null, Cancel).BestEpoch);
    }

    [Fact]
    public void AMeasureThatDoesNotFitIsRefused()
    {
        using Model<double> model = Model.Create<double>(new(4, new Dense(1)), 2);
        using var trainer = new Trainer<double>(model, new HalfSquaredError(), new Sgd(0.01), new() { BestBy = EpochMeasure.Error });
        string message = Assert.Throws<ArgumentException>(
            () => trainer.Fit(Drawn.Regression<double>(9, 4, 1), Drawn.Regression<double>(9, 4, 1), 1, null, Cancel)).Message;
        Assert.Equal(
            "Error cannot decide which epoch is best: " +
                "it needs two classes or more, and the network has 1 outputs for 1 target columns.", message);
    }

    // one weight, a gradient of 0: only decay moves it, by its schedule
    [Fact]
    public void DecayFollowsItsSchedule()
    {
        using Model<double> model = Model.Create<double>(new(1, new Dense(1, new Identity(), Bias: false)));
        model.Parameters.Write(0, [1]);
        using var trainer = new Trainer<double>(model, new HalfSquaredError(), new Sgd(0.5) { WeightDecay = 0.1 },
            new() { BatchSize = 1, DecaySchedule = new LinearRate() });
        trainer.Fit(new Samples<double>(new double[] { 0, 0 }, 1, new double[] { 0, 0 }, 1), null, 2, null, Cancel);
        Assert.Equal((1 - 0.05) * (1 - 0.05 * 0.75) * (1 - 0.05 * 0.5) * (1 - 0.05 * 0.25), model.Parameters.Get(0)[0, 0], 1e-15);
    }

    // dropped for the first half, then not at all: the second half's losses are those of a network without dropout
    [Fact]
    public void DropoutFollowsItsSchedule()
    {
        double Loss(Schedule? schedule)
        {
            using Model<double> model = Model.Create<double>(new(4, new Dropout(0.5), new Dense(1)), 2);
            using var trainer = new Trainer<double>(model, new HalfSquaredError(), new Sgd(0), new() { DropoutSchedule = schedule });
            return trainer.Fit(Drawn.Regression<double>(30, 4, 1), null, 1, null, Cancel).Epochs[0].TrainingLoss;
        }
        using Model<double> plain = Model.Create<double>(new(4, new Dropout(0), new Dense(1)), 2);
        using var without = new Trainer<double>(plain, new HalfSquaredError(), new Sgd(0));
        Assert.NotEqual(Loss(null), Loss(new ConstantRate(0)));
        Assert.Equal(without.Evaluate(Drawn.Regression<double>(30, 4, 1)), Loss(new ConstantRate(0)), 1e-14);
    }
}
