using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// How a network for a table is built and trained: a value, to be printed, changed (<c>with</c>, or key=value) and saved with the model.
/// </summary>
/// <remarks>
/// RealMLP: Holzmüller, Grinsztajn, Steinwart 2024, "Better by Default", table A.1; TabM: Gorishniy, Kotelnikov, Babenko 2025. The same
/// network and settings as there, where nothing else is said.
/// </remarks>
public sealed record Recipe
{
    const int ManyNumbers = 256;

    /// <summary>Columns of numbers above which a network is narrow, and one is trained where nothing else is asked for.</summary>
    internal const int VeryManyNumbers = 25_000;

    /// <summary>What it was before it was changed.</summary>
    public string Name { get; init => field = Refusal.IfNull(value, nameof(Name)); } = "realmlp";

    /// <summary>Units of each hidden layer.</summary>
    public EquatableArray<int> Hidden
    {
        get;
        init => field = Refusal.IfNull(value, nameof(Hidden)).All(units => units > 0) ? value
            : throw Refusal.Of($"Units of a hidden layer must be at least 1, but {value} was given.", nameof(Hidden));
    } = [256, 256, 256];

    public IActivation Activation { get; init => field = Refusal.IfNull(value, nameof(Activation)); } = new Selu();

    /// <summary>Whether each neuron learns how far its activation bends.</summary>
    public bool ParametricActivation { get; init; } = true;

    public NumberEmbedding Embedding { get; init => field = Refusal.IfUnknown(value, nameof(Embedding)); } = NumberEmbedding.Periodic;

    /// <summary>Frequencies, or bins, of a number's embedding.</summary>
    public int EmbeddingFrequencies { get; init => field = Refusal.IfBelow(value, 1, nameof(EmbeddingFrequencies)); } = 16;

    /// <summary>
    /// That of a second network beside each of an ensemble's, of the same rows; None for no second one. What two views of the numbers get
    /// wrong is less alike than what two networks of one view do.
    /// </summary>
    public NumberEmbedding SecondEmbedding
    {
        get;
        init => field = Refusal.IfUnknown(value, nameof(SecondEmbedding));
    } = NumberEmbedding.None;

    /// <summary>Columns that a number becomes.</summary>
    public int EmbeddingSize { get; init => field = Refusal.IfBelow(value, 1, nameof(EmbeddingSize)); } = 4;

    /// <summary>The deviation of first frequencies.</summary>
    public double EmbeddingDeviation { get; init => field = Refusal.IfNegative(value, nameof(EmbeddingDeviation)); } = 0.1;

    /// <inheritdoc cref="EncoderSettings.OneHotUpTo"/>
    public int OneHotUpTo { get => Encoding.OneHotUpTo; init => Encoding = Encoding with { OneHotUpTo = value }; }

    /// <summary>Columns that such a category becomes.</summary>
    public int CategorySize { get; init => field = Refusal.IfBelow(value, 1, nameof(CategorySize)); } = 8;

    /// <summary>The deviation of their first numbers.</summary>
    public double CategoryDeviation { get; init => field = Refusal.IfNegative(value, nameof(CategoryDeviation)); } = 1;

    /// <inheritdoc cref="EncoderSettings.Scaling"/>
    public ScalingKind Scaling
    {
        get => Encoding.Scaling;
        init => Encoding = Encoding with { Scaling = value, ScaleOneHot = value == ScalingKind.SmoothClip };
    }

    /// <inheritdoc cref="EncoderSettings.PiecewiseLinearBins"/>
    public int PiecewiseLinearBins
    {
        get => Encoding.PiecewiseLinearBins;
        init => Encoding = Encoding with { PiecewiseLinearBins = value };
    }

    /// <summary>Whether weights are learned as V of W = V/√I, with biases at a tenth of the rate.</summary>
    public bool NeuralTangent { get; init; } = true;

    /// <summary>Whether weights and biases begin by the training rows: a variance of 1 for each neuron, its hinge among the rows.</summary>
    public bool DataDependent { get; init; } = true;

    /// <summary>Whether the last layer begins at 0.</summary>
    public bool ZeroOutput { get; init; }

    /// <summary>The learning rate's factor of the scale in front of the first layer; 0 for no such scale.</summary>
    public double ScaleRate { get; init => field = Refusal.IfNegative(value, nameof(ScaleRate)); } = 6;

    /// <summary>α of Adam.</summary>
    public double LearningRate { get => Optimizer.LearningRate; init => Optimizer = Optimizer with { LearningRate = value }; }

    /// <inheritdoc cref="TrainingOptions.Schedule"/>
    public Schedule? Schedule { get => Training.Schedule; init => Training = Training with { Schedule = value }; }

    /// <summary>β₂ of Adam.</summary>
    public double Beta2 { get => Optimizer.Beta2; init => Optimizer = new(LearningRate, Beta2: value) { WeightDecay = WeightDecay }; }

    /// <inheritdoc cref="Myelin.Optimizer.WeightDecay"/>
    public double WeightDecay { get => Optimizer.WeightDecay; init => Optimizer = Optimizer with { WeightDecay = value }; }

    /// <inheritdoc cref="TrainingOptions.DecaySchedule"/>
    public Schedule? DecaySchedule { get => Training.DecaySchedule; init => Training = Training with { DecaySchedule = value }; }

    public double Dropout { get; init => field = Refusal.IfNoProbability(value, nameof(Dropout)); } = 0.15;

    /// <inheritdoc cref="TrainingOptions.DropoutSchedule"/>
    public Schedule? DropoutSchedule { get => Training.DropoutSchedule; init => Training = Training with { DropoutSchedule = value }; }

    /// <summary>ε of classes: the share of each target that is spread over all.</summary>
    public double LabelSmoothing { get; init => field = Refusal.IfNoProbability(value, nameof(LabelSmoothing)); } = 0.1;

    /// <summary>Rows of a step; 0 for 64 to 1024, by the number of rows.</summary>
    public int BatchSize { get; init => field = Refusal.IfBelow(value, 0, nameof(BatchSize)); }

    /// <summary>0 for as many as the steps allow.</summary>
    public int Epochs { get; init => field = Refusal.IfBelow(value, 0, nameof(Epochs)); }

    /// <summary>Steps that a training should have, where epochs are not given: at least 24 epochs, at most 256.</summary>
    public int Steps { get; init => field = Refusal.IfBelow(value, 1, nameof(Steps)); } = 8000;

    /// <inheritdoc cref="TrainingOptions.Patience"/>
    public int Patience { get => Training.Patience; init => Training = Training with { Patience = value }; }

    /// <summary>What decides which epoch is best; null is the task's own, errors or the root mean squared error.</summary>
    public EpochMeasure? Metric { get; init => field = Refusal.IfUnknown(value, nameof(Metric)); }

    /// <summary>Whether predicted numbers stay between the smallest and the largest that were trained on.</summary>
    public bool Clip { get; init; } = true;

    /// <summary>Members of an ensemble inside of one network; 0 for none.</summary>
    public int Members { get; init => field = Refusal.IfBelow(value, 0, nameof(Members)); }

    /// <summary>Whether such members adapt every layer (TabM), or the first alone (TabM-mini).</summary>
    public bool MemberAdapters { get; init; }

    /// <summary>How columns are encoded.</summary>
    internal EncoderSettings Encoding { get; private init; } = new();

    /// <summary>A direction for each step.</summary>
    internal Adam Optimizer { get; private init; } = new(0.04, Beta2: 0.95) { WeightDecay = 0.02 };

    /// <summary>How each network is trained; rows of a step, threads, seed and the measure of epochs are the training's own.</summary>
    internal TrainingOptions Training { get; private init; } = new()
    {
        DropLast = true,
        LastOfTies = true,
        Schedule = new CosineLog(),
        DecaySchedule = new FlatCosine(),
        DropoutSchedule = new FlatCosine(),
    };

    /// <summary>RealMLP-TD.</summary>
    public static Recipe RealMlp(TabularTask task) => task == TabularTask.Classification
        ? new()
        : new() { Activation = new Mish(), LearningRate = 0.2, LabelSmoothing = 0 };

    /// <summary>RealMLP-TD-S: no embeddings, no dropout, no decay.</summary>
    public static Recipe RealMlpSmall(TabularTask task) => RealMlp(task) with
    {
        Name = "realmlp-small",
        ParametricActivation = false,
        Embedding = NumberEmbedding.None,
        OneHotUpTo = int.MaxValue,
        DataDependent = false,
        ZeroOutput = true,
        LearningRate = task == TabularTask.Classification ? 0.04 : 0.07,
        WeightDecay = 0,
        DecaySchedule = null,
        Dropout = 0,
        DropoutSchedule = null,
        Clip = false,
    };

    /// <summary>TabM-mini with piecewise linear embeddings, of a size for processors: 16 members of two layers of 256.</summary>
    public static Recipe TabM(TabularTask task) => RealMlp(task) with
    {
        Name = "tabm",
        Hidden = [256, 256],
        Activation = new Relu(),
        ParametricActivation = false,
        Embedding = NumberEmbedding.PiecewiseLinear,
        EmbeddingFrequencies = 48,
        EmbeddingSize = 8,
        NeuralTangent = false,
        DataDependent = false,
        ScaleRate = 0,
        LearningRate = 0.002,
        Schedule = null,
        Beta2 = 0.999,
        WeightDecay = 3e-4,
        DecaySchedule = null,
        Dropout = 0.1,
        DropoutSchedule = null,
        LabelSmoothing = 0,
        Patience = 16,
        Members = 16,
        Clip = false,
    };

    /// <summary>
    /// What neural networks for tables are elsewhere: one hidden layer of ReLUs on standardized numbers, Adam at a constant rate.
    /// </summary>
    public static Recipe Plain(TabularTask task) => RealMlpSmall(task) with
    {
        Name = "plain",
        Hidden = [100],
        Activation = new Relu(),
        Scaling = ScalingKind.Standard,
        PiecewiseLinearBins = 0,
        NeuralTangent = false,
        ZeroOutput = false,
        ScaleRate = 0,
        LearningRate = 0.001,
        Schedule = null,
        Beta2 = 0.999,
        LabelSmoothing = 0,
        BatchSize = 200,
        Epochs = 200,
        Patience = 20,
    };

    /// <summary>
    /// The one that is taken where none is named: RealMLP, but for two classes labels are not smoothed and the best epoch is that of the
    /// least cross-entropy after temperature scaling: errors of few rows say little, and that probabilities of later epochs are too sure is
    /// mended in the end. Half the steps are enough for them: in longer trainings the best epoch was mostly that of the wave before the
    /// last. Every other network of an ensemble sees in numbers where they lie among quantiles.
    /// Of more than 256 numbers each is taken as it is: embeddings would make the first layer, where most weights are then, four times as
    /// wide. Of more than 25,000 layers are narrow, for the same reason, though wide ones are right a little more often.
    /// </summary>
    /// <param name="classes">0 in regression</param>
    /// <param name="numbers">columns of numbers and dates</param>
    public static Recipe Default(TabularTask task, int classes, int numbers = 1) => RealMlp(task) with
    {
        Name = "default",
        Hidden = numbers > VeryManyNumbers ? [64, 64, 64] : [256, 256, 256],
        LabelSmoothing = classes > 2 ? 0.1 : 0,
        Steps = classes == 2 ? 4000 : 8000,
        Metric = classes == 2 ? EpochMeasure.CalibratedCrossEntropy : null,
        Embedding = numbers > ManyNumbers ? NumberEmbedding.None : NumberEmbedding.Periodic,
        SecondEmbedding = numbers is 0 or > ManyNumbers ? NumberEmbedding.None : NumberEmbedding.PiecewiseLinear,
    };

    /// <summary>How the second network is built, which is else trained alike; null where there is none.</summary>
    public Recipe? Second => SecondEmbedding == NumberEmbedding.None ? null : this with
    {
        Embedding = SecondEmbedding,
        SecondEmbedding = NumberEmbedding.None,
        // a cosine is up and down
        EmbeddingFrequencies = SecondEmbedding == NumberEmbedding.PiecewiseLinear ? 2 * EmbeddingFrequencies : EmbeddingFrequencies,
    };

    /// <summary>Rows of a step for so many training rows.</summary>
    public int BatchFor(int rows) => Math.Min(Refusal.IfBelow(rows, 1, nameof(rows)), BatchSize > 0 ? BatchSize : rows switch
    {
        <= 1024 => 64,
        <= 8192 => 128,
        <= 30_000 => 256,
        <= 100_000 => 512,
        _ => 1024,
    });

    /// <summary>Epochs for so many training rows.</summary>
    public int EpochsFor(int rows)
    {
        Refusal.IfBelow(rows, 1, nameof(rows));
        if (Epochs > 0) return Epochs;
        // steps of many rows count as more than one: 64 epochs are enough for 40,000 rows
        long bySteps = Steps / Math.Max(1, rows / BatchFor(rows)), byRows = 256L * Steps / rows;
        return (int)Math.Clamp(Math.Min(bySteps, byRows), 24, 256);
    }

    public override string ToString() => string.Join(", ", RecipeKeys.Of(this).Select(pair => $"{pair.Key}={pair.Value}"));
}
