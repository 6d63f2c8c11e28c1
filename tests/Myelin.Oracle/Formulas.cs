using System.Text.Json;
using Myelin.Activations;
using Myelin.Losses;
using Myelin.Optimizers;
using Myelin.Schedules;

namespace Myelin.Oracle;

/// <summary>The other libraries' names and settings of formulas, as Myelin's.</summary>
static class Formulas
{
    public static IActivation Activation(string name, JsonElement? settings)
    {
        double Setting(string key, double otherwise) => settings is { ValueKind: JsonValueKind.Object } s ? s.Number(key, otherwise) : otherwise;
        return name switch
        {
            "identity" or "linear" => new Identity(),
            "sigmoid" or "logistic" => new Sigmoid(),
            "relu" => new Relu(),
            "leaky_relu" => new LeakyRelu(Setting("alpha", 0.01)),
            "tanh" => new Tanh(),
            "softmax" => new Softmax(),
            "log_softmax" => new LogSoftmax(),
            "elu" => new Elu(Setting("alpha", 1)),
            "selu" => new Selu(),
            "celu" => new Celu(Setting("alpha", 1)),
            "gelu" => new Gelu(),
            "gelu_tanh" => new GeluTanh(),
            "silu" => new Silu(),
            "mish" => new Mish(),
            "softplus" => new Softplus(Setting("beta", 1)),
            "softsign" => new Softsign(),
            "logsigmoid" or "log_sigmoid" => new LogSigmoid(),
            "hardsigmoid" => new HardSigmoid(),
            "hardswish" => new HardSwish(),
            "hardtanh" => new HardTanh(Setting("min", -1), Setting("max", 1)),
            "relu6" => new Relu6(),
            "hardshrink" => new HardShrink(Setting("lambd", 0.5)),
            "softshrink" => new SoftShrink(Setting("lambd", 0.5)),
            "tanhshrink" => new TanhShrink(),
            "gaussian" => new Gaussian(),
            "sin" => new Sine(),
            _ => throw new NotSupportedException($"activation {name}"),
        };
    }

    public static ILoss Loss(JsonElement loss)
    {
        Reduction reduction = loss.Find("reduction")?.GetString() switch
        {
            "sum" => Reduction.Sum,
            "none" => Reduction.None,
            "batchmean" => Reduction.RowMean,
            null or "mean" => Reduction.Mean,
            string other => throw new NotSupportedException($"reduction {other}"),
        };
        EquatableArray<double>? classWeights = Array(loss.Find("class_weight"));
        EquatableArray<double>? weights = Array(loss.Find("sample_weight")), positive = Array(loss.Find("pos_weight"));
        int? ignored = loss.Find("ignore_index") is { } index ? index.GetInt32() : null;
        return loss.Text("type") switch
        {
            "mse" => new MeanSquaredError(reduction),
            "half_sse" => new HalfSquaredError(loss.Has("reduction") ? reduction : Reduction.Sum),
            "mae" or "l1" => new MeanAbsoluteError(reduction),
            "huber" => new Huber(loss.Number("delta", 1), reduction),
            "smooth_l1" => new SmoothL1(loss.Number("beta", 1), reduction),
            "log_cosh" => new LogCosh(reduction),
            "msle" => new MeanSquaredLogarithmicError(reduction),
            "cross_entropy" => new SoftmaxCrossEntropy(classWeights, loss.Number("label_smoothing", 0), ignored, reduction),
            "nll" => new NegativeLogLikelihood(classWeights, ignored, reduction),
            "bce" => weights is null ? new BinaryCrossEntropy(reduction) : BinaryCrossEntropy.PerOutput(weights, reduction),
            "bce_with_logits" => weights is null && positive is null
                ? new SigmoidCrossEntropy(1, reduction)
                : SigmoidCrossEntropy.PerOutput(positive ?? [.. weights!.Select(_ => 1d)], weights, reduction),
            "poisson_nll" => new PoissonNegativeLogLikelihood(loss.Find("log_input") is not { ValueKind: JsonValueKind.False }, loss.Flag("full"), loss.Number("eps", 1e-8), reduction),
            "gaussian_nll" => new GaussianNegativeLogLikelihood(loss.Number("var", 1), loss.Flag("full"), reduction),
            "kl_div" => new KullbackLeiblerDivergence(loss.Flag("log_target"), reduction),
            "hinge_binary" or "hinge" => new Hinge(reduction),
            "squared_hinge_binary" or "squared_hinge" => new SquaredHinge(reduction),
            "multi_margin" => new MultiMargin((int)loss.Number("p", 1), loss.Number("margin", 1), classWeights, reduction),
            "soft_margin" => new SoftMargin(reduction),
            "quantile" or "pinball" => new Quantile(loss.Number("quantile", loss.Number("q", 0.5)), reduction),
            string other => throw new NotSupportedException($"loss {other}"),
        };
    }

    static EquatableArray<double>? Array(JsonElement? numbers) => numbers is { } given ? new EquatableArray<double>(given.Vector()) : null;

    public static Optimizer Optimizer(JsonElement o)
    {
        double rate = o.Number("lr", 0.01), decay = o.Number("weight_decay", 0);
        double[] betas = o.Find("betas")?.Vector() ?? [0.9, 0.999];
        double Epsilon(double otherwise) => o.Number("eps", otherwise);
        Optimizer optimizer = o.Text("type") switch
        {
            "sgd" => new Sgd(rate, o.Number("momentum", 0), o.Number("dampening", 0), o.Flag("nesterov")),
            "rmsprop" => new RmsProp(rate, o.Number("alpha", 0.99), Epsilon(1e-8), o.Number("momentum", 0), o.Flag("centered")),
            "adagrad" => new Adagrad(rate, o.Number("lr_decay", 0), o.Number("initial_accumulator_value", 0), Epsilon(1e-10)),
            "adadelta" => new Adadelta(rate, o.Number("rho", 0.9), Epsilon(1e-6)),
            "adam" or "adamw" => new Adam(rate, betas[0], betas[1], Epsilon(1e-8), o.Flag("amsgrad")),
            "adamax" => new Adamax(rate, betas[0], betas[1], Epsilon(1e-8)),
            "nadam" => new NAdam(rate, betas[0], betas[1], Epsilon(1e-8), o.Number("momentum_decay", 0.004)),
            "radam" => new RAdam(rate, betas[0], betas[1], Epsilon(1e-8)),
            "rprop" => new Rprop(rate, o.Find("etas")?[0].Number() ?? 0.5, o.Find("etas")?[1].Number() ?? 1.2, o.Find("step_sizes")?[0].Number() ?? 1e-6, o.Find("step_sizes")?[1].Number() ?? 50),
            "lion" => new Lion(rate, betas[0], betas[1]),
            string other => throw new NotSupportedException($"optimizer {other}"),
        };

        // PyTorch's decay reaches every parameter; AdamW's and Lion's is decoupled
        bool decoupled = o.Text("type") is "adamw" or "lion";
        return optimizer with { DecaysAll = true, L2 = decoupled ? 0 : decay, WeightDecay = decoupled ? o.Number("weight_decay", o.Text("type") == "adamw" ? 0.01 : 0) : 0 };
    }

    /// <summary>PyTorch's settings are rates; Myelin's are factors on the optimizer's rate.</summary>
    public static Schedule Schedule(JsonElement s, double rate)
    {
        double Number(string key, double otherwise) => s.Number(key, otherwise);
        long Whole(string key, double otherwise = 1) => (long)s.Number(key, otherwise);
        return s.Text("type") switch
        {
            "ConstantLR" => new ConstantRate(Number("factor", 1d / 3), Whole("total_iters", 5)),
            "StepLR" => new StepDecay(Whole("step_size"), Number("gamma", 0.1)),
            "MultiStepLR" => new MultiStepDecay((long[])[.. s.GetProperty("milestones").EnumerateArray().Select(m => m.GetInt64())], Number("gamma", 0.1)),
            "ExponentialLR" => new ExponentialDecay(Number("gamma", 0.1)),
            "LinearLR" => new LinearRate(Number("start_factor", 1d / 3), Number("end_factor", 1), Whole("total_iters", 5)),
            "PolynomialLR" => new PolynomialDecay(Number("power", 1), 0, Whole("total_iters", 5)),
            "CosineAnnealingLR" => new CosineDecay(Number("eta_min", 0) / rate, Whole("T_max")),
            "CosineAnnealingWarmRestarts" => new CosineRestarts(Whole("T_0"), (int)Whole("T_mult", 1), Number("eta_min", 0) / rate),
            "OneCycleLR" => new OneCycle(Number("max_lr", rate) / rate, Number("pct_start", 0.3), Number("div_factor", 25), Number("final_div_factor", 1e4),
                s.Find("anneal_strategy")?.GetString() == "linear", s.Flag("three_phase"), Whole("total_steps")),
            "CyclicLR" => new Cyclic(Number("base_lr", 0) / rate, Number("max_lr", 1) / rate, Whole("step_size_up", 2000), s.Has("step_size_down") ? Whole("step_size_down") : null,
                s.Find("mode")?.GetString() == "triangular2" ? 0.5 : 1, s.Find("mode")?.GetString() == "exp_range" ? Number("gamma", 1) : 1),
            string other => throw new NotSupportedException($"schedule {other}"),
        };
    }
}
