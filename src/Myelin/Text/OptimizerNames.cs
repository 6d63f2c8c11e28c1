namespace Myelin;

/// <summary>Optimizers as text, in model files and on the command line: <c>adam</c>, <c>sgd(0.1, momentum=0.9, l2=1e-4)</c></summary>
public static class OptimizerNames
{
    static readonly Vocabulary<Optimizer> s_table = new("optimizer",
        Named<Adadelta>("adadelta", ["decay", "epsilon"],
            s => new(Rate(s, 1), s.Number("decay", 0.9), s.Number("epsilon", 1e-6)), o => [o.Decay, o.Epsilon]),
        Named<Adagrad>("adagrad", ["rate-decay", "initial-accumulator", "epsilon"],
            s => new(Rate(s, 0.01), s.Number("rate-decay", 0), s.Number("initial-accumulator", 0), s.Number("epsilon", 1e-10)),
            o => [o.RateDecay, o.InitialAccumulator, o.Epsilon]),
        Named<Adam>("adam", ["beta1", "beta2", "epsilon", "ams-grad", "epsilon-hat"],
            s => new(Rate(s, 0.001), Beta1(s), Beta2(s), Epsilon(s), s.Flag("ams-grad", false), s.Flag("epsilon-hat", false)),
            o => [o.Beta1, o.Beta2, o.Epsilon, o.AmsGrad, o.EpsilonHat]),
        Named<AdamW>("adamw", ["beta1", "beta2", "epsilon", "ams-grad", "epsilon-hat"],
            s => new(Rate(s, 0.001), Beta1(s), Beta2(s), Epsilon(s), 0.01, s.Flag("ams-grad", false), s.Flag("epsilon-hat", false)),
            o => [o.Beta1, o.Beta2, o.Epsilon, o.AmsGrad, o.EpsilonHat]),
        Named<Adamax>("adamax", ["beta1", "beta2", "epsilon"],
            s => new(Rate(s, 0.002), Beta1(s), Beta2(s), Epsilon(s)), o => [o.Beta1, o.Beta2, o.Epsilon]),
        Named<Lbfgs>("lbfgs",
            ["history", "sufficient-decrease", "curvature", "gradient-tolerance", "change-tolerance", "maximum-evaluations"],
            s => new(Rate(s, 1), s.Whole("history", 10)!.Value, s.Number("sufficient-decrease", 1e-4), s.Number("curvature", 0.9),
                s.Number("gradient-tolerance", 1e-7), s.Number("change-tolerance", 1e-12), s.Whole("maximum-evaluations", 25)!.Value),
            o => [o.History, o.SufficientDecrease, o.Curvature, o.GradientTolerance, o.ChangeTolerance, o.MaximumEvaluations]),
        Named<Lion>("lion", ["beta1", "beta2"], s => new(Rate(s, 1e-4), Beta1(s), s.Number("beta2", 0.99)), o => [o.Beta1, o.Beta2]),
        Named<NAdam>("nadam", ["beta1", "beta2", "epsilon", "momentum-decay"],
            s => new(Rate(s, 0.002), Beta1(s), Beta2(s), Epsilon(s), s.Number("momentum-decay", 0.004)),
            o => [o.Beta1, o.Beta2, o.Epsilon, o.MomentumDecay]),
        Named<RAdam>("radam", ["beta1", "beta2", "epsilon"],
            s => new(Rate(s, 0.001), Beta1(s), Beta2(s), Epsilon(s)), o => [o.Beta1, o.Beta2, o.Epsilon]),
        Named<RmsProp>("rmsprop", ["decay", "epsilon", "momentum", "centered"],
            s => new(Rate(s, 0.01), s.Number("decay", 0.99), Epsilon(s), s.Number("momentum", 0), s.Flag("centered", false)),
            o => [o.Decay, o.Epsilon, o.Momentum, o.Centered]),
        Named<Rprop>("rprop", ["shrink", "grow", "minimum-step", "maximum-step"],
            s => new(Rate(s, 0.01), s.Number("shrink", 0.5), s.Number("grow", 1.2), s.Number("minimum-step", 1e-6),
                s.Number("maximum-step", 50)),
            o => [o.Shrink, o.Grow, o.MinimumStep, o.MaximumStep]),
        Named<Sgd>("sgd", ["momentum", "dampening", "nesterov"],
            s => new(Rate(s, 0.01), s.Number("momentum", 0), s.Number("dampening", 0), s.Flag("nesterov", false)),
            o => [o.Momentum, o.Dampening, o.Nesterov]));

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All => s_table.All;

    /// <summary>
    /// Reads <c>name</c> or <c>name(key=value, …)</c>; hyphens, underscores and case do not matter. The first setting of every optimizer is
    /// <c>learning-rate</c>; all have <c>l1</c>, <c>l2</c>, <c>weight-decay</c> and <c>decays-all</c>.
    /// </summary>
    /// <exception cref="FormatException">no such optimizer or setting; the message lists those there are</exception>
    public static Optimizer Parse(string text) => s_table.Parse(text);

    /// <summary>The text that <see cref="Parse"/> reads back to an equal optimizer; settings at their defaults are left out.</summary>
    /// <exception cref="NotSupportedException">the optimizer is one's own and was not registered</exception>
    public static string Format(Optimizer optimizer) => s_table.Format(optimizer);

    /// <summary>
    /// Gives an optimizer of your own a name, with settings that are numbers; their defaults are those of <c>new TOptimizer()</c>.
    /// </summary>
    /// <param name="settings">the settings' names beside the common ones</param>
    /// <param name="create">makes the optimizer from their values</param>
    /// <param name="values">gives their values back</param>
    public static void Register<TOptimizer>(
        string name, IReadOnlyList<string> settings, Func<double[], TOptimizer> create, Func<TOptimizer, double[]> values)
        where TOptimizer : Optimizer, new()
    {
        double[] defaults = values(new TOptimizer());
        s_table.Add(Named<TOptimizer>(name, settings, s => create([.. settings.Select((key, i) => s.Number(key, defaults[i]))]),
            o => [.. values(o).Cast<object?>()]));
    }

    static Entry<Optimizer> Named<TOptimizer>(
        string name, IReadOnlyList<string> keys, Func<Settings, TOptimizer> read, Func<TOptimizer, IReadOnlyList<object?>> write)
        where TOptimizer : Optimizer =>
        new(name, ["learning-rate", .. keys, "l1", "l2", "weight-decay", "decays-all"], s => WithCommon(read(s), s),
            o => o.GetType() == typeof(TOptimizer)
                ? [o.LearningRate, .. write((TOptimizer)o), o.L1, o.L2, o.WeightDecay, o.DecaysAll]
                : null, []);

    static Optimizer WithCommon(Optimizer optimizer, Settings s) => optimizer with
    {
        LearningRate = Rate(s, optimizer.LearningRate),
        L1 = s.Number("l1", optimizer.L1),
        L2 = s.Number("l2", optimizer.L2),
        WeightDecay = s.Number("weight-decay", optimizer.WeightDecay),
        DecaysAll = s.Flag("decays-all", optimizer.DecaysAll),
    };

    static double Rate(Settings s, double otherwise) => s.Number("learning-rate", otherwise);

    static double Beta1(Settings s) => s.Number("beta1", 0.9);

    static double Beta2(Settings s) => s.Number("beta2", 0.999);

    static double Epsilon(Settings s) => s.Number("epsilon", 1e-8);
}
