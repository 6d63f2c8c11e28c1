using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Engine;

/// <summary>Numbers at the ends of what can be computed: what comes of them is finite and right, or is refused in a sentence.</summary>
public class ExtremeNumberTests
{
    static readonly Network s_network = new(3, new Dense(5, new Tanh()), new Dense(2));

    static readonly CancellationToken s_stop = TestContext.Current.CancellationToken;

    static Samples<float> Rows(int count, float size = 1, float targetSize = 1)
    {
        var (inputs, targets) = (new float[count, 3], new float[count, 2]);
        for (int n = 0; n < count; n++)
        {
            for (int i = 0; i < 3; i++) inputs[n, i] = size * (((n * 7 + i * 5) % 11 - 5) / 5f);
            for (int o = 0; o < 2; o++) targets[n, o] = targetSize * (((n * 3 + o) % 7 - 3) / 3f);
        }
        return new(inputs, targets);
    }

    static (double First, double Last, Model<float> Model) Train(Samples<float> rows, Optimizer? optimizer = null,
        TrainingOptions? options = null, ILoss? loss = null, Network? network = null)
    {
        Model<float> model = Model.Create(network ?? s_network);
        using var trainer = new Trainer(model, loss ?? new MeanSquaredError(), optimizer ?? new Sgd(0.01), options);
        TrainingHistory history = trainer.Fit(rows, null, 20, null, s_stop);
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss)));
        Assert.True(model.Parameters.AreFinite());
        return (history.Epochs[0].TrainingLoss, history.Epochs[^1].TrainingLoss, model);
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(-1e30f)]
    [InlineData(3e38f)]
    public void HugeInputsSaturateAndStayFinite(float size)
    {
        using Model<float> model = Train(Rows(20, size), new Adam(0.01), new() { ClipNorm = 1 }).Model;
        var outputs = new float[40];
        model.Predict(Rows(20, size).Inputs.Span, outputs);
        Assert.All(outputs, output => Assert.True(float.IsFinite(output)));
    }

    [Theory]
    [InlineData(1e-42f)]
    [InlineData(float.Epsilon)]
    public void DenormalInputsAreNumbersLikeOthers(float size)
    {
        (double first, double last, Model<float> model) = Train(Rows(20, size, 1), new Adam(0.01));
        using (model)
            Assert.True(last < first);
    }

    /// <summary>∂L/∂w is near 1e20, whose square is beyond float: the clipped step must be as long as for a gradient near 1.</summary>
    [Fact]
    public void TheNormOfALargeGradientIsRightAndItIsClipped()
    {
        var network = new Network(1, new Dense(1, new Identity(), Bias: false));
        foreach (float size in new[] { 1f, 1e15f, 1e20f, 1e30f })
        {
            using var trainer = new Trainer(Model.Create(network), new MeanAbsoluteError(), new Sgd(0.5),
                new() { ClipNorm = 1, BatchSize = 4 });
            trainer.Model.Parameters.Write(0, [3]);
            // |w x − y| with x = size and y = 0 has the gradient size
            var rows = new Samples<float>(new float[,] { { size }, { size }, { size }, { size } }, new float[4, 1]);
            trainer.Step(rows);
            Assert.Equal(2.5f, trainer.Model.Parameters.Get(0)[0, 0], 1e-5f);
            Assert.Equal(size, trainer.GradientNorm, size * 1e-6);
        }
    }

    [Fact]
    public void TheNormOfALargeGradientHasTheSameBitsInEveryWidthOfLane()
    {
        using var model = Model.Create(new Network(37, new Dense(23, new Relu()), new Dense(1)));
        double[] norms = [.. new[] { 0, 128, 256, 512 }.Select(Norm)];
        Assert.Single(norms.Distinct());
        Assert.InRange(norms[0], 1e38 * Math.Sqrt(37 * 23 + 23 + 23 + 1) / 3, 1e38 * Math.Sqrt(37 * 23 + 23 + 23 + 1));

        double Norm(int bits)
        {
            using var gradients = new Parameters<float>([.. model.Network.Blocks()], Lanes.Width<float>(bits));
            for (int b = 0; b < gradients.Blocks.Count; b++)
                gradients.Write(b, [.. Enumerable.Range(0, gradients.Blocks[b].Count).Select(i => 1e38f * MathF.Cos(i))]);
            using var norm = GradientNorm<float>.Create(gradients);
            norm.Sum(Worker.Alone);
            return norm.Total();
        }
    }

    [Fact]
    public void AHugeTargetIsLearnedWithClippingOrRefused()
    {
        var error = Assert.Throws<TrainingDivergedException>(() => Train(Rows(20, 1, 1e30f)));
        Assert.Contains("diverged", error.Message, StringComparison.Ordinal);
        // an absolute error stays finite, and its gradient small
        using Model<float> model = Train(Rows(20, 1, 1e30f), new Adam(1), new() { ClipNorm = 1 }, new MeanAbsoluteError()).Model;
        using var wide = new Trainer<double>(Model.Create<double>(s_network), new MeanSquaredError(), new Adam(0.1));
        Assert.True(double.IsFinite(wide.Fit(Wide(Rows(20, 1, 1e30f)), null, 5, null, s_stop).Epochs[^1].TrainingLoss));

        static Samples<double> Wide(Samples<float> rows) =>
            new(Array.ConvertAll(rows.Inputs.ToArray(), x => (double)x), rows.InputColumns,
                Array.ConvertAll(rows.Targets.ToArray(), y => (double)y), rows.TargetColumns);
    }

    public static TheoryData<Optimizer> Motionless =>
        [new Sgd(0), new Sgd(0) { WeightDecay = 0.1 }, new Adam(0), new AdamW(0), new RmsProp(0), new NAdam(0), new Lion(0)];

    [Theory]
    [MemberData(nameof(Motionless), DisableDiscoveryEnumeration = true)]
    public void ARateOfZeroMovesNothing(Optimizer optimizer)
    {
        using Model<float> before = Model.Create(s_network), after = Train(Rows(20), optimizer).Model;
        Assert.Equal(Files(before), Files(after));

        static string Files(Model<float> model) => Myelin.WeightDigest.Of(model.Parameters);
    }

    [Fact]
    public void ABatchLargerThanTheDataIsTheData()
    {
        using Model<float> larger = Train(Rows(10), new Adam(0.01), new() { BatchSize = 4096 }).Model,
            exact = Train(Rows(10), new Adam(0.01), new() { BatchSize = 10 }).Model;
        Assert.Equal(Myelin.WeightDigest.Of(exact.Parameters), Myelin.WeightDigest.Of(larger.Parameters));
    }

    [Fact]
    public void AShortLastBatchIsABatchOfItsOwnRows()
    {
        Samples<float> rows = Rows(10);
        using var whole = new Trainer(Model.Create(s_network), new MeanSquaredError(), new Adam(0.01),
            new() { BatchSize = 4, Shuffle = false });
        using var steps = new Trainer(Model.Create(s_network), new MeanSquaredError(), new Adam(0.01), new() { BatchSize = 4 });
        whole.Fit(rows, null, 1, null, s_stop);
        foreach (int[] batch in (int[][])[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]) steps.Step(rows.Select(batch));
        Assert.Equal(Myelin.WeightDigest.Of(steps.Model.Parameters), Myelin.WeightDigest.Of(whole.Model.Parameters));
    }

    [Fact]
    public void OneClassInEveryBatchIsFinite()
    {
        var inputs = new float[12, 3];
        for (int n = 0; n < 12; n++) inputs[n, n % 3] = 1;
        var rows = new Samples<float>(inputs, new int[12]);
        using Model<float> model = Train(rows, new Sgd(0.5), new() { BatchSize = 4 }, new SoftmaxCrossEntropy()).Model;
    }

    [Fact]
    public void WeightsOfZeroAreFinite()
    {
        // of the rows: nothing is learned; of the network: both hidden columns stay equal and finite
        Samples<float> rows = Rows(10), nothing = new(rows.Inputs, 3, rows.Targets, 2, new float[10]);
        using Model<float> before = Model.Create(s_network), after = Train(nothing, new Adam(0.1)).Model;
        Assert.Equal(Myelin.WeightDigest.Of(before.Parameters), Myelin.WeightDigest.Of(after.Parameters));
        using Model<float> zero = Train(rows, new Adam(0.1), null, null, new Network(3,
            new Dense(4, new Tanh(), Initializer: Constant.Zeros), new Dense(2, new Identity(), Initializer: Constant.Zeros))).Model;
        Assert.All(zero.Parameters.Get(0).Cast<float>(), weight => Assert.Equal(0, weight));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(7f)]
    [InlineData(1e30f)]
    public void BatchNormOfAConstantIsItsShift(float constant)
    {
        var inputs = new float[16, 3];
        for (int n = 0; n < 16; n++) (inputs[n, 0], inputs[n, 1], inputs[n, 2]) = (constant, n / 16f, -n / 16f);
        var rows = new Samples<float>(inputs.Cast<float>().ToArray(), 3, Rows(16).Targets, 2);
        using Model<float> model =
            Train(rows, new Adam(0.01), null, null, new Network(3, new BatchNorm(), new Dense(4, new Tanh()), new Dense(2))).Model;
        Assert.All(model.Predict(inputs).Cast<float>(), output => Assert.True(float.IsFinite(output)));
    }

    /// <summary>√|z| has no slope at 0: the padding of panels, where z is 0, becomes NaN, and no number that counts does.</summary>
    [Theory]
    [InlineData(3, 5)]
    [InlineData(20, 33)]
    public void AnInfiniteSlopeAtZeroIsNoDivergence(int inputs, int units)
    {
        var network = new Network(inputs, new Dense(units, new SignedRoot()), new BatchNorm(),
            new Dense(units, new SignedRoot()), new Dense(2));
        var x = new float[24, inputs];
        for (int n = 0; n < 24; n++)
            for (int i = 0; i < inputs; i++) x[n, i] = 1 + (n * 7 + i * 5) % 11 / 11f;
        var rows = new Samples<float>(x, new float[24, 2]);
        foreach (double clip in new[] { 0.0, 1 })
        {
            (double first, double last, Model<float> model) = Train(rows, new Adam(0.003), new() { ClipNorm = clip }, null, network);
            using (model) Assert.True(last < first);
        }
    }

    readonly record struct SignedRoot : IActivation<SignedRoot>
    {
        public bool NeedsInput => false;

        public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> => TLane.CopySign(TLane.Sqrt(TLane.Max(z, -z)), z);

        public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> => TLane.Of(0.5) / TLane.Max(a, -a);
    }
}
