using Myelin.Explain;
namespace Myelin.Tests.Engine;

/// <summary>A traced training is the training: the same bits as a trainer's, whether its numbers are asked for or not.</summary>
public class TracedTrainingTests
{
    static readonly Network s_network = new(3, new Dense(5, new Tanh()), new Dropout(0.4), new Scale(6, 2), new BatchNorm(), new Dense(2));

    public static TheoryData<string> Optimizers => [.. OptimizerNames.All];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void HasTheBitsOfATrainer(string name)
    {
        Optimizer optimizer = OptimizerNames.Parse($"{name}(l2=0.1, l1=0.01)");
        Samples<double> samples = Rows();
        foreach (TrainingOptions options in optimizer is Lbfgs
            ? new[] { new TrainingOptions() }
            : [new() { Seed = 7 }, new() { ClipNorm = 0.1, ClipValue = 0.05 }])
        {
            using Model<double> trained = Model.Create<double>(s_network), traced = Model.Create<double>(s_network);
            TrainingOptions whole = options with { BatchSize = samples.Rows, Shuffle = false };
            using var trainer = new Trainer<double>(trained, new HalfSquaredError(), optimizer, whole);
            using var training = new TracedTraining<double>(traced, new HalfSquaredError(), optimizer, samples, options);
            var losses = new List<double>();
            if (optimizer is Lbfgs) trainer.Fit(samples, epochs: 3);
            else for (int step = 0; step < 3; step++) losses.Add(trainer.Step(samples));
            StepTrace<double> first = training.Trace();
            double second = training.Step();
            StepTrace<double> third = training.Trace();
            Assert.Equal(Values(trained), Values(traced));
            Assert.Equal(3, third.Number);
            // an epoch's loss is Σ N L / Σ N, which may round
            double[] shown = [first.Batch.Loss, second, third.Batch.Loss];
            for (int step = 0; step < losses.Count; step++) Assert.Equal(losses[step], shown[step], 1e-14);
        }
    }

    /// <summary>Dropout's masks are those of the step: with those of another, the loss that a step had would be another.</summary>
    [Fact]
    public void TheMasksAreThoseOfTheStep()
    {
        using Model<double> model = Model.Create<double>(s_network);
        using var training = new TracedTraining<double>(model, new HalfSquaredError(), new Sgd(0), Rows(), new() { Seed = 5 });
        double[] losses = [.. Enumerable.Range(0, 4).Select(_ => training.Trace().Batch.Loss)];
        Assert.Equal(4, losses.Distinct().Count());
        Assert.Equal(losses[2], Trace<double>.Of(model, new HalfSquaredError(), Rows(), seed: 5, step: 3).Loss);
    }

    [Fact]
    public void FrozenBlocksStay()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new Adam(0.1), new Lbfgs() })
        {
            using Model<double> model = Model.Create<double>(s_network);
            double[,] before = model.Parameters.Get(0);
            using var training = new TracedTraining<double>(model, new HalfSquaredError(), optimizer, Rows(),
                frozen: new HashSet<int> { 0 });
            StepTrace<double> step = training.Trace();
            training.Step();
            Assert.Equal(before, model.Parameters.Get(0));
            Assert.True(step.Updates[0]!.IsFrozen);
            Assert.NotEqual(step.Updates[1]!.Before, step.Updates[1]!.After);
        }
    }

    /// <summary>Of members side by side ∂L/∂aᵢ are each member's own.</summary>
    [Fact]
    public void MembersHaveTheirOwnGradients()
    {
        using Model<double> model = Model.Create<double>(new(3, new MemberScale(3), new MemberHeads(3, 1)));
        Trace<double> trace = Trace<double>.Of(model, new HalfSquaredError(),
            new Samples<double>(new double[,] { { 1, 2, 3 } }, new double[,] { { 0.5 } }));
        LayerTrace<double> heads = trace.Layers[^1];
        for (int i = 0; i < 3; i++) Assert.Equal((heads.MemberOutputs[i][0, 0] - 0.5) / 3, heads.MemberGradients[i][0, 0], 1e-15);
        Assert.Equal(heads.MemberGradients.Sum(gradient => gradient[0, 0]), heads.OutputGradient[0, 0], 1e-15);
    }

    static Samples<double> Rows() => new(
        new double[,] { { 0.3, -1, 2 }, { 1, 0.2, -0.7 }, { -0.4, 1.5, 0.6 } }, new double[,] { { 0.1, 0.7 }, { -0.3, 0.4 }, { 0.9, 0 } });

    static double[] Values(Model<double> model) =>
        [.. Enumerable.Range(0, model.Parameters.Blocks.Count).SelectMany(block => model.Parameters.Get(block).Cast<double>())];
}
