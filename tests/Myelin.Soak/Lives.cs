using System.Collections.Concurrent;
using Myelin.Numerics;

namespace Myelin.Soak;

/// <summary>
/// Ends of models in use: threads that predict and replace the model that all predict with, as servers do; and models and trainers that are
/// disposed of while they are trained. What comes back is right or an <see cref="ObjectDisposedException"/>; a crash ends the program.
/// </summary>
sealed class Lives(int threads)
{
    /// <summary>Different models, whose predictions are known.</summary>
    const int Kinds = 8;

    const int ManyRows = 40;

    static readonly Network[] s_networks =
    [
        new(4, new Dense(4, new Sigmoid()), new Dense(1, new Sigmoid())),
        new(64, new Dense(128, new Tanh()), new Dense(4)),
        new(600, new Dense(1024, new Relu()), new Dense(256, new Relu()), new Dense(8)),
    ];

    /// <summary>Every thread predicts, replaces the model now and then, and disposes of the old one at once.</summary>
    public bool Replace(int swaps) =>
        s_networks.Aggregate(true,
            (good, network) => good & Replace(network, swaps, hosted: false) & Replace(network, swaps, hosted: true));

    bool Replace(Network network, int swaps, bool hosted)
    {
        using var known = new Known(network);
        Living current = known.Copy(0);
        using var host = new ModelHost<Living>(known.Copy(1));
        long predictions = 0, wrong = 0, refused = 0;
        var failures = new ConcurrentQueue<Exception>();
        Each(thread =>
        {
            var outputs = new float[ManyRows * network.Outputs];
            for (int swap = 0; swap < swaps; swap++)
            {
                for (int i = 0; i < 3; i++)
                {
                    try
                    {
                        int rows = i == 1 ? ManyRows : 1;
                        bool isRight = hosted
                            ? host.Use(model => model.IsRight(rows, outputs))
                            : Volatile.Read(ref current).IsRight(rows, outputs);
                        Interlocked.Increment(ref predictions);
                        if (!isRight) Interlocked.Increment(ref wrong);
                    }
                    catch (ObjectDisposedException) when (!hosted)
                    {
                        // it was replaced after it had been looked up: a host knows better
                        Interlocked.Increment(ref refused);
                    }
                }
                Living next = known.Copy(swap + thread);
                if (hosted) host.Replace(next);
                else Interlocked.Exchange(ref current, next).Dispose();
            }
        }, failures);
        current.Dispose();
        string what = hosted ? "in a host" : "exchanged";
        Console.WriteLine($"{network}, {what}: {threads} threads, {threads * swaps:N0} models, {predictions:N0} predictions, " +
            $"{wrong} wrong, {refused:N0} refused, {failures.Count} failed {failures.FirstOrDefault()}");
        return wrong == 0 && failures.IsEmpty && (!hosted || refused == 0);
    }

    /// <summary>Disposes of a model or a trainer while it is trained.</summary>
    public static bool EndTrainings(int count)
    {
        var network = new Network(64, new Dense(256, new Tanh()), new Dropout(0.2), new Dense(1));
        var random = new RandomStream(1, RandomPurpose.Other);
        float[,] inputs = new float[1500, 64], targets = new float[1500, 1];
        for (int n = 0; n < 1500; n++)
            for (int i = 0; i < 64; i++) targets[n, 0] += inputs[n, i] = (float)random.Normal();
        int disposed = 0, other = 0;
        for (int trial = 0; trial < count; trial++)
        {
            Model<float> model = Model.Create(network, (ulong)trial);
            var trainer = new Trainer(model, new MeanSquaredError(), trial % 5 == 4 ? new Lbfgs() : new Adam(),
                new() { BatchSize = 128, Threads = 1 + trial % 2, ValidationFraction = trial % 3 * 0.1 });
            using var begun = new ManualResetEventSlim();
            trainer.Callbacks.Add(_ =>
            {
                begun.Set();
                return true;
            });
            Exception? error = null;
            var thread = new Thread(() =>
            {
                try
                {
                    trainer.Fit(inputs, targets, epochs: 1_000_000);
                }
                catch (Exception e)
                {
                    error = e;
                }
            });
            thread.Start();
            if (trial % 4 > 0) begun.Wait();
            Thread.Sleep(trial % 7);
            ((IDisposable)(trial % 4 < 2 ? model : trainer)).Dispose();
            if (!thread.Join(TimeSpan.FromSeconds(60)))
            {
                Console.WriteLine($"trial {trial}: the training goes on");
                Environment.Exit(1);
            }
            if (error is ObjectDisposedException) disposed++;
            else if (error is not null || trial % 5 != 4)
                Console.WriteLine($"trial {trial}: {error?.ToString() ?? "no exception"} {++other}");
            model.Dispose();
            trainer.Dispose();
        }
        Console.WriteLine($"{count} trainings were disposed of: {disposed} ended so, {other} otherwise");
        return other == 0;
    }

    void Each(Action<int> work, ConcurrentQueue<Exception> failures)
    {
        Thread[] all = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
            }
        }))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) thread.Join();
    }

    /// <summary>A model, and what it predicts.</summary>
    sealed class Living(Model<float> model, float[] inputs, float[] expected) : IDisposable
    {
        public bool IsRight(int rows, float[] outputs)
        {
            int count = rows * model.Network.Outputs;
            outputs.AsSpan().Clear();
            model.Predict(inputs.AsSpan(0, rows * model.Network.Inputs), outputs);
            return outputs.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count));
        }

        public void Dispose() => model.Dispose();
    }

    /// <summary>Models that copies are made of: their first numbers take longest.</summary>
    sealed class Known : IDisposable
    {
        readonly Model<float>[] _models;
        readonly float[] _inputs;
        readonly float[][] _expected;

        public Known(Network network)
        {
            _inputs = [.. Enumerable.Range(0, ManyRows * network.Inputs).Select(i => i % 17 / 8f - 1)];
            _models = [.. Enumerable.Range(0, Kinds).Select(seed => Model.Create(network, (ulong)seed))];
            _expected = [.. _models.Select(model =>
            {
                var outputs = new float[ManyRows * network.Outputs];
                model.Predict(_inputs, outputs);
                return outputs;
            })];
        }

        public Living Copy(int number)
        {
            Model<float> of = _models[number % Kinds];
            var copy = new Model<float>(of.Network, of.Parameters.Alike());
            of.Parameters.CopyTo(copy.Parameters);
            return new(copy, _inputs, _expected[number % Kinds]);
        }

        public void Dispose()
        {
            foreach (Model<float> model in _models) model.Dispose();
        }
    }
}
