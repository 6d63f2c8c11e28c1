using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Engine;

/// <summary>Two hundred steps through every kind of layer end in the same bits on any number of threads and in any width of lane.</summary>
public class SameBitsTests
{
    const int BatchSize = 20, Rows = 187, StepsOfAnEpoch = 10, Epochs = 20;

    static readonly int[] s_threads = [1, 2, 3, 8], s_bits = [0, 128, 256, 512];

    static readonly Network s_network = new(17,
        new Dense(33, new Relu()), new BatchNorm(), new Dropout(0.2), new Residual(new Dense(33, new Tanh()), new LayerNorm()),
        new Scale(), new Dense(20), new PRelu(), new Dense(5));

    // in lanes of 128 bits and more every matrix is one panel, in single numbers none is
    static readonly Network s_smallNetwork = new(3,
        new Dense(4, new Sigmoid()), new Dense(4, new Gelu(), Bias: false), new Residual(new Dense(4, new Relu())),
        new PRelu(), new Dense(3));

    // panels of one narrow vector, as the small one's, but more numbers than descend in one stretch; softmax is of a whole row, and has no
    // passes for one panel
    static readonly Network s_deepNetwork = new(3,
        [new Dense(4), .. Enumerable.Repeat(new Residual(new Dense(4, new Softmax()), new Dense(4, new Tanh())), 30), new Dense(3)]);

    // narrow again, of the layers that descend along parts of a block
    static readonly Network s_narrowTableNetwork = new(3,
        new Split(new Branch(1, new PeriodicEmbedding(40, 2, RateFactor: 0.1)), new Branch(1, new Embedding(300, 1)), new Branch(1)),
        new Scale(6, 6), new Dense(4, new Softmax()), new ParametricActivation(new Mish(), 0.1, 0.1), new BatchNorm(),
        new MemberScale(2), new MemberDense(2, 2), new MemberHeads(2, 3));

    // everything that networks for tables are made of
    static readonly Network s_tableNetwork = new(17,
        new Split(
            new Branch(9, new PeriodicEmbedding(5, 4, RateFactor: 0.1)), new Branch(2, new PeriodicEmbedding(3, 2, Phases: false)),
            new Branch(3, new PiecewiseLinearEmbedding(4, 3)), new Branch(1, new Embedding(2, 5)), new Branch(2)),
        new Scale(6, 6), new Dense(33) { Parametrization = Parametrization.NeuralTangent, BiasRateFactor = 0.1 },
        new ParametricActivation(new Mish(), 0.1, 0.1), new Dropout(0.2), new MemberScale(3), new MemberDense(3, 20),
        new Activation(new Relu()), new MemberDense(3, 7, Adapters: false), new MemberHeads(3, 5));

    static readonly Dictionary<string, (Optimizer Optimizer, TrainingOptions Options)> s_cases = new()
    {
        ["sgd"] = (new Sgd(0.05, 0.9), new()),
        ["adam with decay"] = (new Adam(0.005) { WeightDecay = 0.01 }, new()),
        ["clipped norm"] = (new Sgd(0.2), new() { ClipNorm = 0.5 }),
        ["clipped values"] = (new Sgd(0.2), new() { ClipValue = 0.02 }),
        ["accumulated batches"] = (new Adam(0.005), new() { AccumulateBatches = 3 }),
        ["accumulated and clipped"] = (new Adam(0.005) { L2 = 0.001 }, new() { AccumulateBatches = 4, ClipNorm = 0.3 }),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OnAnyNumberOfThreads(string name) =>
        Assert.Single(s_threads.Select(threads => Trained(name, threads, Lanes.Bits)).Distinct());

    [Theory]
    [MemberData(nameof(Cases))]
    public void InAnyWidthOfLane(string name) => Assert.Single(s_bits.Select(bits => Trained(name, 1, bits)).Distinct());

    [Theory]
    [MemberData(nameof(Cases))]
    public void SmallNetworksToo(string name) => Assert.Single(
        from bits in s_bits
        from threads in s_threads
        select Trained(name, threads, bits, 1, s_smallNetwork) into trained
        group trained by trained);

    [Theory]
    [MemberData(nameof(Cases))]
    public void DeepNarrowNetworksToo(string name) => Assert.Single(
        from bits in s_bits
        from threads in s_threads
        select Trained(name, threads, bits, 1, s_deepNetwork) into trained
        group trained by trained);

    [Theory]
    [MemberData(nameof(Cases))]
    public void NarrowNetworksForTablesToo(string name) => Assert.Single(
        from bits in s_bits
        from threads in s_threads
        select Trained(name, threads, bits, 1, s_narrowTableNetwork) into trained
        group trained by trained);

    [Theory]
    [MemberData(nameof(Cases))]
    public void NetworksForTablesToo(string name) => Assert.Single(
        (from bits in s_bits select (Bits: bits, Threads: 1)).Concat(from threads in s_threads select (Bits: Lanes.Bits, Threads: threads))
            .Select(run => Trained(name, run.Threads, run.Bits, 1, s_tableNetwork)).Distinct());

    [Theory]
    [MemberData(nameof(EveryLayer.Names), MemberType = typeof(EveryLayer))]
    public void EveryLayerToo(string name)
    {
        var network = new Network(3, [.. EveryLayer.All[name], new Dense(3)]);
        IEnumerable<(int Bits, int Threads)> runs =
            [.. s_bits.Select(bits => (bits, 1)), .. s_threads.Select(threads => (Lanes.Bits, threads))];
        Assert.Single(runs.Select(run => Trained("adam with decay", run.Threads, run.Bits, 1, network)).Distinct());
    }

    [Fact]
    public void OnThreeThreadsInAnyWidthOfLane() => Assert.Single(s_bits.Select(bits => Trained("clipped norm", 3, bits)).Distinct());

    [Fact]
    public void ByTheTrainerOnAnyNumberOfThreads() => Assert.Single(s_threads.Select(threads =>
    {
        using Model<float> model = Model.Create(s_network, 3);
        using var trainer = new Trainer<float>(
            model, new SoftmaxCrossEntropy(), new Adam(0.005),
            new() { BatchSize = BatchSize, Threads = threads, ValidationFraction = 0.2 });
        TrainingHistory history = trainer.Fit(Drawn.Classification<float>(Rows, 17, 5), epochs: 5);
        return (WeightDigest.Of(model.Parameters), history.Best.TrainingLoss, history.Best.ValidationLoss);
    }).Distinct());

    [Fact]
    public void ButNotWithAnotherSeed() =>
        Assert.NotEqual(Trained("sgd", 1, Lanes.Bits, 1).Digest, Trained("sgd", 1, Lanes.Bits, 2).Digest);

    static (string Digest, double Loss) Trained(string name, int threads, int bits, ulong dropoutSeed = 1, Network? other = null)
    {
        (Optimizer optimizer, TrainingOptions options) = s_cases[name];
        Network network = other ?? s_network;
        using var model = new Model<float>(network, new Parameters<float>([.. network.Blocks()], Lanes.Width<float>(bits)));
        Samples<float> samples = Drawn.Classification<float>(Rows, network.Inputs, network.Outputs);
        DataDependent.Initialize(model, samples, 7, dense: false);
        int[] order = [.. Enumerable.Range(0, Rows)];
        using var engine = new CpuEngine<float>(
            new(model.Network, model.Parameters, new SoftmaxCrossEntropy(), optimizer),
            options with { BatchSize = BatchSize, Seed = dropoutSeed, Threads = threads });
        engine.Reserve(new(1, false, Rows));
        engine.Refresh();
        double loss = 0;
        for (int epoch = 0; epoch < Epochs; epoch++) loss = engine.RunEpoch(samples, order, Rows);
        int accumulated = options.AccumulateBatches;
        Assert.Equal(Epochs * ((StepsOfAnEpoch + accumulated - 1) / accumulated), engine.State.Steps);
        Assert.True(double.IsFinite(loss));
        return (WeightDigest.Of(model.Parameters), loss);
    }
}
