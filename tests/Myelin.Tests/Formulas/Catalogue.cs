using static Myelin.Tests.Formulas.ElementFormula;

namespace Myelin.Tests.Formulas;

/// <summary>One or more of every formula, for the tests that hold for all; <see cref="CatalogueTests"/> misses none.</summary>
static class Catalogue
{
    public static IReadOnlyList<ElementFormula> Elements { get; } =
    [
        Of(new Celu()), Of(new Celu(2)), Of(new Elu()), Of(new Elu(0.5)), Of(new Exponential()), Of(new Gaussian()),
        Of(new Gelu()), Of(new GeluTanh()), Of(new HardShrink()), Of(new HardShrink(0)), Of(new HardSigmoid()), Of(new HardSwish()),
        Of(new HardTanh()), Of(new HardTanh(-0.5, 3)), Of(new Identity()), Of(new LeakyRelu()),
        Of(new LeakyRelu(0.2)), Of(new LogSigmoid()),
        Of(new Mish()), Of(new Relu()), Of(new Relu6()), Of(new Selu()), Of(new Sigmoid()), Of(new Silu()), Of(new Sine()),
        Of(new Softplus()), Of(new Softplus(2)), Of(new SoftShrink()), Of(new SoftShrink(0)), Of(new Softsign()), Of(new Tanh()),
        Of(new TanhShrink()),
    ];

    public static IReadOnlyList<IActivation> Activations { get; } =
        [.. Elements.Select(f => f.Activation), new Softmax(), new LogSoftmax()];

    public static TheoryData<string> ElementNames { get; } = [.. Elements.Select(f => f.Name)];

    public static ElementFormula Element(string name) => Elements.Single(f => f.Name == name);

    /// <summary>A loss with each reduction, and predictions and targets that suit it: [3 × outputs], [3 × columns].</summary>
    public static IReadOnlyList<LossCase> Losses { get; } =
    [
        new(r => new BinaryCrossEntropy(r), 2, LossCase.Probability, LossCase.Probability),
        new(r => new GaussianNegativeLogLikelihood(0.7, true, r), 2, LossCase.Number, LossCase.Number),
        new(r => new HalfSquaredError(r), 2, LossCase.Number, LossCase.Number),
        new(r => new HeteroscedasticNegativeLogLikelihood(true, r), 4, LossCase.Number, LossCase.Number, 2),
        new(r => new Hinge(r), 2, LossCase.Number, LossCase.Sign),
        new(r => new Huber(0.4, r), 2, LossCase.Number, LossCase.Number),
        new(r => new KullbackLeiblerDivergence(false, r), 3, LossCase.LogProbability, LossCase.Probability),
        new(r => new KullbackLeiblerDivergence(true, r), 3, LossCase.LogProbability, LossCase.LogProbability),
        new(r => new LogCosh(r), 2, LossCase.Number, LossCase.Number),
        new(r => new MeanAbsoluteError(r), 2, LossCase.Number, LossCase.Number),
        new(r => new MeanSquaredError(r), 2, LossCase.Number, LossCase.Number),
        new(r => new MeanSquaredLogarithmicError(r), 2, LossCase.Probability, LossCase.Probability),
        new(r => new MultiMargin(1, 1, null, r), 3, LossCase.Number, LossCase.ClassIndex, 1),
        new(r => new MultiMargin(2, 0.5, [0.5, 1, 2], r), 3, LossCase.Number, LossCase.ClassIndex, 1),
        new(r => new NegativeLogLikelihood([0.5, 1, 2], 1, r), 3, LossCase.LogProbability, LossCase.ClassIndex, 1),
        new(r => new PerOutput<Quantile>([new(0.1, r), new(0.5, r), new(0.9, r)]), 3, LossCase.Number, LossCase.Number, 1),
        new(r => SigmoidCrossEntropy.PerOutput([3, 0.5], [1, 2], r), 2, LossCase.Number, LossCase.Probability),
        new(r => BinaryCrossEntropy.PerOutput([1, 0.5], r), 2, LossCase.Probability, LossCase.Probability),
        new(r => new PoissonNegativeLogLikelihood(true, true, 1e-8, r), 2, LossCase.Number, LossCase.Count),
        new(r => new PoissonNegativeLogLikelihood(false, false, 1e-8, r), 2, LossCase.Probability, LossCase.Count),
        new(r => new Quantile(0.3, r), 2, LossCase.Number, LossCase.Number),
        new(r => new SigmoidCrossEntropy(2, r), 2, LossCase.Number, LossCase.Probability),
        new(r => new SmoothL1(0.3, r), 2, LossCase.Number, LossCase.Number),
        new(r => new SoftMargin(r), 2, LossCase.Number, LossCase.Sign),
        new(r => new SoftmaxCrossEntropy(Reduction: r), 3, LossCase.Number, LossCase.ClassIndex, 1),
        new(r => new SoftmaxCrossEntropy([0.5, 1, 2], 0.1, 2, r), 3, LossCase.Number, LossCase.ClassIndex, 1),
        new(r => new SoftmaxCrossEntropy([0.5, 1, 2], 0.1, null, r), 3, LossCase.Number, LossCase.Probability),
        new(r => new SquaredHinge(r), 2, LossCase.Number, LossCase.Sign),
    ];

    public static TheoryData<string, Reduction> LossNames { get; } = MakeLossNames();

    public static LossCase Loss(string name) => Losses.Single(c => c.Name == name);

    static TheoryData<string, Reduction> MakeLossNames()
    {
        var data = new TheoryData<string, Reduction>();
        foreach (LossCase loss in Losses)
            foreach (Reduction reduction in Enum.GetValues<Reduction>()) data.Add(loss.Name, reduction);
        return data;
    }
}
