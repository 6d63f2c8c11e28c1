using System.Reflection;
using Myelin.Explain;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Engine;

/// <summary>What is null or out of range is refused by the name of its parameter, and what is merely absurd works.</summary>
public class MannersTests
{
    static readonly Network s_network = new(2, new Dense(4, new Tanh()), new Dense(1));

    static Samples<float> Rows { get; } = Drawn.Regression<float>(20, 2, 1);

    [Fact]
    public void NullsAreNamed()
    {
        using Model<float> model = Model.Create(s_network);
        using var trainer = new Trainer(model, new MeanSquaredError(), new Sgd(0.1));
        var rows = new float[3, 2];
        Named("network", () => Model.Create(null!));
        Named("layers", () => new Network(2, (IReadOnlyList<Layer>)null!));
        Named("model", () => new Trainer(null!, new MeanSquaredError(), new Sgd(0.1)));
        Named("loss", () => new Trainer(model, null!, new Sgd(0.1)));
        Named("optimizer", () => new Trainer(model, new MeanSquaredError(), null!));
        Named("inputs", () => trainer.Fit(null!, rows));
        Named("targets", () => trainer.Fit(rows, (float[,])null!));
        Named("classes", () => trainer.Fit(rows, (int[])null!));
        Named("batch", () => trainer.Step(null!));
        Named("samples", () => trainer.Evaluate(null!));
        Named("inputs", () => model.Predict((float[,])null!));
        Named("name", () => model.Parameters.Get(null!));
        Assert.Equal("path", Assert.Throws<ArgumentNullException>(() => model.Save(null!)).ParamName);
        Named("path", () => Model.Load(null!));
        Named("model", () => Trace<float>.Of(null!, new MeanSquaredError(), Rows));
        Named("samples", () => Trace<float>.Of(model, new MeanSquaredError(), null!));

        static void Named(string parameter, Func<object?> call) =>
            Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(() => { call(); }).ParamName);
    }

    [Fact]
    public void WhatIsOutOfRangeIsNamed()
    {
        using Model<float> model = Model.Create(s_network);
        using var trainer = new Trainer(model, new MeanSquaredError(), new Sgd(0.1));
        Assert.StartsWith("Epochs must be at least 1, but -3 was given.", Named("epochs", () => trainer.Train(Rows, -3)),
            StringComparison.Ordinal);
        Named("block", () => model.Parameters.Get(99));
        Named("rows", () => Rows.Select([20]));
        Named("inputColumns", () => new Samples<float>(new float[2], 0, new float[2], 1));
        Named("BatchSize", () => new TrainingOptions { BatchSize = 0 });
        Named("Threads", () => new TrainingOptions { Threads = -1 });
        Named("Patience", () => new TrainingOptions { Patience = -1 });
        Named("MixedRows", () => new TrainingOptions { MixedRows = 0 });
        Named("Shards", () => new TrainingOptions { Shards = 0 });
        Named("AccumulateBatches", () => new TrainingOptions { AccumulateBatches = 0 });
        Named("ClipNorm", () => new TrainingOptions { ClipNorm = double.NaN });
        Named("ClipValue", () => new TrainingOptions { ClipValue = -1 });
        Named("MinimumImprovement", () => new TrainingOptions { MinimumImprovement = double.PositiveInfinity });
        Named("ValidationFraction", () => new TrainingOptions { ValidationFraction = 1 });

        static string Named(string parameter, Func<object> call)
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => { call(); });
            Assert.Equal(parameter, error.ParamName);
            return error.Message;
        }
    }

    [Fact]
    public void AbsurdSizesWorkAndChangeNoBit()
    {
        Assert.Equal(Trained(new() { BatchSize = 20 }), Trained(new() { BatchSize = int.MaxValue, Threads = int.MaxValue }));
        Assert.Equal(Trained(new() { Seed = ulong.MaxValue }), Trained(new() { Seed = ulong.MaxValue }));

        static float[] Trained(TrainingOptions options)
        {
            using Model<float> model = Model.Create(s_network, ulong.MaxValue);
            using var trainer = new Trainer(model, new MeanSquaredError(), new Adam(), options);
            trainer.Train(Rows, 5);
            return [.. model.Parameters.Get(0).Cast<float>()];
        }
    }

    // room for batches grows with them, and the optimizer's memory stays
    [Fact]
    public void LargerBatchesThanBeforeAreStepsLikeAnyOther()
    {
        using Model<float> model = Model.Create(s_network), other = Model.Create(s_network);
        using var grows = new Trainer(model, new MeanSquaredError(), new Adam(), new() { BatchSize = 1000 });
        using var whole = new Trainer(other, new MeanSquaredError(), new Adam(), new() { BatchSize = 20 });
        foreach (int rows in (int[])[1, 3, 20, 2])
        {
            Samples<float> batch = Rows.Select([.. Enumerable.Range(0, rows)]);
            Assert.Equal(whole.Step(batch), grows.Step(batch));
            Assert.Equal(whole.GradientNorm, grows.GradientNorm);
        }
        Assert.Equal(other.Parameters.Get(0), model.Parameters.Get(0));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void ACheckingModelRefusesWhatIsNotFinite(float bad)
    {
        using Model<float> model = Model.Create(new Network(2, new Dense(1)));
        float[] rows = [1, 2, 3, bad, 5, 6], expected = model.Predict([5, 6]);
        var outputs = new float[3];
        model.Predict(rows, outputs);
        Assert.Equal(expected[0], outputs[2]);
        model.ChecksNumbers = true;
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Predict(rows, new float[3]));
        Assert.StartsWith("Inputs must be finite numbers, but row 1, column 1 (counted from 0) is ", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(expected, model.Predict([5, 6]));
        model.Parameters.Write(0, [3e38f, 3e38f]);
        Assert.StartsWith("The prediction of row 0 is not finite: output 0",
            Assert.Throws<NotFiniteNumberException>(() => model.Predict([5, 6])).Message, StringComparison.Ordinal);
    }

    // disposed of while it predicts what it then refuses: the plan goes all the same
    [Fact]
    public void ARefusedPredictionKeepsNoMemoryOfADisposedModel()
    {
        Model<float> model = Model.Create(new Network(2, new Dense(1)));
        model.Parameters.Write(0, [3e38f, 3e38f]);
        (model.ChecksNumbers, model.Link) = (true, new Disposing());
        Disposing.Model = model;
        Assert.Throws<NotFiniteNumberException>(() => model.Predict([5, 6]));
        Assert.True(model.Parameters.IsDisposed);
        FieldInfo kept = typeof(Model<float>).GetField("_single", BindingFlags.Instance | BindingFlags.NonPublic)!;
        Assert.All((Plan<float>?[])kept.GetValue(model)!, Assert.Null);
    }

    // a link during which somebody disposes of the model
    readonly record struct Disposing : IActivation<Disposing>
    {
        public static Model<float>? Model { get; set; }

        public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane>
        {
            Model?.Dispose();
            return z;
        }

        public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> => TLane.Of(1);
    }
}
