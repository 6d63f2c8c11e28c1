using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Oracle;

/// <summary>The other libraries' names and settings of formulas, as Myelin's.</summary>
static class Formulas
{
    public static IActivation Activation(string name, JsonElement? given)
    {
        var s = new Settings(given, $"activation {name}");
        IActivation activation = name switch
        {
            "identity" or "linear" => new Identity(),
            "sigmoid" or "logistic" => new Sigmoid(),
            "relu" => new Relu(),
            "leaky_relu" => new LeakyRelu(s.Number("alpha", s.Number("negative_slope", 0.01))),
            "tanh" => new Tanh(),
            "softmax" => new Softmax(),
            "log_softmax" => new LogSoftmax(),
            "elu" => new Elu(s.Number("alpha", 1)),
            "selu" => new Selu(),
            "celu" => new Celu(s.Number("alpha", 1)),
            "gelu" => s.Text("approximate") == "tanh" ? new GeluTanh() : new Gelu(),
            "gelu_tanh" => new GeluTanh(),
            "silu" or "swish" => new Silu(),
            "mish" => new Mish(),
            "softplus" => new Softplus(s.Number("beta", 1)),
            "softsign" => new Softsign(),
            "logsigmoid" or "log_sigmoid" => new LogSigmoid(),
            "hardsigmoid" => new HardSigmoid(),
            "hardswish" => new HardSwish(),
            "hardtanh" => new HardTanh(s.Number("min", s.Number("min_val", -1)), s.Number("max", s.Number("max_val", 1))),
            "relu6" => new Relu6(),
            "hardshrink" => new HardShrink(s.Number("lambd", 0.5)),
            "softshrink" => new SoftShrink(s.Number("lambd", 0.5)),
            "tanhshrink" => new TanhShrink(),
            "gaussian" => new Gaussian(),
            "sin" or "sine" => new Sine(),
            _ => throw new NotSupportedException($"activation {name}"),
        };
        s.Done();
        return activation;
    }

    public static ILoss Loss(JsonElement given)
    {
        var s = new Settings(given, "loss");
        Reduction r = s.Text("reduction") switch
        {
            "sum" => Reduction.Sum,
            "none" => Reduction.None,
            "batchmean" => Reduction.RowMean,
            null when s.Type == "half_sse" => Reduction.Sum,
            null or "mean" => Reduction.Mean,
            string other => throw new NotSupportedException($"reduction {other}"),
        };
        ILoss loss = s.Type switch
        {
            "mse" => new MeanSquaredError(r),
            "half_sse" => new HalfSquaredError(r),
            "mae" or "l1" => new MeanAbsoluteError(r),
            "huber" => new Huber(s.Number("delta", 1), r),
            "smooth_l1" => new SmoothL1(s.Number("beta", 1), r),
            "log_cosh" => new LogCosh(r),
            "msle" => new MeanSquaredLogarithmicError(r),
            "cross_entropy" => new SoftmaxCrossEntropy(Weights(s, "class_weight"), s.Number("label_smoothing", 0), Ignored(s), r),
            "nll" => new NegativeLogLikelihood(Weights(s, "class_weight"), Ignored(s), r),
            "bce" => Weights(s, "sample_weight") is { } weights ? BinaryCrossEntropy.PerOutput(weights, r) : new BinaryCrossEntropy(r),
            "bce_with_logits" => (Weights(s, "pos_weight"), Weights(s, "sample_weight")) switch
            {
                (null, null) => new SigmoidCrossEntropy(1, r),
                var (positive, weights) => SigmoidCrossEntropy.PerOutput(positive, weights, r),
            },
            "poisson_nll" => new PoissonNegativeLogLikelihood(s.Flag("log_input", true), s.Flag("full"), s.Number("eps", 1e-8), r),
            "gaussian_nll" => new GaussianNegativeLogLikelihood(s.Number("var", 1), s.Flag("full"), r),
            "kl_div" => new KullbackLeiblerDivergence(s.Flag("log_target"), r),
            "hinge_binary" or "hinge" => new Hinge(r),
            "squared_hinge_binary" or "squared_hinge" => new SquaredHinge(r),
            "multi_margin" => new MultiMargin(s.Whole("p", 1), s.Number("margin", 1), Weights(s, "class_weight"), r),
            "soft_margin" => new SoftMargin(r),
            "quantile" or "pinball" => new Quantile(s.Number("quantile", s.Number("q", 0.5)), r),
            string other => throw new NotSupportedException($"loss {other}"),
        };

        // what the targets show by themselves
        _ = (s.Flag("soft"), s.Flag("soft_targets"));
        s.Done();
        return loss;
    }

    public static Optimizer Optimizer(JsonElement given)
    {
        var s = new Settings(given, "optimizer");
        (double rate, double decay) = (s.Number("lr", 0.01), s.Number("weight_decay", s.Type == "adamw" ? 0.01 : 0));
        (double beta1, double beta2) = Pair(s, "betas", 0.9, s.Type == "lion" ? 0.99 : 0.999);
        Optimizer optimizer = s.Type switch
        {
            "sgd" => Sgd(s, rate),
            "rmsprop" => new RmsProp(rate, s.Number("alpha", 0.99), s.Number("eps", 1e-8), s.Number("momentum", 0), s.Flag("centered")),
            "adagrad" => new Adagrad(rate, s.Number("lr_decay", 0), s.Number("initial_accumulator_value", 0), s.Number("eps", 1e-10)),
            "adadelta" => new Adadelta(rate, s.Number("rho", 0.9), s.Number("eps", 1e-6)),
            "adam" or "adamw" => new Adam(rate, beta1, beta2, s.Number("eps", 1e-8), s.Flag("amsgrad")),
            "adamax" => new Adamax(rate, beta1, beta2, s.Number("eps", 1e-8)),
            "nadam" => new NAdam(rate, beta1, beta2, s.Number("eps", 1e-8), s.Number("momentum_decay", 0.004)),
            "radam" => new RAdam(rate, beta1, beta2, s.Number("eps", 1e-8)),
            "rprop" => Rprop(s, rate),
            "lion" => new Lion(rate, beta1, beta2),
            string other => throw new NotSupportedException($"optimizer {other}"),
        };
        s.Done();

        // PyTorch's decay reaches every parameter; AdamW's and Lion's is decoupled
        bool decoupled = s.Type is "adamw" or "lion";
        return optimizer with { DecaysAll = true, L2 = decoupled ? 0 : decay, WeightDecay = decoupled ? decay : 0 };
    }

    // without momentum there is nothing to look ahead along
    public static Sgd Sgd(Settings s, double rate)
    {
        (double momentum, double dampening, bool nesterov) = (s.Number("momentum", 0), s.Number("dampening", 0), s.Flag("nesterov"));
        return new(rate, momentum, dampening, nesterov && momentum > 0);
    }

    static Rprop Rprop(Settings s, double rate)
    {
        ((double shrink, double grow), (double least, double most)) = (Pair(s, "etas", 0.5, 1.2), Pair(s, "step_sizes", 1e-6, 50));
        return new(rate, shrink, grow, least, most);
    }

    public static (double, double) Pair(Settings s, string key, double first, double second) =>
        s.Vector(key) is [var a, var b] ? (a, b) : (first, second);

    static int? Ignored(Settings s) => s.Find("ignore_index") is { } index ? index.GetInt32() : null;

    // a weight for each class or output; one number stands for all
    static EquatableArray<double>? Weights(Settings s, string key) => s.Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } given => new EquatableArray<double>(given.Vector()),
        { } one => new EquatableArray<double>([one.Number()]),
    };
}
