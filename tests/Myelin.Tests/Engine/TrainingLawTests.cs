namespace Myelin.Tests.Engine;

/// <summary>What holds for every training: what it gives back, when it ends, what it leaves alone.</summary>
public class TrainingLawTests
{
    static readonly Network s_network = new(6, new Dense(24, new Tanh()), new Dense(3));

    static Samples<float> Training { get; } = Drawn.Classification<float>(60, 6, 3, 1);

    // other noise: what is learned of the first makes these worse
    static Samples<float> Validation { get; } = Drawn.Classification<float>(40, 6, 3, 2);

    [Fact]
    public void EarlyStoppingGivesBackTheBestWeights()
    {
        using Model<float> model = Model.Create(s_network);
        using Trainer<float> trainer = New(model, new() { Patience = 4 });
        TrainingHistory history = Fit(trainer, Training, Validation, 500);
        Assert.Equal(TrainingEnd.EarlyStop, history.End);
        Assert.Equal(history.BestEpoch + 4, history.Epochs.Count);
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), history.Best.ValidationLoss);
        Assert.NotEqual(history.Epochs[^1].ValidationLoss, history.Best.ValidationLoss);
        Assert.Equal(history.Best.ValidationLoss!.Value, trainer.Evaluate(Validation));
    }

    [Fact]
    public void CancellationKeepsTheBestSoFar()
    {
        using var cancellation = new CancellationTokenSource();
        using Model<float> model = Model.Create(s_network);
        using Trainer<float> trainer = New(model, new());
        trainer.Callbacks.Add(progress =>
        {
            if (progress.Epoch == 30) cancellation.Cancel();
            return true;
        });
        TrainingHistory history = trainer.Fit(Training, Validation, 500, null, cancellation.Token);
        Assert.Equal((TrainingEnd.Stopped, 30), (history.End, history.Epochs.Count));
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss)!.Value, trainer.Evaluate(Validation));
    }

    [Fact]
    public void ACallbackCanStop()
    {
        using Model<float> model = Model.Create(s_network);
        using Trainer<float> trainer = New(model, new());
        trainer.Callbacks.Add(progress => progress.Epoch < 3);
        TrainingHistory history = Fit(trainer, Training, null, 10);
        Assert.Equal((TrainingEnd.Stopped, 3), (history.End, history.Epochs.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void CancelledBeforeItBeginsItChangesNothing(int threads)
    {
        using Model<float> model = Model.Create(s_network);
        string before = WeightDigest.Of(model.Parameters);
        using Trainer<float> trainer = New(model, new() { Threads = threads });
        Assert.Throws<OperationCanceledException>(
            () => trainer.Fit(Training, Validation, 500, null, new CancellationToken(canceled: true)));
        Assert.Equal(before, WeightDigest.Of(model.Parameters));
    }

    [Fact]
    public void TheValidationFractionIsHeldOut()
    {
        using Model<float> model = Model.Create(s_network);
        using Trainer<float> trainer = New(model, new() { ValidationFraction = 0.25 });
        TrainingHistory history = Fit(trainer, Training, null, 2);
        Assert.NotNull(history.Best.ValidationLoss);
        Assert.Equal(45 / 5, history.Epochs[0].Steps);
    }

    [Fact]
    public void TooFewRowsToHoldOutAreNamed()
    {
        using Model<float> model = Model.Create(s_network);
        using Trainer<float> trainer = New(model, new() { ValidationFraction = 0.1 });
        Assert.Contains("too few to hold out",
            Assert.Throws<ArgumentException>(() => Fit(trainer, Training.Select([0, 1]), null, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsOfZeroLearnNothing()
    {
        using Model<float> model = Model.Create(s_network);
        string before = WeightDigest.Of(model.Parameters);
        using Trainer<float> trainer = New(model, new());
        TrainingHistory history = Fit(trainer, new(Training.Inputs, 6, Training.Targets, 1, new float[Training.Rows]), null, 2);
        Assert.Equal((before, 0.0), (WeightDigest.Of(model.Parameters), history.Epochs[^1].TrainingLoss));
    }

    [Fact]
    public void ABatchLargerThanTheDataIsTheWholeData() => Assert.Single(new[] { 60, 61, 1000 }.Select(size =>
    {
        using Model<float> model = Model.Create(s_network);
        using Trainer<float> trainer = New(model, new() { BatchSize = size, DropLast = size > 60 });
        Assert.Equal(3, Fit(trainer, Training, null, 3).Epochs[^1].Steps);
        return WeightDigest.Of(model.Parameters);
    }).Distinct());

    [Fact]
    public void ARateOfZeroChangesNothing()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0), new Sgd(0, 0.9), new Adam(0), new AdamW(0) })
        {
            using Model<float> model = Model.Create(s_network);
            string before = WeightDigest.Of(model.Parameters);
            using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy(), optimizer);
            Fit(trainer, Training, null, 3);
            Assert.Equal(before, WeightDigest.Of(model.Parameters));
        }
    }

    [Theory]
    [InlineData(1e30f, 1)]
    [InlineData(-1e30f, 1)]
    [InlineData(1e30f, 2)]
    [InlineData(float.NaN, 1)]
    [InlineData(float.NaN, 2)]
    [InlineData(float.PositiveInfinity, 1)]
    public void AnInputBeyondReasonEndsInAClearErrorOrInFiniteWeights(float input, int threads)
    {
        foreach (IActivation activation in new IActivation[] { new Tanh(), new Relu(), new Softmax(), new Gelu() })
        {
            using Model<float> model = Model.Create(new Network(6, new Dense(24, activation), new Dense(3)));
            using var trainer = new Trainer<float>(model, new MeanSquaredError(), new Sgd(0.1), new() { Threads = threads });
            float[] inputs = [.. Training.Inputs.ToArray().Select((x, i) => i % 7 == 3 ? input : x)];
            try
            {
                Fit(trainer, new(inputs, 6, Drawn.Numbers<float>(60 * 3, 9), 3), null, 3);
            }
            catch (TrainingDivergedException diverged)
            {
                Assert.Contains("Training diverged: the loss or a parameter is not a finite number in epoch", diverged.Message,
                    StringComparison.Ordinal);
            }
            catch (ArgumentException refused) when (!float.IsFinite(input))
            {
                Assert.Contains("Inputs must be finite numbers, but row 0, column 3", refused.Message, StringComparison.Ordinal);
            }
            Assert.All(Enumerable.Range(0, model.Parameters.Blocks.Count), block =>
                Assert.All(model.Parameters.Get(block).Cast<float>(), weight => Assert.True(float.IsFinite(weight))));
        }
    }

    static TrainingHistory Fit(Trainer<float> trainer, Samples<float> training, Samples<float>? validation, int epochs) =>
        trainer.Fit(training, validation, epochs, null, TestContext.Current.CancellationToken);

    static Trainer<float> New(Model<float> model, TrainingOptions options) =>
        new(model, new SoftmaxCrossEntropy(), new Adam(0.02), options.BatchSize == 32 ? options with { BatchSize = 5 } : options);
}
