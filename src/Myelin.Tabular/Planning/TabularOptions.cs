namespace Myelin.Tabular;

/// <summary>How a tabular model is trained; what is null or 0 is chosen by looking at the table.</summary>
public sealed record TabularOptions
{
    // it knows which values its settings may have: those that are given here in place of its own, too
    static readonly Recipe s_any = new();

    readonly TrainingOptions _training = new();
    readonly EncoderSettings _encoding = new();

    /// <summary>Classification or regression; null decides by the target's cells.</summary>
    public TabularTask? Task { get; init => field = Refusal.IfUnknown(value, nameof(Task)); }

    /// <summary>Columns of the table that are not learned from.</summary>
    public IReadOnlyCollection<string> Ignore { get; init => field = Refusal.IfNull(value, nameof(Ignore)); } = [];

    /// <summary>A column that says what each row counts, a number of 0 or more; it is no feature. Training, the best epoch, calibration and
    /// scores of held-out rows heed it; encoders and intervals do not. Null counts all rows alike.</summary>
    public string? Weight { get; init; }

    /// <summary>Whether rows without a target are left out; else they are an error.</summary>
    public bool DropMissingTarget { get; init; }

    /// <summary>
    /// How the network is built and trained; null is <see cref="Recipe.Default"/>, unless layers, an optimizer, a schedule, a scaling or a
    /// loss of counts or variances are given.
    /// </summary>
    public Recipe? Recipe { get; init; }

    /// <summary>The recipe's name, where it is not given itself.</summary>
    public string? RecipeName { get; init; }

    /// <summary>Settings of the recipe that are different, each as key=value.</summary>
    public IReadOnlyList<string> Set { get; init => field = Refusal.IfNull(value, nameof(Set)); } = [];

    /// <summary>
    /// A column whose equal cells stay together where rows are held out: no patient is in both parts. It is not
    /// learned from if it is ignored too.
    /// </summary>
    public string? GroupBy { get; init; }

    /// <summary>
    /// A column of times or numbers: the rows that decide which epoch is best are the latest, and those that are learned from are earlier.
    /// It is learned from if it is not ignored.
    /// </summary>
    public string? TimeBy { get; init; }

    /// <summary>
    /// How many networks are trained, and how long; null is <see cref="Quality.Default"/>, and one network where
    /// layers or an optimizer are given.
    /// </summary>
    public Quality? Quality { get; init => field = Refusal.IfUnknown(value, nameof(Quality)); }

    /// <summary>
    /// How long training may take; it decides the number of networks and their epochs, and so the result. When it is over training stops:
    /// the model is of the networks that are done, or where none is, of what each has learned so far.
    /// </summary>
    public TimeSpan? TimeLimit { get; init => field = Refusal.IfNoWait(value, nameof(TimeLimit)); }

    /// <summary>Hidden layers of your own in place of a recipe's. The output layer is added.</summary>
    public IReadOnlyList<Layer>? Hidden { get; init; }

    /// <summary>Null is softmax cross-entropy for classes, and mean squared error of the scaled target for numbers.</summary>
    public ILoss? Loss { get; init; }

    /// <summary>
    /// An optimizer of your own in place of a recipe's; for layers of your own null is Adam with a learning rate of 0.005.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>Null is the recipe's, or the optimizer's own.</summary>
    public double? LearningRate { get; init => field = value is { } given ? (s_any with { LearningRate = given }).LearningRate : null; }

    /// <summary>Null is the recipe's; for layers of your own a cosine that ends at a twentieth of the learning rate.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How numbers are scaled; null is the recipe's, and standard for layers of your own.</summary>
    public ScalingKind? Scaling { get; init => field = value is { } given ? (s_any with { Scaling = given }).Scaling : null; }

    /// <summary>The order in which classes are numbered.</summary>
    public ClassOrder ClassOrder { get; init => field = Refusal.IfUnknown(value, nameof(ClassOrder)); } = ClassOrder.Sorted;

    /// <summary>
    /// Encoders of your own, by the column's name: from the training column to its encoder, such as a
    /// <see cref="CellEncoder"/>. Free text is learned from where it has one. All other columns are encoded by their type and their values.
    /// </summary>
    public IReadOnlyDictionary<string, Func<Column, ColumnEncoder>> Encoders
    {
        get;
        init => field = Refusal.IfNull(value, nameof(Encoders));
    } = new Dictionary<string, Func<Column, ColumnEncoder>>();

    /// <summary>Words of a category that have a number of their own; the rarer ones share one.</summary>
    public int MostWords { get => _encoding.MostWords; init => _encoding = _encoding with { MostWords = value }; }

    /// <summary>Epochs at most; 0 for the recipe's.</summary>
    public int Epochs { get; init => field = (s_any with { Epochs = value }).Epochs; }

    /// <summary>Rows of a step; 0 for the recipe's.</summary>
    public int BatchSize { get; init => field = (s_any with { BatchSize = value }).BatchSize; }

    /// <summary>Decides which rows are held out, the first weights and the order of rows.</summary>
    public ulong Seed { get => _training.Seed; init => _training = _training with { Seed = value }; }

    /// <inheritdoc cref="TrainingOptions.Threads"/>
    public int Threads { get => _training.Threads; init => _training = _training with { Threads = value }; }

    /// <summary>Share of the rows held out to decide which epoch was best, 0 for none; null leaves it to the quality.</summary>
    public double? Validation
    {
        get;
        init => field = value is null or >= 0 and < 1 ? value
            : throw Refusal.Of($"The share of held-out rows must be at least 0 and below 1, but {value} was given.", nameof(Validation));
    }

    /// <summary>
    /// Whether rare classes count as much as frequent ones. Probabilities are then of a world where all are equally frequent.
    /// </summary>
    public bool Balanced { get; init; }

    /// <summary>Whether the model keeps <see cref="Tabular.Fingerprints"/> of its training rows.</summary>
    public bool Fingerprints { get; init; } = true;

    /// <summary>What the decision threshold of two classes is chosen for, on held-out rows; null says the likelier class.</summary>
    public ThresholdMetric? Threshold { get; init => field = Refusal.IfUnknown(value, nameof(Threshold)); }

    /// <summary>Epochs without a better loss of the held-out rows after which training stops; null for the recipe's, 0 for never.</summary>
    public int? Patience { get; init => field = value is { } given ? (s_any with { Patience = given }).Patience : null; }

    /// <summary>
    /// Where the training's state is kept, a folder in it for each network, to go on after whatever stops it; null keeps none.
    /// </summary>
    public Checkpoints? Checkpoints { get; init; }

    /// <summary>
    /// Is given each network's training before it begins, to listen to <see cref="Trainer{T}.Events"/>: on the thread of that training,
    /// several at once. A network that diverged and begins anew is given again.
    /// </summary>
    public Action<NetworkTraining>? Begins { get; init; }
}
