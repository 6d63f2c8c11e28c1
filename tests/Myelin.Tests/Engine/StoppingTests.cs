namespace Myelin.Tests.Engine;

/// <summary>A cancelled training that has done no epoch throws; one that is stopped keeps what it has learned.</summary>
public sealed class StoppingTests : IDisposable
{
    const int Rows = 64, Batch = 4;

    readonly Model<float> _model = Model.Create(new Network(4, new Dense(16, new Tanh()), new Dense(1)));
    readonly CancellationTokenSource _source = new();

    static Samples<float> Samples { get; } = Drawn.Regression<float>(Rows, 4, 1);

    // asked for its rate at each step, it cancels at one
    sealed record At(int Step, CancellationTokenSource Source) : Schedule
    {
        public override double Factor(ScheduleTime time)
        {
            if (time.Now == Step) Source.Cancel();
            return 1;
        }
    }

    Trainer NewTrainer(int step, int batch = Batch) =>
        new(_model, new MeanSquaredError(), new Sgd(0.1), new() { BatchSize = batch, Schedule = new At(step, _source) });

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(9)]
    public void CancelledInTheFirstEpochItThrowsAndTheModelIsAsBefore(int step)
    {
        float[,] before = _model.Parameters.Get(0);
        using Trainer trainer = NewTrainer(step);
        if (step < 0) _source.Cancel();
        OperationCanceledException error =
            Assert.Throws<OperationCanceledException>(() => trainer.Fit(Samples, null, 5, null, _source.Token));
        Assert.Equal(_source.Token, error.CancellationToken);
        Assert.Equal(before, _model.Parameters.Get(0));
        // and it begins anew with the order of rows that it would have had
        Assert.Equal(5, trainer.Train(Samples, 5).Epochs.Count);
    }

    // whatever the cut epoch has learned, it is not measured: the best is that of the first
    [Theory]
    [InlineData(Rows / Batch + 3)]
    [InlineData(2 * Rows / Batch - 1)] // in its last step, so that only measuring is left
    public void CancelledLaterItGivesTheBestSoFar(int step)
    {
        float[,]? first = null;
        using Trainer trainer = NewTrainer(step);
        TrainingHistory history = trainer.Fit(Samples, Samples, 5, new Now(_ => first ??= _model.Parameters.Get(0)), _source.Token);
        Assert.Equal((1, 1, TrainingEnd.Stopped), (history.Epochs.Count, history.BestEpoch, history.End));
        Assert.Equal(first, _model.Parameters.Get(0));
    }

    // an epoch whose last step is made is done
    [Theory]
    [InlineData(Rows, 0, false)]
    [InlineData(Rows, 0, true)]
    [InlineData(Batch, Rows / Batch - 1, false)]
    public void CancelledInItsLastStepTheFirstEpochIsKept(int batch, int step, bool judged)
    {
        float[,] before = _model.Parameters.Get(0);
        using Trainer trainer = NewTrainer(step, batch);
        TrainingHistory history = trainer.Fit(Samples, judged ? Samples : null, 5, null, _source.Token);
        Assert.Equal((1, 1, TrainingEnd.Stopped), (history.Epochs.Count, history.BestEpoch, history.End));
        Assert.Null(history.Epochs[0].ValidationLoss);
        Assert.NotEqual(before, _model.Parameters.Get(0));
    }

    // a time that is over is no hurry: what was learned by then may be the best
    [Fact]
    public void StoppedLaterTheCutEpochIsMeasured()
    {
        using Trainer trainer = NewTrainer(Rows / Batch + 3);
        trainer.StopToken = _source.Token;
        TrainingHistory history = trainer.Fit(Samples, Samples, 5);
        Assert.Equal((2, TrainingEnd.Stopped), (history.Epochs.Count, history.End));
        Assert.NotNull(history.Epochs[1].ValidationLoss);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(3, 1)]
    public void StoppedInTheFirstEpochItKeepsWhatItHasLearned(int step, int epochs)
    {
        float[,] before = _model.Parameters.Get(0);
        using Trainer trainer = NewTrainer(step);
        trainer.StopToken = _source.Token;
        if (step < 0) _source.Cancel();
        TrainingHistory history = trainer.Train(Samples, 5);
        Assert.Equal((epochs, TrainingEnd.Stopped), (history.Epochs.Count, history.End));
        Assert.Equal(step < 0, before.Cast<float>().SequenceEqual(_model.Parameters.Get(0).Cast<float>()));
    }

    [Fact]
    public void WhereBothComeCancellationThrows()
    {
        using Trainer trainer = NewTrainer(3);
        trainer.StopToken = _source.Token;
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Samples, null, 5, null, _source.Token));
    }

    sealed class Now(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }

    public void Dispose()
    {
        _model.Dispose();
        _source.Dispose();
    }
}
