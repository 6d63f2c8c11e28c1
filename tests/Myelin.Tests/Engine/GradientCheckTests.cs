using Myelin.Explain;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Engine;

/// <summary>Every layer with every activation, every loss with both: the analytic gradient is the slope of the loss.</summary>
public class GradientCheckTests
{
    const int Inputs = 3, Hidden = 4, Outputs = 3, Rows = 5;
    const double Step = 1e-6, Tolerance = 1e-6;

    static readonly Dictionary<string, Func<IActivation, Layer[]>> s_layers = new()
    {
        ["dense"] = activation => [new Dense(Hidden, activation)],
        ["dense without bias"] = activation => [new Dense(Hidden, activation, Bias: false)],
        ["activation"] = activation => [new Dense(Hidden), new Activation(activation)],
        ["batch norm"] = activation => [new Dense(Hidden), new BatchNorm(), new Activation(activation)],
        ["layer norm"] = activation => [new Dense(Hidden), new LayerNorm(), new Activation(activation)],
        ["dropout"] = activation => [new Dense(Hidden, activation), new Dropout(0.4)],
        ["prelu"] = activation => [new Dense(Hidden), new PRelu(), new Activation(activation)],
        ["shared prelu"] = activation => [new Dense(Hidden), new PRelu(PerUnit: false), new Activation(activation)],
        ["scale"] = activation => [new Dense(Hidden, activation), new Scale()],
        ["tangent dense"] = activation => [new Dense(Hidden, activation) { Parametrization = Parametrization.NeuralTangent }],
        ["parametric activation"] = activation => activation.IsOfRows
            ? [new Dense(Hidden, activation), new ParametricActivation(new Tanh())]
            : [new Dense(Hidden), new ParametricActivation(activation)],
        ["split"] = activation => [new Split(new Branch(1, new Embedding(2, 3)), new Branch(1), new Branch(1, new Dense(2), new Scale())),
            new Dense(Hidden, activation)],
        ["periodic embedding"] = activation => [new PeriodicEmbedding(3, 3, 0.3), new Dense(Hidden, activation)],
        ["periodic embedding without phases"] = activation =>
            [new PeriodicEmbedding(2, 2, 0.3, Phases: false), new Dense(Hidden, activation)],
        ["piecewise linear embedding"] = activation => [new PiecewiseLinearEmbedding(4, 2), new Dense(Hidden, activation)],
        ["batch ensemble"] = activation =>
            [new MemberScale(2), new MemberDense(2, Hidden), new Activation(activation), new MemberHeads(2, Hidden)],
        ["shared ensemble"] = activation => [new Dense(Hidden), new MemberScale(3, new Normal(1)), new MemberDense(3, 2, Adapters: false),
            new Activation(activation), new MemberHeads(3, Hidden)],
        ["residual"] = activation => [new Dense(Hidden), new Residual(new Dense(Hidden, activation), new LayerNorm(), new Dense(Hidden))],
    };

    static readonly string[] s_losses = [.. LossNames.All.Where(name => name != "per-output"),
        "per-output(losses=[quantile(0.1), quantile(0.5), quantile(0.9)])"];

    // a loss meets a layer only through δ, so every pair of kinds is enough: all losses with a Dense and with a tanh, these with the rest
    static readonly string[] s_fewLosses = ["mean-squared-error", "softmax-cross-entropy", "heteroscedastic-negative-log-likelihood"];

    public static MatrixTheoryData<string, string> Combinations => new(s_layers.Keys, ActivationNames.All);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void AnalyticIsNumeric(string layer, string activation)
    {
        foreach (string name in layer == "dense" || activation == "tanh" ? s_losses : s_fewLosses)
        {
            ILoss loss = LossNames.Parse(name);
            int outputs = loss is HeteroscedasticNegativeLogLikelihood ? 2 * Outputs : Outputs;
            using Model<double> model = Model.Create<double>(
                new(Inputs, [.. s_layers[layer](ActivationNames.Parse(activation)), new Dense(outputs, Last(loss))]), seed: 3);
            if (layer.StartsWith("piecewise", StringComparison.Ordinal))
                DataDependent.Initialize(model, new(Drawn.Numbers<double>(60, 8), Inputs, new double[20], 1), seed: 3, dense: false);
            MoveParameters(model);
            GradientReport report = GradientCheck.Run(model, loss, SmoothSamples(model, loss), Step, Tolerance);
            Assert.True(report.Passed, $"{name}\n{report}");
        }
    }

    // where the heads are last, each member has a loss of its own
    [Fact]
    public void MembersLossesAreNumericToo()
    {
        foreach (string name in s_losses)
        {
            ILoss loss = LossNames.Parse(name);
            int outputs = loss is HeteroscedasticNegativeLogLikelihood ? 2 * Outputs : Outputs;
            if (Last(loss) is not Identity) continue;
            using Model<double> model = Model.Create<double>(
                new(Inputs, new MemberScale(3), new MemberDense(3, 5), new Activation(new Tanh()), new MemberHeads(3, outputs)), seed: 3);
            MoveParameters(model);
            GradientReport report = GradientCheck.Run(model, loss, SmoothSamples(model, loss), Step, Tolerance);
            Assert.True(report.Passed, $"{name}\n{report}");
        }
    }

    [Theory]
    [MemberData(nameof(EveryLayer.Names), MemberType = typeof(EveryLayer))]
    public void EveryLayerIsNumeric(string name)
    {
        using Model<double> model = Model.Create<double>(new(Inputs, [.. EveryLayer.All[name], new Dense(Outputs)]), seed: 3);
        DataDependent.Initialize(model, new(Drawn.Numbers<double>(60, 8), Inputs, new double[20], 1), seed: 3, dense: false);
        MoveParameters(model);
        var loss = new MeanSquaredError();
        GradientReport report = GradientCheck.Run(model, loss, SmoothSamples(model, loss), Step, Tolerance);
        Assert.True(report.Passed, $"{report}");
    }

    [Fact]
    public void EveryLayerIsThere() => Assert.Equal(EveryLayer.Kinds.Order(), EveryLayer.All.Keys.Order());

    [Fact]
    public void AWrongGradientIsFound()
    {
        using Model<double> model = Model.Create<double>(new Network(1, new Dense(1)));
        model.Parameters.Write("layers.0.weight", [0]);
        Samples<double> samples = new(new double[] { 2 }, 1, new double[] { 1e-7 }, 1);
        GradientReport report = GradientCheck.Run(model, new Lying(), samples, Step, Tolerance);
        Assert.False(report.Passed);
        Assert.Contains("FAILED", report.ToString(), StringComparison.Ordinal);
        // beside a corner, which the differences reach across, a right gradient is right
        Assert.True(GradientCheck.Run(model, new MeanAbsoluteError(), samples, Step, Tolerance).Passed);
    }

    // |ŷ − y| with a slope that is a thousandth too large
    readonly record struct Lying : IElementLoss<Lying>
    {
        public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
        {
            gradient = TLane.CopySign(TLane.Of(1.001), prediction - target);
            return TLane.Abs(prediction - target);
        }
    }

    // predictions that the loss takes: probabilities, their logarithms, positive numbers, or any
    static IActivation Last(ILoss loss) => loss switch
    {
        BinaryCrossEntropy => new Sigmoid(),
        NegativeLogLikelihood or KullbackLeiblerDivergence => new LogSoftmax(),
        MeanSquaredLogarithmicError => new Softplus(),
        _ => new Identity(),
    };

    static Samples<double> Targets(ILoss loss, double[] inputs)
    {
        int columns = loss is SoftmaxCrossEntropy or NegativeLogLikelihood or MultiMargin ? 1 : Outputs;
        double[] targets = loss switch
        {
            SoftmaxCrossEntropy or NegativeLogLikelihood or MultiMargin => Drawn.Classes<double>(Rows, Outputs, 5),
            Hinge or SquaredHinge or SoftMargin => [.. Drawn.Classes<double>(Rows * Outputs, 2, 5).Select(y => 2 * y - 1)],
            BinaryCrossEntropy or SigmoidCrossEntropy or KullbackLeiblerDivergence => Drawn.Numbers<double>(Rows * Outputs, 5, 0.1, 0.9),
            PoissonNegativeLogLikelihood => Drawn.Classes<double>(Rows * Outputs, 6, 5),
            MeanSquaredLogarithmicError => Drawn.Numbers<double>(Rows * Outputs, 5, 0.1, 3),
            _ => Drawn.Numbers<double>(Rows * Outputs, 5, -2, 2),
        };
        return new(inputs, Inputs, targets, columns, new double[] { 1, 0.5, 2, 1, 1.5 });
    }

    // biases, scales and slopes begin alike: moved apart, each has a gradient of its own
    static void MoveParameters(Model<double> model)
    {
        for (int block = 0; block < model.Parameters.Blocks.Count; block++)
        {
            if (model.Parameters.Blocks[block].Role == ParameterRole.Statistic) continue;
            var values = new double[model.Parameters.Blocks[block].Count];
            model.Parameters.Read(block, values);
            double[] noise = Drawn.Numbers<double>(values.Length, (ulong)block + 40, -0.3, 0.3);
            model.Parameters.Write(block, [.. values.Zip(noise, (value, change) => value + change)]);
        }
    }

    // the first draw of inputs whose loss has no kink within a hundred steps: the slope is the same a bit to either side
    static Samples<double> SmoothSamples(Model<double> model, ILoss loss)
    {
        for (ulong seed = 1; ; seed++)
        {
            Samples<double> samples = Targets(loss, Drawn.Numbers<double>(Rows * Inputs, seed, -0.7, 0.7));
            Assert.True(seed < 200, "No draw without a kink.");
            if (IsSmooth(model, loss, samples)) return samples;
        }
    }

    static bool IsSmooth(Model<double> model, ILoss loss, Samples<double> samples)
    {
        const double Near = 1e-4;
        Trace<double> trace = Trace<double>.Of(model, loss, samples);
        foreach (LayerTrace<double> layer in trace.Layers)
        {
            double[,]? bent = layer.Layer is PRelu or ParametricActivation ? layer.Input : layer.PreActivation;
            if (bent is not null && bent.Cast<double>().Any(z => s_kinks.Any(kink => Math.Abs(z - kink) < Near))) return false;
        }
        double[] predictions = [.. trace.Layers[^1].Output.Cast<double>()], targets = samples.Targets.ToArray();
        bool margin = loss is Hinge or SquaredHinge;
        return targets.Length != predictions.Length || predictions.Zip(targets).All(pair =>
            s_kinks.All(kink => Math.Abs((margin ? pair.First * pair.Second : pair.First - pair.Second) - kink) > Near));
    }

    // where some activation or loss bends: rectifiers, shrinks, hard sigmoids, margins, Huber's δ
    static readonly double[] s_kinks = [-3, -1, -0.5, 0, 0.5, 1, 3, 6];
}
