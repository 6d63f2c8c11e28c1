using Myelin.Activations;
using Myelin.Layers;
using Myelin.Losses;
using Myelin.Optimizers;
using Myelin.Schedules;

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

    Trainer NewTrainer(int step) => new(_model, new MeanSquaredError(), new Sgd(0.1), new() { BatchSize = Batch, Schedule = new At(step, _source) });

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(9)]
    public void CancelledInTheFirstEpochItThrowsAndTheModelIsAsBefore(int step)
    {
        float[,] before = _model.Parameters.Get(0);
        using Trainer trainer = NewTrainer(step);
        if (step < 0) _source.Cancel();
        OperationCanceledException error = Assert.Throws<OperationCanceledException>(() => trainer.Fit(Samples, null, 5, null, _source.Token));
        Assert.Equal(_source.Token, error.CancellationToken);
        Assert.Equal(before, _model.Parameters.Get(0));
        // and it begins anew with the order of rows that it would have had
        Assert.Equal(5, trainer.Train(Samples, 5).Epochs.Count);
    }

    [Fact]
    public void CancelledLaterItGivesTheBestSoFar()
    {
        using Trainer trainer = NewTrainer(Rows / Batch + 3);
        TrainingHistory history = trainer.Fit(Samples, Samples, 5, null, _source.Token);
        Assert.Equal((2, TrainingEnd.Stopped), (history.Epochs.Count, history.End));
        Assert.InRange(history.BestEpoch, 1, 2);
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

    public void Dispose()
    {
        _model.Dispose();
        _source.Dispose();
    }
}
