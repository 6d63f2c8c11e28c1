namespace Myelin.Tests.Engine;

/// <summary>How a training begins, goes on and ends.</summary>
public class FitTests
{
    static readonly Network s_network = new(2, new Dense(8, new Tanh()), new Dense(1));

    static Samples<double> Rows(int count)
    {
        var (inputs, targets) = (new double[count, 2], new double[count, 1]);
        for (int n = 0; n < count; n++)
        {
            (inputs[n, 0], inputs[n, 1]) = (Math.Sin(3 * n), Math.Cos(5 * n));
            targets[n, 0] = inputs[n, 0] * inputs[n, 1];
        }
        return new(inputs, targets);
    }

    static Trainer<double> NewTrainer(Optimizer optimizer, TrainingOptions? options = null) =>
        new(Model.Create<double>(s_network), new MeanSquaredError(), optimizer, options ?? new() { BatchSize = 7 });

    [Fact]
    public void GoingOnIsTheSameAsNotStopping()
    {
        using Trainer<double> whole = NewTrainer(new Adam(0.01)), parts = NewTrainer(new Adam(0.01));
        whole.Fit(Rows(40), null, 6, null, TestContext.Current.CancellationToken);
        parts.Fit(Rows(40), null, 2, null, TestContext.Current.CancellationToken);
        parts.Fit(Rows(40), null, 4, null, TestContext.Current.CancellationToken);
        Assert.Equal(WeightDigest.Of(whole.Model.Parameters), WeightDigest.Of(parts.Model.Parameters));
    }

    [Fact]
    public void LbfgsTakesAllRowsOfALaterFit()
    {
        using Trainer<double> first = NewTrainer(new Lbfgs());
        first.Fit(Rows(4), null, 20, null, TestContext.Current.CancellationToken);
        TrainingHistory later = first.Fit(Rows(40), null, 200, null, TestContext.Current.CancellationToken);
        Assert.True(later.Best.TrainingLoss < 1e-3, $"loss {later.Best.TrainingLoss}");
        Assert.Equal(first.Evaluate(Rows(40)), later.Best.TrainingLoss, 1e-9);
    }

    [Fact]
    public void TheLastStepMayDivergeToo()
    {
        using var trainer = new Trainer<float>(Model.Create(s_network), new MeanSquaredError(), new Sgd(1e39));
        byte[] before = Bytes(trainer.Model);
        var diverged = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(new float[,] { { 1, 2 } }, new float[,] { { 3 } }, 1));
        Assert.Equal(before, Bytes(trainer.Model));
        Assert.Equal(0, diverged.History.BestEpoch);
        Assert.Throws<InvalidOperationException>(() => diverged.History.Best);

        static byte[] Bytes(Model<float> model) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(model.Parameters.Values).ToArray();
    }

    [Fact]
    public void EvaluationModeKeepsStatisticsAndDropsNothing()
    {
        var network = new Network(2, new BatchNorm(), new Dense(8, new Tanh()), new Dropout(0.5), new Dense(1));
        using var trainer = new Trainer<double>(
            Model.Create<double>(network), new MeanSquaredError(), new Sgd(1e-300),
            new() { EvaluationMode = true, BatchSize = 40, Shuffle = false });
        double expected = trainer.Evaluate(Rows(40));
        Assert.Equal(expected, trainer.Step(Rows(40)), 1e-12);
        Assert.Equal(1, trainer.Model.Parameters.Get("layers.0.running_var")[0, 1]);
    }

    [Fact]
    public void AccumulatedBatchesAreOneLargeBatch()
    {
        using Trainer<double> four = NewTrainer(new Sgd(0.1), new() { BatchSize = 10, AccumulateBatches = 4, Shuffle = false });
        using Trainer<double> one = NewTrainer(new Sgd(0.1), new() { BatchSize = 40, Shuffle = false });
        four.Fit(Rows(40), null, 3, null, TestContext.Current.CancellationToken);
        one.Fit(Rows(40), null, 3, null, TestContext.Current.CancellationToken);
        for (int block = 0; block < 4; block++)
            Assert.All(four.Model.Parameters.Get(block).Cast<double>().Zip(one.Model.Parameters.Get(block).Cast<double>()),
                pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }
}
