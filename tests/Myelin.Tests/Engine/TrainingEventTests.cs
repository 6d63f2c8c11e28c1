using Myelin.Tests.Files;

namespace Myelin.Tests.Engine;

/// <summary>
/// One stream tells what happens in a training, in the order in which it happens, and costs nothing where nobody listens.
/// </summary>
public sealed class TrainingEventTests : IDisposable
{
    const int Rows = 48, Batch = 8;

    readonly Model<float> _model = Model.Create(new Network(4, new Dense(8, new Tanh()), new Dense(1)));
    readonly TemporaryFolder _folder = new();
    readonly CancellationTokenSource _source = new();
    readonly List<string> _told = [];

    static Samples<float> Samples { get; } = Drawn.Regression<float>(Rows, 4, 1);

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
        _model.Dispose();
    }

    Trainer NewTrainer(TrainingOptions? options = null, double rate = 0.05)
    {
        var trainer = new Trainer(_model, new MeanSquaredError(), new Sgd(rate), options ?? new() { BatchSize = Batch });
        trainer.Events += (sender, happened) =>
        {
            Assert.Same(trainer, sender);
            _told.Add(Word(happened));
        };
        return trainer;
    }

    static string Word(TrainingEvent happened) => happened switch
    {
        TrainingEvent.Began began => $"began {began.Epochs}",
        TrainingEvent.Stepped steps => $"step {steps.Epoch}/{steps.Step}",
        TrainingEvent.Validated judged => $"validated {judged.Epoch}",
        TrainingEvent.EpochEnded epoch => $"epoch {epoch.Progress.Epoch}",
        TrainingEvent.Checkpointed state => $"{state.Notice.Event}",
        TrainingEvent.Ended { Error: { } error } => error.GetType().Name,
        TrainingEvent.Ended ended => $"{ended.History!.End}",
        _ => "?",
    };

    TrainingHistory Fit(Trainer trainer, int epochs, Samples<float>? validation = null) =>
        trainer.Fit(Samples, validation, epochs, null, _source.Token);

    // the rate is far too high, so that a later epoch is worse than the best
    [Fact]
    public void AListenerThatThrowsEndsTheTrainingAndTheBestIsKept()
    {
        using Trainer trainer = NewTrainer(new() { BatchSize = Batch }, rate: 0.9);
        var losses = new List<double>();
        trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.EpochEnded { Progress: var made }) losses.Add(made.ValidationLoss!.Value);
            if (losses.Count > 3 && losses[^1] > losses.Min()) throw new InvalidTimeZoneException();
        };
        Assert.Throws<InvalidTimeZoneException>(() => Fit(trainer, 200, Samples));
        Assert.Equal(losses.Min(), trainer.Evaluate(Samples), 1e-6);
        Assert.Equal(nameof(InvalidTimeZoneException), _told[^1]);
    }

    [Fact]
    public void AnEpochIsSteppedValidatedAndEnded()
    {
        using Trainer trainer = NewTrainer();
        TrainingHistory history = Fit(trainer, 2, Samples);
        Assert.Equal(
            ["began 2", "step 1/6", "validated 1", "epoch 1", "step 2/6", "validated 2", "epoch 2", "AllEpochs"], _told);
        Assert.Equal(2, history.Epochs.Count);
    }

    [Fact]
    public void EventsHaveTheNumbersOfTheHistory()
    {
        var (losses, measures, epochs) = (new List<double>(), new List<double>(), new List<TrainingProgress>());
        using Trainer trainer = NewTrainer();
        trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.Stepped steps) losses.Add(steps.Loss);
            if (happened is TrainingEvent.Validated judged) measures.Add(judged.Measure);
            if (happened is TrainingEvent.EpochEnded epoch) epochs.Add(epoch.Progress);
        };
        TrainingHistory history = Fit(trainer, 3, Samples);
        Assert.Equal(history.Epochs, epochs);
        Assert.Equal(history.Epochs.Select(epoch => epoch.TrainingLoss), losses);
        Assert.Equal(history.Epochs.Select(epoch => epoch.Measure!.Value), measures);
    }

    [Fact]
    public void CheckpointsAreToldWhereTheyAreWrittenAndRead()
    {
        using (Trainer first = NewTrainer())
        {
            first.Checkpoints = new(_folder.ToString()) { EveryEpochs = 1 };
            first.Callbacks.Add(made => made.Epoch < 2);
            Fit(first, 3);
        }
        Assert.Equal(["began 3", "step 1/6", "epoch 1", "Written", "step 2/6", "epoch 2", "Written", "Stopped"], _told);
        _told.Clear();
        using Trainer second = NewTrainer();
        second.Checkpoints = new(_folder.ToString()) { EveryEpochs = 1, Resume = true };
        Fit(second, 3);
        Assert.Equal(["began 3", "Resumed", "step 3/6", "epoch 3", "Written", "AllEpochs"], _told);
    }

    [Fact]
    public void AFolderThatIsRefusedEndsIt()
    {
        using (Trainer first = NewTrainer())
        {
            first.Checkpoints = new(_folder.ToString()) { EveryEpochs = 1 };
            Fit(first, 1);
        }
        _told.Clear();
        using Trainer second = NewTrainer();
        second.Checkpoints = new(_folder.ToString());
        Assert.Throws<InvalidFileException>(() => Fit(second, 1));
        Assert.Equal(["began 1", "InvalidFileException"], _told);
    }

    [Fact]
    public void AnEarlyStopIsAnEnd()
    {
        using Trainer trainer = NewTrainer(new() { BatchSize = Batch, Patience = 1, MinimumImprovement = 1e6 });
        Fit(trainer, 9, Samples);
        Assert.Equal(["began 9", "step 1/6", "validated 1", "epoch 1", "step 2/6", "validated 2", "epoch 2", "EarlyStop"], _told);
    }

    [Fact]
    public void ACancellationBeforeAnEpochIsDoneIsAnError()
    {
        using Trainer trainer = NewTrainer();
        _source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Fit(trainer, 2));
        Assert.Equal(["began 2", "OperationCanceledException"], _told);
    }

    [Fact]
    public void ACancellationInAHandlerEndsTheTraining()
    {
        using Trainer trainer = NewTrainer();
        trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.EpochEnded) _source.Cancel();
        };
        Fit(trainer, 9);
        Assert.Equal(["began 9", "step 1/6", "epoch 1", "Stopped"], _told);
    }

    [Fact]
    public void ADivergenceIsToldWithItsHistory()
    {
        TrainingHistory? told = null;
        using Trainer trainer = NewTrainer(rate: 1e30);
        trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.Ended ended) told = ended.History;
        };
        TrainingDivergedException error = Assert.Throws<TrainingDivergedException>(() => Fit(trainer, 2));
        Assert.Equal(["began 2", "step 1/6", "TrainingDivergedException"], _told);
        Assert.Same(error.History, told);
    }

    [Fact]
    public void AFullBatchIsAStep()
    {
        using var trainer = new Trainer(_model, new MeanSquaredError(), new Lbfgs());
        trainer.Events += (_, happened) => _told.Add(Word(happened));
        Fit(trainer, 2);
        Assert.Equal(["began 2", "step 1/1", "epoch 1", "step 2/1", "epoch 2", "AllEpochs"], _told);
    }

    // handlers, then the progress of Fit, then callbacks; and whoever is told of states
    [Fact]
    public void AllListenersAreOnOneStream()
    {
        using Trainer trainer = NewTrainer();
        trainer.Checkpoints = new(_folder.ToString()) { EveryEpochs = 1, Told = notice => _told.Add($"told {notice.Event}") };
        trainer.Callbacks.Add(made =>
        {
            _told.Add($"callback {made.Epoch}");
            return true;
        });
        trainer.Fit(Samples, null, 1, new Now(made => _told.Add($"progress {made.Epoch}")), _source.Token);
        Assert.Equal(["began 1", "step 1/6", "epoch 1", "progress 1", "callback 1", "Written", "told Written", "AllEpochs"], _told);
    }

    [Fact]
    public void AHandlerThatThrowsEndsTheTrainingAndIsToldNoMore()
    {
        using Trainer trainer = NewTrainer();
        trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.EpochEnded) throw new InvalidTimeZoneException();
        };
        Assert.Throws<InvalidTimeZoneException>(() => Fit(trainer, 2));
        Assert.Equal(["began 2", "step 1/6", "epoch 1", nameof(InvalidTimeZoneException)], _told);
        // and the model is free for another training
        Assert.True(double.IsFinite(trainer.Step(Drawn.Regression<float>(Batch, 4, 1))));
    }

    [Fact]
    public void AHandlerMayLookAtLayers()
    {
        var snapshots = new List<IReadOnlyList<LayerSnapshot>>();
        using Trainer trainer = NewTrainer(new() { BatchSize = Rows, Shuffle = false });
        Assert.Empty(trainer.Snapshot());
        var before = new float[Rows];
        _model.Predict(Samples.Inputs.Span, before);
        trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.Stepped) snapshots.Add(trainer.Snapshot());
        };
        Fit(trainer, 1);
        LayerSnapshot last = Assert.Single(snapshots)[^1];
        Assert.Equal(_model.Network.Layers, snapshots[0].Select(layer => layer.Layer));
        // outputs are those before the step; δ of a mean squared error is 2 (ŷ − y) / N
        float[] delta = [.. before.Zip(Samples.Targets.ToArray(), (y, target) => 2 * (y - target) / Rows)];
        Assert.Equal(before.Average(), last.Outputs.Mean, 1e-6);
        Assert.Equal((before.Min(), before.Max()), ((float)last.Outputs.Smallest, (float)last.Outputs.Largest));
        Assert.Equal(delta.Average(), last.Gradients!.Mean, 1e-6);
        Assert.Equal(Math.Sqrt(delta.Average(d => d * d) - delta.Average() * delta.Average()), last.Gradients.Deviation, 1e-5);
        Assert.Equal(0, last.Gradients.Zeros);
    }

    [Fact]
    public void ZerosAreAShare()
    {
        using Model<float> model = Model.Create(new Network(4, new Dense(64, new Relu()), new Dense(1)));
        using var trainer = new Trainer(model, new MeanSquaredError(), new Sgd(0.05), new() { BatchSize = Rows });
        trainer.Step(Samples);
        Assert.InRange(trainer.Snapshot()[0].Outputs.Zeros, 0.2, 0.8);
    }

    // a Fit takes what it takes, however many steps it makes
    [Fact]
    public void StepsOfAFitTakeNoMemoryWhereNobodyListens()
    {
        Assert.Equal(Taken(Batch), Taken(1));

        long Taken(int batch)
        {
            using var trainer = new Trainer(_model, new MeanSquaredError(), new Sgd(1e-9), new() { BatchSize = batch, Threads = 1 });
            return AllocationTests.Taken(() => Fit(trainer, 2));
        }
    }

    sealed class Now(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }
}
