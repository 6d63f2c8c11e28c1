using Myelin.Explain;
namespace Myelin.Tests.Engine;

/// <summary>What a trainer, a model and parameters refuse, before anything is written anywhere.</summary>
public class RefusalTests
{
    static readonly Network s_network = new(2, new Dense(4, new Tanh()), new Dense(1));

    static Trainer<double> NewTrainer(Optimizer? optimizer = null, TrainingOptions? options = null) =>
        new(Model.Create<double>(s_network), new MeanSquaredError(), optimizer ?? new Sgd(0.1), options);

    static Samples<double> Zeros(int rows, int inputs = 2, int targets = 1) => new(new double[rows, inputs], new double[rows, targets]);

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(4, 200_000)]
    [InlineData(0, 2)]
    public void EveryStepChecksItsRows(int rows, int inputs)
    {
        using Trainer<double> trainer = NewTrainer();
        trainer.Step(Zeros(4));
        Assert.Throws<ArgumentException>(() => trainer.Step(Zeros(rows, inputs)));
        Assert.Throws<ArgumentException>(() => trainer.Evaluate(Zeros(rows, inputs)));
        Assert.Throws<ArgumentException>(() => Trace<double>.Of(trainer.Model, trainer.Loss, Zeros(rows, inputs)));
        Assert.Throws<ArgumentException>(() => GradientCheck.Run(trainer.Model, trainer.Loss, Zeros(rows, inputs)));
    }

    [Fact]
    public void EveryStepChecksItsClasses()
    {
        using var trainer = new Trainer<double>(Model.Create<double>(new Network(2, new Dense(3))),
            new SoftmaxCrossEntropy(), new Sgd(0.1));
        trainer.Step(new(new double[4, 2], new[] { 0, 1, 2, 0 }));
        Assert.Throws<ArgumentException>(() => trainer.Step(new(new double[4, 2], new[] { 0, 1, 7, 0 })));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void InputsThatAreNotFiniteAreNamed(double bad)
    {
        var inputs = new double[40, 2];
        inputs[37, 1] = bad;
        using Trainer<double> trainer = NewTrainer();
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(inputs, new double[40, 1], epochs: 1));
        Assert.Contains("row 37, column 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsDisposedIsNotRead()
    {
        Model<double> model = Model.Create<double>(s_network);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Predict([1.0, 2.0]));
        Assert.Throws<ObjectDisposedException>(() => model.Parameters.Get(0));
        using var trainer = new Trainer<double>(model, new MeanSquaredError(), new Sgd(0.1));
        Assert.Throws<ObjectDisposedException>(() => trainer.Step(Zeros(1)));
    }

    [Fact]
    public void ParametersOfAnotherNetworkAreRefused()
    {
        using var others = new Network(5, new Dense(6), new Dense(7)).Parameters<double>();
        using Model<double> model = Model.Create<double>(s_network);
        Assert.Throws<ArgumentException>(() => new Model<double>(s_network, others));
        Assert.Throws<ArgumentException>(() => model.Parameters.CopyTo(others));
    }

    [Fact]
    public void LbfgsRefusesWhatItCannotHeed()
    {
        Assert.Throws<ArgumentException>(() => NewTrainer(new Lbfgs(), new() { Schedule = new CosineDecay() }));
        Assert.Throws<ArgumentException>(() => NewTrainer(new Lbfgs(), new() { ClipNorm = 1 }));
        Assert.Throws<ArgumentException>(() => NewTrainer(new Lbfgs(), new() { AccumulateBatches = 2 }));
    }

    [Fact]
    public void StepRefusesWhatNeedsAnEnd()
    {
        using Trainer<double> cosine = NewTrainer(options: new() { Schedule = new WarmUp(5, new CosineDecay()) });
        Assert.Throws<ArgumentException>(() => cosine.Step(Zeros(1)));
        using Trainer<double> accumulating = NewTrainer(options: new() { AccumulateBatches = 2 });
        Assert.Throws<ArgumentException>(() => accumulating.Step(Zeros(1)));
    }

    [Fact]
    public void AScheduleOfKnownLengthCountsSteps()
    {
        using Trainer<double> trainer = NewTrainer(options: new() { Schedule = new LinearRate(1, 0, Length: 4) });
        foreach (double expected in new[] { 0.1, 0.075, 0.05, 0.025, 0 })
        {
            trainer.Step(Zeros(1));
            Assert.Equal(expected, trainer.LearningRate, 12);
        }
    }

    [Fact]
    public void BatchNormRefusesSingleRowsAndKeepsItsAverages()
    {
        Model<double> model = Model.Create<double>(new Network(2, new BatchNorm(), new Dense(1)));
        Assert.Throws<ArgumentException>(() => new Trainer<double>(model, new MeanSquaredError(), new Sgd(0.1), new() { BatchSize = 1 }));
        using var trainer = new Trainer<double>(model, new MeanSquaredError(), new Sgd(0.1));
        trainer.Step(Zeros(1));
        Assert.Equal(1, model.Parameters.Get("layers.0.running_var")[0, 0]);
    }

    [Fact]
    public void SettingsOfLayersAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm(1e-5, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayerNorm(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PRelu(true, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scale(double.NaN));
        Assert.Throws<ArgumentNullException>(() => new Dense(2, null!));
        Assert.Throws<ArgumentException>(() => new Network(2, [null!]));
    }
}
