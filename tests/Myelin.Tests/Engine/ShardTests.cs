using Myelin.Kernels;

namespace Myelin.Tests.Engine;

/// <summary>A batch that is cut into shards has the gradient of the whole, and its bits depend on the number of shards alone.</summary>
public class ShardTests
{
    const int BatchSize = 20, Rows = 187;

    /// <summary>Of 8 shards, on any machine; changes only where a formula's bits are meant to change.</summary>
    const string Digest = "f0512541930a7a5f858d624bcf1e4c4bfb946db69d9ce8b4abcca8e1b5f1339c";

    static readonly int[] s_threads = [1, 2, 3, 8], s_bits = [0, 128, 256, 512];

    // every layer that sees one row at a time, in matrices of several panels and of one
    static readonly Dictionary<string, Network> s_networks = new()
    {
        ["dense"] = new(17,
            new Dense(33, new Relu()), new Dropout(0.2), new Residual(new Dense(33, new Tanh()), new LayerNorm()),
            new Scale(), new Dense(20), new PRelu(), new Dense(5)),
        ["small"] = new(3,
            new Dense(4, new Sigmoid()), new Dense(4, new Gelu(), Bias: false), new Residual(new Dense(4, new Relu())), new PRelu(),
            new Dense(3)),
        ["narrow table"] = new(3,
            new Split(new Branch(1, new PeriodicEmbedding(40, 2, RateFactor: 0.1)), new Branch(1, new Embedding(300, 1)), new Branch(1)),
            new Scale(6, 6), new Dense(4, new Softmax()), new ParametricActivation(new Mish(), 0.1, 0.1),
            new MemberScale(2), new MemberDense(2, 2), new MemberHeads(2, 3)),
        ["table"] = new(17,
            new Split(
                new Branch(9, new PeriodicEmbedding(5, 4, RateFactor: 0.1)), new Branch(2, new PeriodicEmbedding(3, 2, Phases: false)),
                new Branch(3, new PiecewiseLinearEmbedding(4, 3)), new Branch(1, new Embedding(2, 5)), new Branch(2)),
            new Scale(6, 6), new Dense(33) { Parametrization = Parametrization.NeuralTangent, BiasRateFactor = 0.1 },
            new ParametricActivation(new Mish(), 0.1, 0.1), new Dropout(0.2), new MemberScale(3), new MemberDense(3, 20),
            new Activation(new Relu()), new MemberDense(3, 7, Adapters: false), new MemberHeads(3, 5)),
    };

    static readonly Dictionary<string, (Optimizer Optimizer, TrainingOptions Options)> s_cases = new()
    {
        ["sgd"] = (new Sgd(0.05, 0.9), new()),
        ["adam with decay"] = (new Adam(0.005) { WeightDecay = 0.01, L1 = 0.001, L2 = 0.001 }, new()),
        ["clipped norm"] = (new Sgd(0.2), new() { ClipNorm = 0.5 }),
        ["clipped values"] = (new Sgd(0.2), new() { ClipValue = 0.02 }),
        ["accumulated and clipped"] = (new Adam(0.005) { L2 = 0.001 }, new() { AccumulateBatches = 4, ClipNorm = 0.3 }),
    };

    public static MatrixTheoryData<string, string> Trainings => new(s_networks.Keys, s_cases.Keys);

    public static MatrixTheoryData<string, int> Gradients => new(s_networks.Keys, [2, 3, 4, 7, 8, 20]);

    [Theory]
    [MemberData(nameof(Trainings))]
    public void TheSameBitsOnAnyNumberOfThreadsInAnyWidthOfLane(string network, string name) => Assert.Single(
        (from bits in s_bits select (Bits: bits, Threads: 1)).Append((Bits: 128, Threads: 3))
            .Concat(from threads in s_threads select (Bits: Lanes.Bits, Threads: threads))
            .Select(run => Trained(s_networks[network], name, 8, run.Threads, run.Bits)).Distinct());

    [Fact]
    public void TheSameBitsOnAnyMachine() => Assert.Equal(Digest, Trained(s_networks["dense"], "adam with decay", 8, 2, Lanes.Bits).Digest);

    [Fact]
    public void OneShardIsNoShard()
    {
        Assert.Equal(Fitted(new()), Fitted(new() { Shards = 1 }));
        Assert.NotEqual(Fitted(new()), Fitted(new() { Shards = 2 }));
        Assert.NotEqual(Fitted(new() { Shards = 2 }), Fitted(new() { Shards = 4 }));

        static string Fitted(TrainingOptions options)
        {
            using Model<float> model = Model.Create(s_networks["dense"], 3);
            using var trainer = new Trainer<float>(
                model, new SoftmaxCrossEntropy(), new Adam(0.005), options with { ValidationFraction = 0.2 });
            trainer.Train(Drawn.Classification<float>(Rows, 17, 5), 5);
            return WeightDigest.Of(model.Parameters);
        }
    }

    [Theory]
    [MemberData(nameof(Gradients))]
    public void TheGradientIsThatOfTheBatch(string name, int shards)
    {
        Network network = s_networks[name];
        double[] classWeights = [.. Enumerable.Range(1, network.Outputs).Select(k => 0.5 * k)];
        Samples<double> samples = Weighted(Drawn.Classification<double>(BatchSize - 1, network.Inputs, network.Outputs));
        foreach (ILoss loss in new ILoss[]
        {
            new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy(new(classWeights)), new SoftmaxCrossEntropy { Reduction = Reduction.Sum },
        })
            Near(Stepped(network, loss, samples, 1), Stepped(network, loss, samples, shards), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void ATrainingIsThatOfTheBatchUpToRounding(string network, string name)
    {
        double[] whole = Numbers(1), cut = Numbers(4);
        Near((0, whole), (0, cut), 1e-9);

        double[] Numbers(int shards)
        {
            (Optimizer optimizer, TrainingOptions options) = s_cases[name];
            using Model<double> model = Model.Create<double>(s_networks[network], 3);
            using var trainer = new Trainer<double>(
                model, new SoftmaxCrossEntropy(), optimizer, options with { BatchSize = BatchSize, Shards = shards });
            Samples<double> samples = Drawn.Classification<double>(Rows, model.Network.Inputs, model.Network.Outputs);
            trainer.Fit(samples, null, 2, null, TestContext.Current.CancellationToken);
            return All(model.Parameters);
        }
    }

    // 19 rows in four shards have 5, 5, 5 and 4: each by a trainer that sees no other rows
    [Theory]
    [InlineData(19, 4, new[] { 5, 5, 5, 4 })]
    [InlineData(19, 7, new[] { 3, 3, 3, 3, 3, 2, 2 })]
    [InlineData(2, 3, new[] { 1, 1 })]
    public void ShardsAreAddedInATree(int rows, int shards, int[] lengths)
    {
        Network network = s_networks["small"];
        var loss = new MeanSquaredError(Reduction.Sum);
        Samples<float> samples = Drawn.Regression<float>(rows, 3, 3);
        var parts = new List<float[]>();
        int first = 0;
        foreach (int length in lengths)
        {
            parts.Add(Stepped(network, loss, samples.Select([.. Enumerable.Range(first, length)]), 1).Gradient);
            first += length;
        }
        while (parts.Count > 1)
            parts = [.. parts.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : pair[0].Zip(pair[1], (a, b) => a + b).ToArray())];
        Assert.Equal(rows, first);
        Assert.Equal(parts[0], Stepped(network, loss, samples, shards).Gradient);
    }

    [Fact]
    public void ShardsBeyondTheRowsAreEmpty()
    {
        Network network = s_networks["table"];
        Samples<float> samples = Drawn.Classification<float>(3, 17, 5);
        (double loss, float[] gradient) = Stepped(network, new SoftmaxCrossEntropy(), samples, 3);
        foreach (int shards in new[] { 4, 8, int.MaxValue })
        {
            (double same, float[] numbers) = Stepped(network, new SoftmaxCrossEntropy(), samples, shards);
            Assert.Equal(loss, same);
            Assert.Equal(gradient, numbers);
        }
    }

    // as a trainer's batches grow, so does what a step needs
    [Fact]
    public void BatchesMayGrow()
    {
        Network network = s_networks["dense"];
        using Model<float> model = Model.Create(network, 3);
        var options = new TrainingOptions { Shards = 4, EvaluationMode = true };
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy(), new Sgd(1e-30), options);
        foreach (int rows in new[] { 1, 3, 19, 2 })
        {
            Samples<float> samples = Drawn.Classification<float>(rows, 17, 5);
            trainer.Step(samples);
            Assert.Equal(Stepped(network, new SoftmaxCrossEntropy(), samples, 4, options).Gradient, All(trainer.Gradients!));
        }
    }

    [Fact]
    public void LbfgsReducesToo()
    {
        double[] Losses(int shards)
        {
            using Model<double> model = Model.Create<double>(s_networks["small"], 3);
            using var trainer = new Trainer<double>(model, new MeanSquaredError(), new Lbfgs(), new() { Shards = shards });
            Samples<double> samples = Drawn.Regression<double>(40, 3, 3);
            TrainingHistory history = trainer.Fit(samples, null, 5, null, TestContext.Current.CancellationToken);
            return [.. history.Epochs.Select(epoch => epoch.TrainingLoss)];
        }
        Near((0, Losses(1)), (0, Losses(4)), 1e-9);
    }

    [Fact]
    public void AnotherReducerMayStandInItsPlace()
    {
        Samples<double> samples = Drawn.Classification<double>(BatchSize, 17, 5);
        int[] order = [.. Enumerable.Range(0, BatchSize)];
        var calls = new List<(int Count, bool Add)>();
        Near((0, Reduced(null)), (0, Reduced((total, shards) => new InOrder(total, shards, calls))), 1e-12);
        Assert.Equal([(4, false)], calls);

        double[] Reduced(Func<Parameters<double>, int, IReducer<double>>? reducer)
        {
            using Model<double> model = Model.Create<double>(s_networks["dense"], 3);
            var options = new TrainingOptions { BatchSize = BatchSize, Shards = 4 };
            using var engine = new CpuEngine<double>(
                new(model.Network, model.Parameters, new SoftmaxCrossEntropy(), new Sgd(0.1)), options with { Threads = 2 }, reducer);
            engine.Reserve(new(1, false, BatchSize));
            engine.RunEpoch(samples, order, BatchSize);
            return All(model.Parameters);
        }
    }

    [Fact]
    public void BatchNormIsRefused()
    {
        using Model<float> model = Model.Create(new Network(3, new Residual(new Dense(3), new BatchNorm()), new Dense(1)));
        var options = new TrainingOptions { Shards = 2 };
        var error = Assert.Throws<ArgumentException>(() => new Trainer<float>(model, new MeanSquaredError(), new Adam(), options));
        Assert.StartsWith(
            "BatchNorm's statistics are of all rows of a batch, and a shard has only its own.", error.Message, StringComparison.Ordinal);
        Assert.Equal("Shards", error.ParamName);

        // running statistics are no batch's
        Samples<float> samples = Drawn.Regression<float>(20, 3, 1);
        using var trainer = new Trainer<float>(model, new MeanSquaredError(), new Adam(), options with { EvaluationMode = true });
        Assert.True(double.IsFinite(trainer.Step(samples)));
    }

    [Theory]
    [InlineData("dense", 1)]
    [InlineData("small", 1)]
    [InlineData("narrow table", 1)]
    [InlineData("table", 1)]
    [InlineData("dense", 2)]
    public void StepTakesNoMemory(string name, int threads)
    {
        Network network = s_networks[name];
        using Model<float> model = Model.Create(network);
        Samples<float> batch = Drawn.Classification<float>(11, network.Inputs, network.Outputs);
        using var trainer = new Trainer<float>(
            model, new SoftmaxCrossEntropy(), new Adam(), new() { Threads = threads, Shards = 4, ClipNorm = 1 });
        Assert.Equal(0, AllocationTests.Taken(() => trainer.Step(batch)));
    }

    static (string Digest, double Loss) Trained(Network network, string name, int shards, int threads, int bits)
    {
        (Optimizer optimizer, TrainingOptions options) = s_cases[name];
        using var model = new Model<float>(network, new Parameters<float>([.. network.Blocks()], Lanes.Width<float>(bits)));
        Samples<float> samples = Drawn.Classification<float>(Rows, network.Inputs, network.Outputs);
        DataDependent.Initialize(model, samples, 7, dense: false);
        int[] order = [.. Enumerable.Range(0, Rows)];
        options = options with { BatchSize = BatchSize, Shards = shards };
        using var engine = new CpuEngine<float>(
            new(model.Network, model.Parameters, new SoftmaxCrossEntropy(), optimizer), options with { Threads = threads });
        engine.Reserve(new(1, false, Rows));
        double loss = 0;
        for (int epoch = 0; epoch < 5; epoch++) loss = engine.RunEpoch(samples, order, Rows);
        Assert.True(double.IsFinite(loss));
        return (WeightDigest.Of(model.Parameters), loss);
    }

    // the first step's loss and gradient
    static (double Loss, T[] Gradient) Stepped<T>(
        Network network, ILoss loss, Samples<T> samples, int shards, TrainingOptions? options = null)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using Model<T> model = Model.Create<T>(network, 3);
        using var trainer = new Trainer<T>(model, loss, new Sgd(1e-30), (options ?? new()) with { Shards = shards });
        double value = trainer.Step(samples);
        return (value, All(trainer.Gradients!));
    }

    static T[] All<T>(Parameters<T> parameters) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, parameters.Blocks.Count).SelectMany(block => parameters.Get(block).Cast<T>())];

    static Samples<double> Weighted(Samples<double> samples) => new(
        samples.Inputs, samples.InputColumns, samples.Targets, samples.TargetColumns, Drawn.Numbers<double>(samples.Rows, 5, 0, 2));

    static void Near((double Loss, double[] Numbers) expected, (double Loss, double[] Numbers) found, double tolerance)
    {
        double size = expected.Numbers.Max(Math.Abs);
        Assert.Equal(expected.Loss, found.Loss, tolerance * Math.Max(1, expected.Loss));
        Assert.All(expected.Numbers.Zip(found.Numbers), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, size)));
    }

    /// <summary>G = g₀ + g₁ + g₂ + …, on one thread.</summary>
    sealed class InOrder(Parameters<double> total, int shards, List<(int, bool)> calls) : IReducer<double>
    {
        public Parameters<double>[] Partials { get; } = [.. Enumerable.Range(0, shards).Select(_ => total.Alike())];

        public void Reduce(Team team, int count, bool add)
        {
            calls.Add((count, add));
            for (int i = 0; i < total.Values.Length; i++)
            {
                double sum = add ? total.Values[i] : 0;
                for (int s = 0; s < count; s++) sum += Partials[s].Values[i];
                total.Values[i] = sum;
            }
        }

        public void Dispose() => Array.ForEach(Partials, partial => partial.Dispose());
    }
}
