using Myelin.Cli.Tracing;
using Myelin.Explain;
using Myelin.Tests;

namespace Myelin.Cli.Tests.Tracing;

/// <summary>The law of traces over every activation, loss, layer, optimizer and flag, as their registries name them.</summary>
public class LawOfTracesTests
{
    public static TheoryData<string> Activations => [.. ActivationNames.All];

    [Theory]
    [MemberData(nameof(Activations))]
    public void HoldsForEveryActivation(string name)
    {
        IActivation activation = ActivationNames.Parse(name);
        foreach (string layers in new[] { "in Dense", "apart" })
            foreach (string input in new[] { "0.3 -1 2", "-2 0.4 0.1; 1 0.2 -0.7", "0 0 0", "8 -3 5" })
            {
                Layer[] list = layers == "apart"
                    ? [new Dense(3), new Activation(activation), new Dense(2)]
                    : [new Dense(3, activation), new Dense(2)];
                IReadOnlyList<string> lines = Law.Holds(Run(list, new MeanSquaredError(), input, new Sgd(1e-6)),
                    $"{name} {layers} of {input}");
                Assert.True(activation is Identity || lines.Any(line => line.StartsWith("      δ", StringComparison.Ordinal)),
                    $"{name}: no δ");
            }
    }

    /// <summary>At the corners of each activation, and where it jumps, the lines are of the side that the formula takes.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void HoldsAtTheCornersOfEveryActivation(string name)
    {
        foreach (double z in new[] { -6, -3, -1, -0.5, 0, 0.5, 1, 3, 6 })
            Law.Holds(Run([new Activation(ActivationNames.Parse(name))], new HalfSquaredError(), Text(z)), $"{name} at {z}");
    }

    static readonly Dictionary<string, string[]> s_lossSettings = new()
    {
        ["gaussian-negative-log-likelihood"] = ["variance=2", "variance=0.5, full=true"],
        ["heteroscedastic-negative-log-likelihood"] = ["full=true"],
        ["huber"] = ["delta=0.2"],
        ["kullback-leibler-divergence"] = ["log-targets=true"],
        ["multi-margin"] = ["power=2", "margin=0.5, class-weights=[1, 2, 0.5]"],
        ["negative-log-likelihood"] = ["class-weights=[1, 2, 0.5]", "ignored-class=1"],
        ["per-output"] = ["losses=[quantile(0.1), quantile(0.5), quantile(0.9)]"],
        ["poisson-negative-log-likelihood"] = ["log-input=false", "full=true", "log-input=false, full=true"],
        ["quantile"] = ["0.9"],
        ["sigmoid-cross-entropy"] = ["positive-weight=3"],
        ["smooth-l1"] = ["beta=0.1"],
        ["softmax-cross-entropy"] = ["class-weights=[1, 2, 0.5]", "label-smoothing=0.1",
            "class-weights=[1, 2, 0.5], label-smoothing=0.2", "ignored-class=1"],
    };

    public static TheoryData<string> Losses => [.. LossNames.All];

    [Theory]
    [MemberData(nameof(Losses))]
    public void HoldsForEveryLoss(string name)
    {
        string[] settings = s_lossSettings.GetValueOrDefault(name, []);
        string[] variants = name == "per-output" ? settings
            : ["", .. settings, .. settings.Select(s => $"{s}, reduction=sum"), "reduction=row-mean"];
        foreach (string variant in variants)
        {
            ILoss loss = LossNames.Parse($"{name}({variant})");
            int outputs = loss is HeteroscedasticNegativeLogLikelihood ? 4 : 3;
            IActivation last =
                loss is BinaryCrossEntropy or MeanSquaredLogarithmicError || variant.Contains("log-input=false", StringComparison.Ordinal)
                    ? new Sigmoid() : loss is NegativeLogLikelihood or KullbackLeiblerDivergence ? new LogSoftmax() : new Identity();
            foreach (string input in new[] { "0.3 -1 2", "-2 0.4 0.1; 1 0.2 -0.7; 0.1 0.1 3" })
            {
                IReadOnlyList<string> lines = Law.Holds(Run([new Dense(outputs, last)], loss, input), $"{name}({variant}) of {input}");
                bool isIgnored = variant.Contains("ignored", StringComparison.Ordinal);
                if (name != "per-output" && !isIgnored) Assert.Contains(lines, line => line.TrimStart().StartsWith('ℓ'));
            }
        }
    }

    [Fact]
    public void HoldsForEveryLayerInTrainingAndPrediction()
    {
        foreach ((string name, Layer[] layers) in EveryLayer.All)
            foreach (bool evaluation in new[] { false, true })
                foreach (string optimizer in new[] { "sgd(0.5)", "adam(l1=0.01, l2=0.1, weight-decay=0.1, decays-all=true)", "lbfgs" })
                {
                    Walk walk = Run(layers, new HalfSquaredError(), "0.3 -1 2; 1 0.2 0.7; -0.4 1.5 1", OptimizerNames.Parse(optimizer), 3,
                        new() { EvaluationMode = evaluation });
                    IReadOnlyList<string> lines = Law.Holds(walk, $"{name}, {optimizer}, {(evaluation ? "prediction" : "training")}");
                    Assert.True(lines.Count >= 3 * Story.Blocks(walk).Count(), $"{name}: {lines.Count} lines");
                }
    }

    const string EightRows = "0.3 -1 2; 1 0.2 0.7; -0.4 1.5 1; 2 1 0; 0 0.5 -1; 0.1 0.1 0.2; -1 -2 3; 0.6 0.7 0.9";

    /// <summary>Statistics, x̂ and masks have lines of their own, before what is made of them; of many rows too.</summary>
    [Theory]
    [InlineData("batch-norm", "μ v x̂ mean(∂L/∂a) mean(∂L/∂a⊙x̂)")]
    [InlineData("layer-norm", "μ v x̂ g mean(g) mean(g⊙x̂)")]
    [InlineData("dropout(0.3)", "m")]
    [InlineData("parametric", "σ σ′")]
    public void PartsOfALayerAreWorkedOut(string name, string symbols)
    {
        Layer layer = name == "parametric" ? new ParametricActivation(new Selu()) : LayerList.Parse(name)[0];
        foreach (string input in new[] { "0.3 -1 2; 1 0.2 0.7; -0.4 1.5 1", EightRows })
        {
            IReadOnlyList<string> lines = Law.Holds(Run([layer, new Dense(2)], new HalfSquaredError(), input), $"{name} of {input}");
            Assert.Equal(symbols.Split(' '),
                lines.Select(line => line.Trim().Split(' ')[0]).Where(symbol => symbols.Split(' ').Contains(symbol)));
        }
    }

    /// <summary>In the first bin, within, on an edge, in the last and beyond.</summary>
    [Theory]
    [InlineData("-3 0.5")]
    [InlineData("0.5 0.5; 1 1; 2.7 -1; 9 2")]
    public void HoldsForBinsOfData(string input)
    {
        double[,] x = Numbers.Matrix(input);
        using Model<double> model = Model.Create<double>(new Network(2, new PiecewiseLinearEmbedding(3, 2), new Dense(2)), seed: 3);
        double[][] bins = [[0, 0, 1, 1, 3, 3], [1, 1, 0.5, 0.5, 2, 2], [-1e30, -1e30, 0, 0, 0, 0], [1, 1, 1, 1, 1e30, 1e30]];
        for (int block = 0; block < 4; block++) model.Parameters.Write(block, bins[block]);
        var samples = new Samples<double>(x, new double[x.GetLength(0), 2]);
        IReadOnlyList<string> lines =
            Law.Holds(new Lesson(model, new HalfSquaredError(), new Sgd(0.1), samples, new HashSet<int>(), 1, "a test").Run(), input);
        foreach (string symbol in new[] { "φ₁ =", "a⁽¹⁾₁", "∂L/∂V⁽¹⁾₁₁", "∂L/∂x⁽¹⁾₁" })
            Assert.Contains(lines, line => line.StartsWith($"      {symbol}", StringComparison.Ordinal));
    }

    /// <summary>A schedule of dropout changes p, and the mask with it.</summary>
    [Fact]
    public void HoldsForDropoutWithASchedule()
    {
        TrainingOptions options = new() { DropoutSchedule = new Myelin.LinearRate(Length: 5) };
        IReadOnlyList<string> lines =
            Law.Holds(Run([new Dropout(0.3), new Dense(2)], new HalfSquaredError(), "0.3 -1 2", steps: 4, options: options), "dropout");
        Assert.Contains(lines, line => line.StartsWith("      m = ", StringComparison.Ordinal));
    }

    // members have a loss of their own each
    [Fact]
    public void HoldsForMembersOfEveryLoss()
    {
        foreach (string name in LossNames.All.Where(name => name is not "per-output" and not "binary-cross-entropy"))
        {
            ILoss loss = LossNames.Parse(name);
            Layer[] layers = [new MemberScale(3), new MemberHeads(3, loss is HeteroscedasticNegativeLogLikelihood ? 4 : 3)];
            Law.Holds(Run(layers, loss, "0.3 0.1 0.2; 0.2 0.2 0.1"), name);
        }
    }

    public static TheoryData<string> OptimizersByName => [.. OptimizerNames.All];

    /// <summary>
    /// Every setting of every optimizer alone, every flag with every setting, others in pairs; dropout on, blocks with
    /// factors of their own, three steps.
    /// </summary>
    [Theory]
    [MemberData(nameof(OptimizersByName))]
    public void HoldsForEveryOptimizerWithEveryFlag(string name)
    {
        int combinations = 0;
        foreach (Optimizer optimizer in Variants(name))
        {
            bool isFull = optimizer is Lbfgs;
            TrainingOptions options = combinations % 3 == 1 && !isFull ? new() { ClipNorm = 0.05 }
                : combinations % 3 == 2 && !isFull ? new() { ClipValue = 0.02 } : new();
            Walk walk = Run(WithFactors, new HalfSquaredError(), "0.3 -1; 1 0.2", optimizer, 3, options);
            string what = $"{OptimizerNames.Format(optimizer)}, " +
                $"{(options.ClipNorm > 0 ? "clip-norm" : options.ClipValue > 0 ? "clip-value" : "")}";
            IReadOnlyList<string> lines = Law.Holds(walk, what);
            // a line of the new value for each block and step
            foreach (var block in Story.Blocks(walk))
                Assert.Equal(3,
                    lines.Count(line => line.StartsWith($"      {block.Name}₁", StringComparison.Ordinal) &&
                        line.Contains(":=", StringComparison.Ordinal)));
            combinations++;
        }
        Assert.True(combinations > 15, $"{combinations} combinations");
    }

    static Layer[] WithFactors =>
    [
        new Dense(2, new Tanh()) { Parametrization = Parametrization.NeuralTangent, BiasRateFactor = 0.1 }, new Dropout(0.4),
        new Scale(6, 2), new Dense(1),
    ];

    /// <summary>Each setting at a value that it takes, alone and in pairs, as the registry names them.</summary>
    static IEnumerable<Optimizer> Variants(string name)
    {
        string[] settings = [.. KeysOf(name).Select(key => SettingOf(name, key)).OfType<string>()];
        yield return OptimizerNames.Parse(name);
        for (int i = 0; i < settings.Length; i++)
            for (int j = i; j < settings.Length; j++)
                if ((i == j || (i + j) % 3 == 0 || IsFlag(i) || IsFlag(j)) &&
                    TryParse(i == j ? $"{name}({settings[i]})" : $"{name}({settings[i]}, {settings[j]})") is { } optimizer)
                    yield return optimizer;

        bool IsFlag(int setting) => settings[setting].EndsWith("=true", StringComparison.Ordinal);
    }

    // the message of a setting that there is not lists those there are
    static string[] KeysOf(string name)
    {
        string message = Assert.Throws<FormatException>(() => OptimizerNames.Parse($"{name}(no-such-setting=1)")).Message;
        string[] words = [.. message.Split([' ', ',', '.', ':', ';', '\''], StringSplitOptions.RemoveEmptyEntries)];
        string[] keys = [.. words.SkipWhile(word => word != "learning-rate")];
        Assert.Contains("decays-all", keys);
        return keys;
    }

    static string? SettingOf(string name, string key) => new[] { "true", "0.3", "0.9", "2", "0.05" }
        .Select(value => $"{key}={value}")
        .FirstOrDefault(setting => TryParse($"{name}({setting})") is not null || TryParse($"{name}({setting}, momentum=0.8)") is not null);

    static Optimizer? TryParse(string text)
    {
        try
        {
            return OptimizerNames.Parse(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }

    static readonly Dictionary<string, string[]> s_schedules = new()
    {
        ["constant-rate"] = ["value=0.3", "value=0.3, length=2"],
        ["cosine-decay"] = ["", "floor=0.2", "length=2"],
        ["cosine-log"] = ["", "cycles=2, length=7"],
        ["cosine-restarts"] = ["length=3", "length=2, growth=2, floor=0.1"],
        ["cyclic"] = ["up=3", "low=0.2, high=2, up=1, down=2, cycle-gamma=0.5, gamma=0.97"],
        ["exponential-decay"] = ["gamma=0.9"],
        ["flat-cosine"] = ["", "flat=0.3, length=9"],
        ["linear-rate"] = ["", "start=0.3, end=1.7, length=3"],
        ["multi-step-decay"] = ["milestones=[1, 1, 3], gamma=0.3"],
        ["one-cycle"] = ["", "rise=0.5, linear=true", "rise=0.4, three-phases=true", "rise=0, length=9"],
        ["polynomial-decay"] = ["", "exponent=2.3, floor=0.1", "exponent=2, length=3"],
        ["step-decay"] = ["length=2, gamma=0.3"],
        ["warm-up"] = ["length=3", "length=3, then=cosine-decay(0.1), start=0.2", "length=0, then=one-cycle",
            "length=1, then=warm-up(2, then=cyclic(up=2))"],
    };

    public static TheoryData<string> Schedules => [.. ScheduleNames.All];

    /// <summary>Every step has a line of its factor, from the time to the number that the step multiplies by.</summary>
    [Theory]
    [MemberData(nameof(Schedules))]
    public void HoldsForEverySchedule(string name)
    {
        foreach (string settings in s_schedules[name])
        {
            TrainingOptions options = new() { Schedule = ScheduleNames.Parse($"{name}({settings})") };
            IReadOnlyList<string> lines = Law.Holds(Run(WithFactors, new HalfSquaredError(), "0.3 -1; 1 0.2", steps: 7, options: options),
                $"{name}({settings})");
            Assert.Equal(7, lines.Count(line => line.StartsWith("      f = ", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void HoldsWithFewDigitsAndWithMany(int digits)
    {
        Walk walk = Run(WithFactors, new SigmoidCrossEntropy(), "0.3 -1; 1 0.2", new Adam(0.1) { L2 = 0.1 }, 2);
        Assert.NotEmpty(Law.Holds(walk, $"{digits} digits", digits));
    }

    /// <summary>A long sum has a number for the terms that are left out, and the line holds with it.</summary>
    [Fact]
    public void ALongSumIsCutWithoutBecomingFalse()
    {
        IReadOnlyList<string> lines = Law.Holds(
            Run([new Dense(9, new Tanh()), new Dense(2, new Softmax())], new HalfSquaredError(), "1 2 3 4 5 6 7 8 9"), "long sum");
        Assert.DoesNotContain(lines, line => line.Contains('…', StringComparison.Ordinal));
    }

    /// <summary>The lines would notice: a false one is false.</summary>
    [Theory]
    [InlineData("      W³₁₁ := 1.999746 − 0.5·0.017459 = 2.009117", false)]
    [InlineData("      W³₁₁ := 1.999746 − 0.5·0.017459 = 1.991018", false)]
    [InlineData("      W³₁₁ := 1.999746 − 0.5·0.017458 = 1.991017", true)]
    [InlineData("      d = √(0.25 + 1e-8)/2·(-3)² = 2.250000", true)]
    public void AFalseLineIsFound(string line, bool isTrue) => Assert.Equal(isTrue, Law.IsTrue(line, out _));

    static Walk Run(Layer[] layers, ILoss loss, string input, Optimizer? optimizer = null, int steps = 1, TrainingOptions? options = null)
    {
        double[,] x = Numbers.Matrix(input);
        var network = new Network(x.GetLength(1), layers);
        using Model<double> model = Model.Create<double>(network, seed: 3);
        MoveParameters(model);
        return new Lesson(model, loss, optimizer ?? new Sgd(0.1), new(x, Targets(loss, x.GetLength(0), network.Outputs)),
            new HashSet<int>(), steps, "a test")
        {
            Options = options ?? new(),
        }.Run();
    }

    // biases of 0 and scales of 1 would hide a factor that is missing
    static void MoveParameters(Model<double> model)
    {
        for (int block = 0; block < model.Parameters.Blocks.Count; block++)
        {
            if (model.Parameters.Blocks[block].Role is ParameterRole.Statistic or ParameterRole.Weight or ParameterRole.Embedding) continue;
            double[] values = Numbers.Flat(model.Parameters.Get(block));
            for (int i = 0; i < values.Length; i++) values[i] += 0.1 + 0.03 * i;
            model.Parameters.Write(block, values);
        }
    }

    static double[,] Targets(ILoss loss, int rows, int outputs)
    {
        int columns = new[] { outputs, 1, outputs / 2 }.First(count => Fits(() => loss.Check(outputs, count)));
        if (loss is SoftmaxCrossEntropy) columns = 1;
        var targets = new double[rows, columns];
        for (int n = 0; n < rows; n++)
            for (int c = 0; c < columns; c++)
                targets[n, c] =
                    new[] { 0.3 + 0.1 * c + 0.05 * n, (n + 2 * c) % Math.Max(2, outputs), (n + c) % 2, (n + c) % 2 == 0 ? 1 : -1, -0.7 }
                        .First(y => loss.Objection(y, outputs, columns) is null);
        return targets;
    }

    static bool Fits(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static string Text(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
