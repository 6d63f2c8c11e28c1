using Myelin.Tests.Files;

namespace Myelin.Tests.Engine;

/// <summary>
/// A training knows its engine by one interface: whatever implements it trains, and is called for blocks of rows, never for a row.
/// </summary>
public class EngineTests
{
    const int Rows = 50, Width = 4;

    static readonly Network s_network = new(Width, new Dense(8, new Tanh()), new Dense(1));

    readonly List<string> _calls = [];

    static Samples<float> Samples { get; } = Drawn.Regression<float>(Rows, Width, 1);

    static Samples<float> Judging { get; } = Drawn.Regression<float>(20, Width, 1);

    static CancellationToken Ends => TestContext.Current.CancellationToken;

    static Trainer<float> NewTrainer(Optimizer optimizer, TrainingOptions options, EngineFactory<float>? engines = null) =>
        new(Model.Create(s_network), new MeanSquaredError(), optimizer, options, engines ?? Engines.Cpu);

    [Fact]
    public void AnotherEngineIsAskedForBlocksOfRowsAlone()
    {
        using Trainer<float> trainer = NewTrainer(new Adam(), new() { BatchSize = 8 }, RecordingEngine.Into(_calls));
        trainer.Fit(Samples, Judging, 2, null, Ends);
        string[] epoch = ["BeginEpoch", "Run 50 from 0", "judged"];
        Assert.Equal(["made", "Reserve 50", .. epoch, .. epoch], _calls);
    }

    [Fact]
    public void AStepIsOneBlock()
    {
        using Trainer<float> trainer = NewTrainer(new Adam(), new() { BatchSize = 64 }, RecordingEngine.Into(_calls));
        for (int step = 0; step < 2; step++) trainer.Step(Samples);
        Assert.Equal(["made", "Reserve 50", "BeginEpoch", "Run 50 from 0", "BeginEpoch", "Run 50 from 0"], _calls);
    }

    [Fact]
    public void AnEvaluationHasAnEngineOfItsOwn()
    {
        using Trainer<float> trainer = NewTrainer(new Adam(), new(), RecordingEngine.Into(_calls));
        Assert.True(trainer.Evaluate(Samples) > 0);
        Assert.Equal(["made", "judged", "disposed"], _calls);
    }

    [Fact]
    public void WhoeverSearchesAsksForGradients()
    {
        using Trainer<float> trainer = NewTrainer(new Lbfgs(), new(), RecordingEngine.Into(_calls));
        trainer.Fit(Samples, null, 2, null, Ends);
        Assert.True(_calls.Count(call => call == "Gradients") >= 2);
        Assert.Equal(_calls.Count(call => call == "Gradients"), _calls.Count(call => call == "Run 50 from 0"));
    }

    [Theory]
    [InlineData("sgd", 1)]
    [InlineData("adam", 3)]
    [InlineData("lbfgs", 1)]
    public void TheSeamChangesNoBit(string name, int accumulated)
    {
        TrainingOptions options = new() { BatchSize = 8, AccumulateBatches = accumulated };
        using Trainer<float> plain = NewTrainer(OptimizerNames.Parse(name), options);
        using Trainer<float> recorded = NewTrainer(OptimizerNames.Parse(name), options, RecordingEngine.Into(_calls));
        foreach (Trainer<float> trainer in new[] { plain, recorded }) trainer.Fit(Samples, Judging, 3, null, Ends);
        Assert.Equal(WeightDigest.Of(plain.Model.Parameters), WeightDigest.Of(recorded.Model.Parameters));
        Assert.Equal(plain.GradientNorm, recorded.GradientNorm);
        Assert.NotEmpty(_calls);
    }

    // gradients that wait, moments and the place in the epoch: a state is read from an engine and given to another
    [Fact]
    public void AStateGoesFromOneEngineToAnother()
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = new() { BatchSize = 8, AccumulateBatches = 3 };
        using Trainer<float> whole = NewTrainer(new Adam(), options);
        whole.Fit(Samples, null, 4, null, Ends);
        using (Trainer<float> first = NewTrainer(new Adam(), options))
        {
            first.Checkpoints = new(folder.ToString()) { EveryEpochs = 1 };
            first.Callbacks.Add(progress => progress.Epoch < 2);
            first.Fit(Samples, null, 4, null, Ends);
        }
        using Trainer<float> second = NewTrainer(new Adam(), options, RecordingEngine.Into(_calls));
        second.Checkpoints = new(folder.ToString()) { EveryEpochs = 1, Resume = true };
        second.Fit(Samples, null, 4, null, Ends);
        Assert.Equal(WeightDigest.Of(whole.Model.Parameters), WeightDigest.Of(second.Model.Parameters));
        Assert.Contains("State := 6 steps", _calls);
    }

    [Fact]
    public void AnEngineWithoutRoomIsNotKept()
    {
        using Trainer<float> trainer = NewTrainer(
            new Adam(), new(), (task, options) => new RecordingEngine(Engines.Cpu(task, options), _calls) { HasNoRoom = true });
        for (int i = 0; i < 2; i++) Assert.Throws<InsufficientMemoryException>(() => trainer.Step(Drawn.Regression<float>(8, Width, 1)));
        Assert.Null(trainer.Gradients);
        Assert.Equal(["Reserve 8", "disposed", "Reserve 8", "disposed"], _calls);
    }
}
