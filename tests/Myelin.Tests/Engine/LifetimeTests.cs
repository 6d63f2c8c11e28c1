using System.Collections.Concurrent;
using Myelin.Basis;
using Myelin.Explain;

namespace Myelin.Tests.Engine;

/// <summary>
/// Memory is freed by its last user: whoever disposes of a model in use gets right numbers or an exception, and never a crash.
/// </summary>
/// <remarks>
/// The long trials are the program Myelin.Soak, which a test runs shortly in a process of its own: a crash there is a failing test.
/// </remarks>
public class LifetimeTests
{
    static readonly Network s_network = new(4, new Dense(16, new Tanh()), new Dense(1));

    static Samples<float> Rows(int rows = 64) => Drawn.Regression<float>(rows, 4, 1);

    static Trainer NewTrainer(Model<float> model, TrainingOptions? options = null) =>
        new(model, new MeanSquaredError(), new Adam(), options);

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void PredictionsUnderWayEndRightAndNewOnesAreRefused(int rows)
    {
        float[] inputs = Drawn.Numbers<float>(4 * rows, 3);
        for (int trial = 0; trial < 20; trial++)
        {
            Model<float> model = Model.Create(s_network, (ulong)trial);
            var expected = new float[rows];
            model.Predict(inputs, expected);
            var refused = new ConcurrentBag<string>();
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                var outputs = new float[rows];
                try
                {
                    while (true)
                    {
                        outputs.AsSpan().Clear();
                        model.Predict(inputs, outputs);
                        Assert.Equal(expected, outputs);
                    }
                }
                catch (Exception e)
                {
                    refused.Add(e is ObjectDisposedException disposed ? $"{disposed.ObjectName} is disposed of" : e.ToString());
                }
            }) { IsBackground = true })];
            foreach (Thread thread in threads) thread.Start();
            Thread.Sleep(trial % 3);
            model.Dispose();
            // whatever takes the memory writes other numbers into it
            using Model<float> other = Model.Create(s_network, 99);
            foreach (Thread thread in threads) thread.Join();
            Assert.Equal(4, refused.Count);
            Assert.All(refused, text => Assert.EndsWith(" is disposed of", text, StringComparison.Ordinal));
            Assert.Equal("Model", Assert.Throws<ObjectDisposedException>(() => model.Predict(inputs, expected)).ObjectName);
        }
    }

    [Fact]
    public void TheLastUserFreesAndNobodyElse()
    {
        int freed = 0;
        var users = new LastUser("Thing", () => freed++);
        LastUser.Stay first = users.Enter(), second = users.Enter();
        users.Close();
        users.Close();
        Assert.Equal("Thing", Assert.Throws<ObjectDisposedException>(() => users.Enter()).ObjectName);
        first.Dispose();
        Assert.Equal(0, freed);
        second.Dispose();
        Assert.Equal(1, freed);
        new LastUser("Nothing", () => freed++).Close();
        Assert.Equal(2, freed);
    }

    [Fact]
    public void WhatIsDisposedOfIsRefusedEverywhere()
    {
        Model<float> model = Model.Create(s_network);
        Trainer trainer = NewTrainer(model);
        trainer.Step(Rows(8));
        Parameters<float> gradients = trainer.Gradients!;
        trainer.Dispose();
        trainer.Dispose();
        Assert.Equal("Trainer", Assert.Throws<ObjectDisposedException>(() => trainer.Train(Rows(), 1)).ObjectName);
        Assert.Throws<ObjectDisposedException>(() => trainer.Step(Rows(8)));
        Assert.Throws<ObjectDisposedException>(() => trainer.Evaluate(Rows()));
        Assert.Throws<ObjectDisposedException>(() => trainer.Gradients);
        Assert.Throws<ObjectDisposedException>(() => trainer.GradientNorm);
        Assert.Throws<ObjectDisposedException>(() => gradients.Get(0));

        Assert.Single(model.Predict([1, 2, 3, 4]));
        model.Dispose();
        model.Dispose();
        using var folder = new Files.TemporaryFolder();
        string file = folder.File("gone.safetensors");
        Assert.Throws<ObjectDisposedException>(() => model.Save(file));
        Assert.False(File.Exists(file));
        Assert.Throws<ObjectDisposedException>(() => model.Parameters.Write(0, new float[64]));
        Assert.Throws<ObjectDisposedException>(() => model.Parameters.Read(0, new float[64]));
        Assert.Throws<ObjectDisposedException>(() => model.Parameters.Initialize(1));
        Assert.Throws<ObjectDisposedException>(() => Trace<float>.Of(model, new MeanSquaredError(), Rows()));
        using Trainer late = NewTrainer(model);
        Assert.Equal("Model", Assert.Throws<ObjectDisposedException>(() => late.Train(Rows(), 1)).ObjectName);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void DisposingInACallbackEndsTheTraining(bool ofTrainer, bool fullBatch)
    {
        Model<float> model = Model.Create(s_network);
        var trainer = new Trainer(model, new MeanSquaredError(), fullBatch ? new Lbfgs() : new Adam(), new() { Threads = 2 });
        int epochs = 0;
        trainer.Callbacks.Add(_ =>
        {
            if (++epochs == 2) ((IDisposable)(ofTrainer ? trainer : model)).Dispose();
            return true;
        });
        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(() => trainer.Train(Rows(), 50));
        Assert.Equal(2, epochs);
        if (ofTrainer) Assert.Equal("Trainer", error.ObjectName);
        if (ofTrainer) Assert.All(model.Parameters.Get(0).Cast<float>(), weight => Assert.True(float.IsFinite(weight)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DisposingOnAnotherThreadEndsTheTraining(bool ofTrainer)
    {
        var network = new Network(64, new Dense(256, new Tanh()), new Dense(1));
        Samples<float> rows = Drawn.Regression<float>(2000, 64, 1);
        for (int trial = 0; trial < 4; trial++)
        {
            Model<float> model = Model.Create(network);
            var trainer = new Trainer(model, new MeanSquaredError(), new Adam(),
                new() { BatchSize = 256, Threads = 1 + trial % 2, ValidationFraction = trial / 2 * 0.2 });
            using var begun = new ManualResetEventSlim();
            trainer.Callbacks.Add(_ =>
            {
                begun.Set();
                return true;
            });
            Exception? error = null;
            var thread = new Thread(() => error = Record.Exception(() => trainer.Train(rows, 100_000))) { IsBackground = true };
            thread.Start();
            begun.Wait(TestContext.Current.CancellationToken);
            Thread.Sleep(trial);
            ((IDisposable)(ofTrainer ? trainer : model)).Dispose();
            Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "The training goes on.");
            Assert.IsType<ObjectDisposedException>(error);
            model.Dispose();
            trainer.Dispose();
        }
    }

    [Fact]
    public void AnotherLinkIsThatOfEveryPredictionAfterIt()
    {
        using Model<double> model = Model.Create<double>(new Network(2, new Dense(2)));
        double[] raw = model.Predict([1.0, -2.0]);
        bool ends = false;
        Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref ends)) model.Predict([1.0, -2.0]);
        }) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        try
        {
            for (int i = 0; i < 2000; i++)
            {
                model.Link = i % 2 == 0 ? new Exponential() : new Identity();
                double found = model.Predict([1.0, -2.0])[0];
                Assert.Equal(i % 2 == 0 ? Math.Exp(raw[0]) : raw[0], found, 1e-12);
            }
        }
        finally
        {
            Volatile.Write(ref ends, true);
            foreach (Thread thread in threads) thread.Join();
        }
    }
}
