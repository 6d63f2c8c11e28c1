using Myelin.Explain;
namespace Myelin.Tests.Engine;

/// <summary>
/// One training at a time changes a model; whoever comes between gets a sentence at once, and callbacks may do as they like.
/// </summary>
public sealed class TurnTests : IDisposable
{
    static readonly Network s_network = new(4, new Dense(16, new Tanh()), new Dense(1));

    readonly Model<float> _model = Model.Create(s_network);

    static Samples<float> Rows { get; } = Drawn.Regression<float>(64, 4, 1);

    Trainer NewTrainer(TrainingOptions? options = null) => new(_model, new MeanSquaredError(), new Adam(), options);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ASecondTrainingIsRefusedAtOnce(int threads)
    {
        using Trainer first = NewTrainer(new() { Threads = threads }), second = NewTrainer();
        using var inside = new ManualResetEventSlim();
        using var tried = new ManualResetEventSlim();
        first.Callbacks.Add(_ =>
        {
            inside.Set();
            return !tried.IsSet;
        });
        TrainingHistory? history = null;
        var thread = new Thread(() => history = first.Train(Rows, 1_000_000)) { IsBackground = true };
        thread.Start();
        inside.Wait(TestContext.Current.CancellationToken);
        foreach (Trainer trainer in new[] { first, second })
        {
            Assert.StartsWith("This model is in training already",
                Assert.Throws<InvalidOperationException>(() => trainer.Train(Rows, 1)).Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => trainer.Step(Rows.Select([0, 1])));
        }
        tried.Set();
        thread.Join();
        Assert.Equal(TrainingEnd.Stopped, history!.End);
        Assert.Equal(2, second.Train(Rows, 2).Epochs.Count);
    }

    [Fact]
    public void ACallbackMayReadAndWriteButNotTrain()
    {
        using Trainer trainer = NewTrainer(), other = NewTrainer();
        using var folder = new Files.TemporaryFolder();
        int epochs = 0;
        trainer.Callbacks.Add(_ =>
        {
            epochs++;
            Assert.Throws<InvalidOperationException>(() => trainer.Train(Rows, 1));
            Assert.Throws<InvalidOperationException>(() => trainer.Step(Rows.Select([0])));
            Assert.Throws<InvalidOperationException>(() => other.Step(Rows.Select([0])));
            // on any thread
            float[] here = _model.Predict([1, 2, 3, 4]), there = [];
            var thread = new Thread(() => there = _model.Predict([1, 2, 3, 4])) { IsBackground = true };
            thread.Start();
            thread.Join();
            Assert.Equal(here, there);
            Assert.True(double.IsFinite(trainer.Evaluate(Rows)) && double.IsFinite(other.Evaluate(Rows)) && trainer.GradientNorm > 0);
            _model.Save(folder.File("epoch.safetensors"));
            if (epochs == 3) return true;
            _model.Parameters.Write("layers.0.bias", new float[16]);
            Assert.Equal(0, _model.Parameters.Get("layers.0.bias")[0, 3]);
            return true;
        });
        trainer.Train(Rows, 3);
        Assert.Equal(3, epochs);
        // and the training goes on from what was written
        Assert.NotEqual(0, _model.Parameters.Get("layers.0.bias")[0, 3]);
    }

    [Fact]
    public void WhoeverReadsWhileAnotherThreadTrainsIsToldOrReadsOneMoment()
    {
        using Trainer trainer = NewTrainer();
        using var begun = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        trainer.StopToken = stop.Token;
        trainer.Callbacks.Add(_ =>
        {
            begun.Set();
            return true;
        });
        var thread = new Thread(() => trainer.Train(Rows, 1_000_000)) { IsBackground = true };
        thread.Start();
        begun.Wait(TestContext.Current.CancellationToken);
        int refused = 0;
        while (refused < 6)
        {
            refused = 0;
            foreach (Action read in (Action[])
            [
                () => _model.Predict([1, 2, 3, 4]), () => _model.Parameters.Get(0), () => _model.Parameters.Write(1, new float[16]),
                () => trainer.Evaluate(Rows), () => _ = trainer.GradientNorm, () => _model.Parameters.Initialize(3),
            ])
            {
                Exception? error = Record.Exception(read);
                if (error is InvalidOperationException) refused++;
                else Assert.Null(error);
            }
        }
        stop.Cancel();
        thread.Join();
        Assert.Single(_model.Predict([1, 2, 3, 4]));
    }

    [Fact]
    public void AFailedTrainingGivesItsTurnBack()
    {
        using Trainer trainer = NewTrainer();
        int calls = 0;
        trainer.Callbacks.Add(_ => calls++ == 0 ? throw new NotSupportedException("mine") : true);
        Assert.Throws<NotSupportedException>(() => trainer.Train(Rows, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Train(Rows, 0));
        Assert.Equal(3, trainer.Train(Rows, 3).Epochs.Count);
        Assert.Single(_model.Predict([1, 2, 3, 4]));
    }

    [Fact]
    public void ATracedTrainingTakesItsTurnToo()
    {
        using Trainer trainer = NewTrainer();
        using var traced = new TracedTraining<float>(_model, new MeanSquaredError(), new Adam(), Rows);
        trainer.Callbacks.Add(_ =>
        {
            float[,] before = _model.Parameters.Get(0);
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => traced.Step());
            Assert.StartsWith("This model is in training already", error.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => traced.Trace());
            Assert.Equal(before, _model.Parameters.Get(0));
            return true;
        });
        trainer.Train(Rows, 1);
        Assert.True(traced.Step() > traced.Step());
        Assert.Equal(2, traced.Steps);
        _model.Dispose();
        Assert.Equal("Model", Assert.Throws<ObjectDisposedException>(() => traced.Step()).ObjectName);
    }

    // they are computed when they are asked for, and change no parameter
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadingGradientsDisturbsNoPrediction(bool inCallback)
    {
        using Trainer trainer = NewTrainer();
        trainer.Step(Rows.Select([0, 1, 2]));
        if (!inCallback) Read();
        trainer.Callbacks.Add(_ =>
        {
            if (inCallback) Read();
            return true;
        });
        trainer.Train(Rows, 1);

        void Read()
        {
            (bool ends, int predicted, Exception? error) = (false, 0, null);
            void Predict()
            {
                for (; !Volatile.Read(ref ends); Interlocked.Increment(ref predicted)) _model.Predict([1, 2, 3, 4]);
            }
            var thread = new Thread(() => error = Record.Exception(Predict)) { IsBackground = true };
            thread.Start();
            while (Volatile.Read(ref predicted) < 2000 && thread.IsAlive)
            {
                Assert.True(trainer.GradientNorm > 0);
                Assert.NotNull(trainer.Gradients);
            }
            Volatile.Write(ref ends, true);
            thread.Join();
            Assert.Null(error);
        }
    }

    public void Dispose() => _model.Dispose();
}
