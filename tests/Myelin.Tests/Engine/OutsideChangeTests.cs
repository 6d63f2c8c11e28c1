using Myelin.Explain;
namespace Myelin.Tests.Engine;

/// <summary>Whoever writes the loop may write the parameters too, between any two steps; and sees the gradient of each.</summary>
public class OutsideChangeTests
{
    static readonly Network s_network = new(3, new Dense(5, new Tanh()), new Dense(4, new Tanh()), new Dense(2));

    static readonly Samples<double> s_samples = new(
        new double[,] { { 0.3, -0.2, 0.9 }, { -0.7, 0.4, 0.1 } }, new double[,] { { 1, 0 }, { 0.5, -1 } });

    [Fact]
    public void AStepSeesParametersWrittenFromOutside()
    {
        using Model<double> model = Model.Create<double>(s_network), other = Model.Create<double>(s_network, seed: 2);
        using Trainer<double> trainer = NewTrainer(model), fresh = NewTrainer(other);
        trainer.Step(s_samples);
        other.Parameters.CopyTo(model.Parameters);
        trainer.Step(s_samples);
        fresh.Step(s_samples);
        Same(other, model);

        double[] weights = [.. Enumerable.Range(0, 20).Select(i => 0.1 * i)];
        model.Parameters.Write("layers.1.weight", weights);
        other.Parameters.Write("layers.1.weight", weights);
        trainer.Step(s_samples);
        fresh.Step(s_samples);
        Same(other, model);
    }

    [Fact]
    public void TwoTrainersTakeTurns()
    {
        using Model<double> model = Model.Create<double>(s_network), other = Model.Create<double>(s_network);
        using Trainer<double> first = NewTrainer(model), second = NewTrainer(model), alone = NewTrainer(other);
        for (int turn = 0; turn < 3; turn++)
        {
            first.Step(s_samples);
            second.Step(s_samples);
            alone.Step(s_samples);
            alone.Step(s_samples);
        }
        Same(other, model);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void AStepShowsItsGradientBeforeClipping(double clipNorm)
    {
        using Model<double> model = Model.Create<double>(s_network);
        var loss = new MeanSquaredError();
        Trace<double> trace = Trace<double>.Of(model, loss, s_samples);
        using var trainer = new Trainer<double>(model, loss, new Sgd(0.1) { L2 = 1 }, new() { ClipNorm = clipNorm, ClipValue = 0.001 });
        Assert.Null(trainer.Gradients);
        Assert.Equal(0, trainer.GradientNorm);

        trainer.Step(s_samples);
        double squares = 0;
        int block = 0;
        foreach (BlockTrace<double> traced in trace.Layers.SelectMany(layer => layer.Parameters))
        {
            Assert.Equal(traced.Gradient, trainer.Gradients!.Get(block++));
            squares += traced.Gradient.Cast<double>().Sum(g => g * g);
        }
        Assert.Equal(6, block);
        Assert.Equal(Math.Sqrt(squares), trainer.GradientNorm, 1e-14);
    }

    // plain SGD remembers nothing, so that two trainers of the same parameters make the same step
    static Trainer<double> NewTrainer(Model<double> model) => new(model, new MeanSquaredError(), new Sgd(0.1));

    static void Same(Model<double> expected, Model<double> actual)
    {
        for (int block = 0; block < expected.Parameters.Blocks.Count; block++)
            Assert.Equal(expected.Parameters.Get(block), actual.Parameters.Get(block));
    }
}
