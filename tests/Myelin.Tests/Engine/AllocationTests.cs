namespace Myelin.Tests.Engine;

/// <summary>A step and a prediction take no memory once they have run.</summary>
public class AllocationTests
{
    const int Calls = 1000;

    static readonly Dictionary<string, Network> s_networks = new()
    {
        ["dense"] = new(7, new Dense(19, new Relu()), new Dense(3)),
        ["softmax"] = new(7, new Dense(19, new LogSoftmax()), new Dense(3)),
        ["dropout"] = new(7, new Dense(19, new Tanh()), new Dropout(0.3), new Dense(3)),
        ["batch norm"] = new(7, new Dense(19), new BatchNorm(), new Activation(new Gelu()), new Dense(3)),
        ["layer norm"] = new(7, new Dense(19), new LayerNorm(), new PRelu(), new Dense(3)),
        ["embeddings"] = new(7,
            new Split(new Branch(3, new PeriodicEmbedding()), new Branch(2, new PiecewiseLinearEmbedding(5, 3)),
                new Branch(1, new Embedding(4)), new Branch(1)),
            new Dense(19) { Parametrization = Parametrization.NeuralTangent }, new ParametricActivation(new Selu()), new Dense(3)),
        ["ensemble"] = new(7, new MemberScale(3), new MemberDense(3, 18), new Activation(new Relu()),
            new MemberDense(3, 5, Adapters: false), new MemberHeads(3, 3)),
        ["residual"] = new(7, new Residual(new Dense(7, new Silu())), new Scale(), new Dense(3)),
    };

    static readonly Dictionary<string, TrainingOptions> s_options = new()
    {
        ["plain"] = new(),
        ["clipped"] = new() { ClipNorm = 1 },
    };

    public static MatrixTheoryData<string, string> Steps => new(s_networks.Keys, s_options.Keys);

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Steps))]
    public void StepTakesNone(string network, string options)
    {
        using Model<float> model = Model.Create(s_networks[network]);
        foreach (ILoss loss in new ILoss[] { new MeanSquaredError(), new SoftmaxCrossEntropy() })
        {
            Samples<float> batch = loss is MeanSquaredError ? Drawn.Regression<float>(11, 7, 3) : Drawn.Classification<float>(11, 7, 3);
            using var trainer = new Trainer<float>(model, loss, new Adam(), s_options[options] with { Threads = 1 });
            Assert.Equal(0, Taken(() => trainer.Step(batch)));
        }
    }

    [Fact]
    public void SharedStepsTakeNone()
    {
        using Model<float> model = Model.Create(s_networks["dense"]);
        Samples<float> batch = Drawn.Regression<float>(32, 7, 3);
        using var trainer = new Trainer<float>(model, new MeanSquaredError(), new Adam(), new() { Threads = 2 });
        Assert.Equal(0, Taken(() => trainer.Step(batch)));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void PredictionTakesNone(string network)
    {
        using Model<float> model = Model.Create(s_networks[network]);
        model.Link = new Softmax();
        (float[] one, float[] many) = (Drawn.Numbers<float>(7, 1), Drawn.Numbers<float>(7 * 300, 2));
        (float[] first, float[] all) = (new float[3], new float[900]);
        Assert.Equal(0, Taken(() => model.Predict(one, first)));
        Assert.Equal(0, Taken(() => model.Predict(many, all)));
    }

    [Fact]
    public void TheMeasureSeesEveryByte() => Assert.True(Taken(() => GC.KeepAlive(new object())) >= Calls * 16);

    /// <summary>The bytes of a thousand calls, the least of a few thousands: whatever a call takes it takes each time.</summary>
    /// <remarks>The runtime takes some bytes of its own, once, when it compiles a method anew or a cache of its casts grows.</remarks>
    internal static long Taken(Action call)
    {
        for (int i = 0; i < 50; i++) call();
        long least = long.MaxValue;
        for (int thousand = 0; thousand < 5 && least > 0; thousand++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Calls; i++) call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
