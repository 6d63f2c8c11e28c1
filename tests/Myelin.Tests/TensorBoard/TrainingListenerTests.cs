using Myelin.TensorBoard;
using Myelin.Tests.Engine;
using Myelin.Tests.Files;

namespace Myelin.Tests.TensorBoard;

/// <summary>What a writer keeps of a training: the numbers of its history, by its steps; and it changes none of them.</summary>
public sealed class TrainingListenerTests : IDisposable
{
    const int Rows = 48, Batch = 8, Steps = Rows / Batch;

    readonly TemporaryFolder _folder = new();

    static Samples<float> Samples { get; } = Drawn.Regression<float>(Rows, 4, 1);

    static Network Network { get; } = new(4, new Dense(8), new BatchNorm(), new Activation(new Tanh()), new Dense(1));

    string Run => _folder.File("run");

    public void Dispose() => _folder.Dispose();

    static (TrainingHistory History, string Digest) Fit(Action<Trainer> listen, int epochs, TrainingOptions? options = null)
    {
        using Model<float> model = Model.Create(Network);
        using var trainer = new Trainer(model, new MeanSquaredError(), new Adam(), options ?? new() { BatchSize = Batch });
        listen(trainer);
        TrainingHistory history = trainer.Fit(Samples, Samples, epochs);
        return (history, WeightDigest.Of([model.Parameters]));
    }

    (TrainingHistory History, string Digest) Written(int epochs, TrainingOptions? options = null, Action<Trainer>? more = null)
    {
        using var writer = new TensorBoardWriter(Run) { HistogramEpochs = 2 };
        return Fit(trainer =>
        {
            writer.Listen(trainer);
            more?.Invoke(trainer);
        }, epochs, options);
    }

    EventValue[] Tagged(string tag) => [.. EventFile.Run(Run).Where(value => value.Tag == tag)];

    [Fact]
    public void WeightsAreTheSameBits() => Assert.Equal(Fit(_ => { }, 5).Digest, Written(5).Digest);

    [Fact]
    public void ScalarsAreThoseOfTheHistoryByItsSteps()
    {
        var options = new TrainingOptions
        {
            BatchSize = Batch,
            BestBy = EpochMeasure.RootMeanSquaredError,
            Schedule = new ExponentialDecay(0.9),
        };
        TrainingHistory history = Written(5, options).History;
        Assert.Equal(Enumerable.Range(1, 5).Select(epoch => (long)epoch * Steps), history.Epochs.Select(epoch => epoch.Steps));
        Expect("loss/train", epoch => epoch.TrainingLoss);
        Expect("loss/validation", epoch => epoch.ValidationLoss!.Value);
        Expect("metric/measure", epoch => epoch.Measure!.Value);
        Expect("optimizer/learning_rate", epoch => epoch.LearningRate);
        Expect("epoch", epoch => epoch.Epoch);
        Assert.Empty(Tagged("loss/running"));
        Assert.Equal($"All epochs are done. Best epoch: {history.BestEpoch}.", Assert.Single(Tagged("end")).Text);

        void Expect(string tag, Func<TrainingProgress, double> value) => Assert.Equal(
            history.Epochs.Select(epoch => (epoch.Steps, (float)value(epoch))), Tagged(tag).Select(one => (one.Step, one.Scalar)));
    }

    [Fact]
    public void HistogramsAreOfEachBlockAndItsGradient()
    {
        var weights = new List<float[,]>();
        var gradients = new List<float[,]>();
        var norms = new List<double>();
        Written(5, more: trainer => trainer.Events += (_, happened) =>
        {
            if (happened is not TrainingEvent.EpochEnded) return;
            weights.Add(trainer.Model.Parameters.Get(0));
            gradients.Add(trainer.Gradients!.Get(0));
            norms.Add(trainer.GradientNorm);
        });
        string[] blocks = [.. Network.Blocks().Select(block => block.Name)],
            trained = [.. Network.Blocks().Where(block => block.Role != ParameterRole.Statistic).Select(block => block.Name)];
        Assert.True(trained.Length < blocks.Length);
        EventValue[] all = EventFile.Run(Run);
        Assert.Equal(blocks.Select(block => $"weights/{block}").Concat(trained.Select(block => $"gradients/{block}")),
            all.Where(value => value.Plugin == "histograms").Select(value => value.Tag).Distinct());
        Expect(weights, $"weights/{blocks[0]}");
        Expect(gradients, $"gradients/{blocks[0]}");
        Assert.Equal([(float)norms[0], (float)norms[2], (float)norms[4]], Tagged("optimizer/gradient_norm").Select(one => one.Scalar));

        void Expect(List<float[,]> numbers, string tag)
        {
            EventValue[] values = Tagged(tag);
            Assert.Equal([Steps, 3 * Steps, 5 * Steps], values.Select(value => value.Step));
            for (int i = 0; i < 3; i++)
            {
                float[] expected = [.. numbers[2 * i].Cast<float>()];
                Assert.Equal((expected.Min(), expected.Max()), (values[i].Numbers[0], values[i].Numbers[^2]));
                Assert.Equal(expected.Length, values[i].Numbers.Chunk(3).Sum(bucket => bucket[2]));
            }
        }
    }

    [Fact]
    public void LayersAreDescribedByTheLastBatch()
    {
        var snapshots = new List<IReadOnlyList<LayerSnapshot>>();
        Written(3, more: trainer => trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.EpochEnded) snapshots.Add(trainer.Snapshot());
        });
        for (int i = 0; i < Network.Layers.Count; i++)
        {
            Expect($"outputs/layers.{i}.deviation", layer => layer.Outputs.Deviation, i);
            Expect($"outputs/layers.{i}.zeros", layer => layer.Outputs.Zeros, i);
            Expect($"outputs/layers.{i}.gradient_deviation", layer => layer.Gradients!.Deviation, i);
        }

        void Expect(string tag, Func<LayerSnapshot, double> value, int layer) => Assert.Equal(
            [(Steps, (float)value(snapshots[0][layer])), (3L * Steps, (float)value(snapshots[2][layer]))],
            Tagged(tag).Select(one => (one.Step, one.Scalar)));
    }

    [Fact]
    public void ATrainingHasAboutTwentyFiveHistograms()
    {
        using (var writer = new TensorBoardWriter(Run)) Fit(trainer => writer.Listen(trainer), 60);
        Assert.Equal(20, Tagged("weights/layers.0.weight").Length);
    }

    [Fact]
    public void AMetricHasItsOwnNameAndUnit()
    {
        using (var writer = new TensorBoardWriter(Run))
            Fit(trainer => writer.Listen(trainer, epoch => epoch.Epoch == 1 ? null : ("RMSE", 100 + epoch.Epoch)), 3);
        Assert.Equal([102, 103], Tagged("metric/RMSE").Select(value => value.Scalar));
    }

    // parts of an epoch: where rows come in blocks, and where a state is written
    [Fact]
    public void PartsOfAnEpochAreALossOfTheirOwn()
    {
        using (var writer = new TensorBoardWriter(Run))
        {
            using Model<float> model = Model.Create(Network);
            using var trainer = new Trainer(model, new MeanSquaredError(), new Adam(), new() { BatchSize = Batch, MixedRows = 2 * Batch });
            writer.Listen(trainer);
            trainer.Fit(new Blocks(), null, 2);
        }
        Assert.Equal([2, 4, 8, 10], Tagged("loss/running").Select(value => value.Step));
        Assert.Equal([6, 12], Tagged("loss/train").Select(value => value.Step));
    }

    [Fact]
    public void AResumedTrainingContinuesInANewFile()
    {
        Keep(3);
        Keep(5, resume: true);
        Assert.Equal(2, EventFile.In(Run).Length);
        Assert.Equal(Enumerable.Range(1, 5).Select(epoch => (long)epoch * Steps), Tagged("loss/train").Select(value => value.Step));
        Assert.Equal([Steps, 4 * Steps], Tagged("session_log").Select(value => value.Step));
        Assert.All(Tagged("session_log"), log => Assert.Equal(1, log.Type));

        void Keep(int last, bool resume = false) => Written(9, more: trainer =>
        {
            trainer.Checkpoints = new(_folder.File("states")) { EveryEpochs = 1, Resume = resume };
            trainer.Callbacks.Add(epoch => epoch.Epoch < last);
        });
    }

    [Fact]
    public void TheEndIsSaidWhateverItIs()
    {
        using (var writer = new TensorBoardWriter(Run))
        {
            using Model<float> model = Model.Create(Network);
            using var trainer = new Trainer(model, new MeanSquaredError(), new Sgd(1e30), new() { BatchSize = Batch });
            writer.Listen(trainer);
            Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Samples, null, 5));
        }
        Assert.StartsWith("Training diverged: the loss or a parameter is not a finite number in epoch 1", Assert.Single(Tagged("end")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OptimizersOfAllRowsAndDoublesAreWrittenToo()
    {
        using (var writer = new TensorBoardWriter(Run))
        {
            using Model<double> model = Model.Create<double>(new Network(4, new Dense(3, new Tanh()), new Dense(1)));
            using var trainer = new Trainer<double>(model, new MeanSquaredError(), new Lbfgs());
            writer.Listen(trainer);
            trainer.Fit(Drawn.Regression<double>(Rows, 4, 1), null, 4);
        }
        Assert.Equal([1, 2, 3, 4], Tagged("loss/train").Select(value => value.Step));
        Assert.Equal([1, 2, 3, 4], Tagged("gradients/layers.0.weight").Select(value => value.Step));
    }

    // an epoch takes what it takes, however many steps it makes
    [Fact]
    public void StepsTakeNoMemoryWhereAWriterListens()
    {
        using var writer = new TensorBoardWriter(Run);
        using Model<float> model = Model.Create(Network);
        // the order of the rows is 4 bytes each; an object a step would be 11 kB
        Assert.InRange(Taken(10 * Rows) - Taken(Batch), -5000, 5000);

        long Taken(int rows) => Enumerable.Range(0, 20).Min(_ =>
        {
            Samples<float> samples = Drawn.Regression<float>(rows, 4, 1);
            using var trainer = new Trainer(model, new MeanSquaredError(), new Sgd(1e-9), new() { BatchSize = 2, Threads = 1 });
            writer.Listen(trainer);
            // what a trainer and its first epochs take
            trainer.Fit(samples, null, 2);
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Fit(samples, null, 2);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    sealed class Blocks : ISampleBlocks<float>
    {
        public int InputColumns => 4;

        public int TargetColumns => 1;

        public IReadOnlyList<int> BlockRows { get; } = [2 * Batch, 2 * Batch, 2 * Batch];

        public Samples<float> Read(int block) => new(
            Samples.Inputs.Slice(block * 2 * Batch * InputColumns, 2 * Batch * InputColumns), InputColumns,
            Samples.Targets.Slice(block * 2 * Batch, 2 * Batch), TargetColumns);
    }
}
