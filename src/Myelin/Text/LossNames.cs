using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Losses as text, in model files and on the command line: <c>huber(delta=2)</c>, <c>softmax-cross-entropy(class-weights=[1, 2],
/// reduction=sum)</c>, <c>per-output(losses=[quantile(0.1), quantile(0.9)])</c>
/// </summary>
public static class LossNames
{
    // filled by the table below, so it must stand above it
    static readonly Dictionary<Type, Func<IEnumerable<ILoss>, EquatableArray<double>?, ILoss>> s_perOutput = [];

    static readonly Vocabulary<ILoss> s_table = new("loss",
        Element<BinaryCrossEntropy>("binary-cross-entropy", [], (_, r) => new(r), _ => [], "bce"),
        Element<GaussianNegativeLogLikelihood>("gaussian-negative-log-likelihood", ["variance", "full"],
            (s, r) => new(s.Number("variance", 1), s.Flag("full", false), r), l => [l.Variance, l.Full], "gaussian-nll"),
        Element<HalfSquaredError>("half-squared-error", [], (_, r) => new(r), _ => []),
        Row<HeteroscedasticNegativeLogLikelihood>("heteroscedastic-negative-log-likelihood", ["full"],
            (s, r) => new(s.Flag("full", false), r), l => [l.Full], "heteroscedastic-nll"),
        Element<Hinge>("hinge", [], (_, r) => new(r), _ => []),
        Element<Huber>("huber", ["delta"], (s, r) => new(s.Number("delta", 1), r), l => [l.Delta]),
        Element<KullbackLeiblerDivergence>("kullback-leibler-divergence", ["log-targets"],
            (s, r) => new(s.Flag("log-targets", false), r), l => [l.LogTargets], "kl-divergence", "kl-div"),
        Element<LogCosh>("log-cosh", [], (_, r) => new(r), _ => []),
        Element<MeanAbsoluteError>("mean-absolute-error", [], (_, r) => new(r), _ => [], "mae", "l1"),
        Element<MeanSquaredError>("mean-squared-error", [], (_, r) => new(r), _ => [], "mse"),
        Element<MeanSquaredLogarithmicError>("mean-squared-logarithmic-error", [], (_, r) => new(r), _ => [], "msle"),
        Row<MultiMargin>("multi-margin", ["power", "margin", "class-weights"],
            (s, r) => new(s.Whole("power", 1)!.Value, s.Number("margin", 1), s.Numbers("class-weights"), r),
            l => [l.Power, l.Margin, l.ClassWeights]),
        Row<NegativeLogLikelihood>("negative-log-likelihood", ["class-weights", "ignored-class"],
            (s, r) => new(s.Numbers("class-weights"), s.Whole("ignored-class", null), r), l => [l.ClassWeights, l.IgnoredClass], "nll"),
        Element<PoissonNegativeLogLikelihood>("poisson-negative-log-likelihood", ["log-input", "full", "epsilon"],
            (s, r) => new(s.Flag("log-input", true), s.Flag("full", false), s.Number("epsilon", 1e-8), r),
            l => [l.LogInput, l.Full, l.Epsilon], "poisson-nll"),
        Element<Quantile>("quantile", ["level"], (s, r) => new(s.Number("level", 0.5), r), l => [l.Level], "pinball"),
        Element<SigmoidCrossEntropy>("sigmoid-cross-entropy", ["positive-weight"],
            (s, r) => new(s.Number("positive-weight", 1), r), l => [l.PositiveWeight], "bce-with-logits"),
        Element<SmoothL1>("smooth-l1", ["beta"], (s, r) => new(s.Number("beta", 1), r), l => [l.Beta]),
        Element<SoftMargin>("soft-margin", [], (_, r) => new(r), _ => []),
        Row<SoftmaxCrossEntropy>("softmax-cross-entropy", ["class-weights", "label-smoothing", "ignored-class"],
            (s, r) => new(s.Numbers("class-weights"), s.Number("label-smoothing", 0), s.Whole("ignored-class", null), r),
            l => [l.ClassWeights, l.LabelSmoothing, l.IgnoredClass], "cross-entropy"),
        Element<SquaredHinge>("squared-hinge", [], (_, r) => new(r), _ => []),
        new Entry<ILoss>("per-output", ["losses", "weights"], ReadPerOutput, WritePerOutput, []) { HasDefault = false });

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All => s_table.All;

    /// <summary>Reads <c>name</c> or <c>name(key=value, …)</c>; hyphens, underscores and case do not matter. Every loss has the setting
    /// <c>reduction</c>: mean, row-mean, sum or none.</summary>
    /// <exception cref="FormatException">no such loss or setting; the message lists those there are</exception>
    public static ILoss Parse(string text) => s_table.Parse(text);

    /// <summary>The text that <see cref="Parse"/> reads back to an equal loss; settings at their defaults are left out.</summary>
    /// <exception cref="NotSupportedException">the loss is one's own and was not registered</exception>
    public static string Format(ILoss loss) => s_table.Format(loss);

    /// <summary>For people: that text, or the type's name where the loss is one's own and was not registered.</summary>
    public static string Describe(ILoss loss) => s_table.Describe(loss);

    /// <summary>Gives a loss of your own, without settings, a name.</summary>
    public static void Register<TLoss>(string name) where TLoss : ILoss, new() =>
        s_table.Add(new(name, [], _ => new TLoss(), l => l is TLoss ? [] : null, []));

    static Entry<ILoss> Element<TLoss>(
        string name, IReadOnlyList<string> keys, Func<Settings, Reduction, TLoss> read, Func<TLoss, IReadOnlyList<object?>> write,
        params IReadOnlyList<string> aliases) where TLoss : struct, IElementLoss<TLoss>, IEquatable<TLoss>
    {
        s_perOutput[typeof(TLoss)] = (losses, weights) => new PerOutput<TLoss>([.. losses.Cast<TLoss>()], weights);
        return Row(name, keys, read, write, aliases) with { Read = s => read(s, s.Word("reduction", new TLoss().Reduction)) };
    }

    static Entry<ILoss> Row<TLoss>(
        string name, IReadOnlyList<string> keys, Func<Settings, Reduction, TLoss> read, Func<TLoss, IReadOnlyList<object?>> write,
        params IReadOnlyList<string> aliases) where TLoss : ILoss =>
        new(name, [.. keys, "reduction"], s => read(s, s.Word("reduction", Reduction.Mean)),
            l => l is TLoss mine ? [.. write(mine), mine.Reduction] : null, aliases);

    static ILoss ReadPerOutput(Settings settings)
    {
        ILoss[] losses = [.. settings.Terms("losses").Select(Parse)];
        if (losses.Length == 0) throw new FormatException("per-output takes losses=[…], one for each output.");
        if (!s_perOutput.TryGetValue(losses[0].GetType(), out var create) || losses.Any(loss => loss.GetType() != losses[0].GetType()))
            throw new FormatException("per-output takes losses of one kind, each of single outputs.");
        return create(losses, settings.Numbers("weights"));
    }

    static IReadOnlyList<object?>? WritePerOutput(ILoss loss) =>
        loss is IPerOutput { Losses: var losses, Weights: var weights } ? [losses.Select(Format).ToArray(), weights] : null;
}
