using Myelin.Basis;

namespace Myelin.Tabular;

/// <summary>A table in, predictions out: a network with everything that turns rows into its inputs and its outputs into answers.</summary>
/// <remarks>
/// Any number of threads may predict, evaluate and save at once; one may change it (<see cref="Calibrate"/>,
/// <see cref="Record(string, Evaluation)"/>) when no other uses it. <see cref="Dispose"/> may come at any moment: predictions under way end
/// with right numbers, and new ones throw <see cref="ObjectDisposedException"/>. To replace a model while others predict with it, use a
/// <see cref="ModelHost{TModel}"/>.
/// </remarks>
/// <example><code>
/// var (train, test) = Table.Read("housing.csv").Split(0.8, seed: 1);
/// var model = TabularModel.Train(train, target: "median_house_value");
/// Console.WriteLine(model.Evaluate(test));
/// </code></example>
public sealed class TabularModel : IPredictor
{
    readonly List<Score> _scores = [];
    readonly LastUser _users;
    HashSet<string>? _missingWords, _otherMissingWords;
    CellLayout[]? _cells;

    internal TabularModel(IReadOnlyList<Model<float>> members, TableEncoder encoder, Target target, Schema schema, TableOptions format)
    {
        (Members, Weights, Encoder, Target, Schema, Format) =
            (members, members.Select(_ => 1.0).ToArray(), encoder, target, schema, format);
        _users = new(nameof(TabularModel), DisposeMembers);
    }

    /// <summary>
    /// The networks, whose predictions are averaged: probabilities after softmax, numbers within the bounds of the training rows.
    /// </summary>
    public IReadOnlyList<Model<float>> Members { get; private set; }

    /// <summary>How much each of them counts in the mean; of two kinds, what was best on rows that they did not learn from.</summary>
    public IReadOnlyList<double> Weights { get; internal set; }

    /// <summary>The network, or the first of several.</summary>
    public Model<float> Model => Members[0];

    /// <summary>What the first of them is; others may have another embedding of numbers.</summary>
    public Network Network => Model.Network;

    /// <summary>How they were built and trained; null where layers of your own were given.</summary>
    public Recipe? Recipe { get; internal set; }

    /// <summary>How many were trained, and how long.</summary>
    public TrainingPlan? Plan { get; internal set; }

    /// <summary>
    /// The least and the greatest target of the training rows, between which predicted numbers stay (unless
    /// <see cref="PredictionOptions.Clamp"/> is false); null for no bounds.
    /// </summary>
    public (double Low, double High)? Bounds { get; internal init; }

    public TableEncoder Encoder { get; }

    public Target Target { get; }

    public IReadOnlyList<string> Inputs => [.. Encoder.Columns.Select(column => column.Column)];

    /// <summary>How sure its predictions are, found on rows that it did not learn from; <see cref="Predict(Table)"/> applies it.</summary>
    public ModelCalibration Calibration { get; private set; } = ModelCalibration.None;

    /// <summary>
    /// What predicting without any feature would reach, by the training rows; null for a file of before, which does not know it.
    /// </summary>
    public Baseline? Baseline { get; internal set; }

    /// <summary>By these it recognizes its training rows; null where they were not to be kept, and for a file of before.</summary>
    public Fingerprints? Fingerprints { get; internal set; }

    /// <summary>
    /// How the training rows' cells of each column are distributed, of a stream those of the rows in memory; of few columns or none where a
    /// file of before does not know it.
    /// </summary>
    internal IReadOnlyList<ColumnHistogram> Histograms { get; set; } = [];

    /// <summary>The losses of each training that made the model; they are in its file.</summary>
    public IReadOnlyList<LearningHistory> Learning { get; internal set; } = [];

    /// <summary>The table that the model was trained with.</summary>
    public Schema Schema { get; }

    /// <summary>Columns of that table that are not learned from.</summary>
    public IReadOnlyList<DroppedColumn> Dropped { get; internal init; } = [];

    /// <summary>What was odd about that table, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>Softmax cross-entropy for classes, mean squared error of the scaled target for numbers.</summary>
    public ILoss DefaultLoss => TargetForm.DefaultLoss(Target);

    /// <summary>How good the model was found to be; kept in its file.</summary>
    public IReadOnlyList<Score> Scores => _scores;

    /// <summary>What the training of each network did; empty for a model that was loaded.</summary>
    public IReadOnlyList<TrainingHistory> Histories { get; internal set; } = [];

    /// <summary>That of the first; null for a model that was loaded.</summary>
    public TrainingHistory? History => Histories.Count > 0 ? Histories[0] : null;

    /// <summary>
    /// What the networks said of rows that they did not learn from; null for a model that was loaded, or where none were held out.
    /// </summary>
    public OutOfFold? OutOfFold { get; internal set; }

    /// <summary>The numbers of those rows in the training table.</summary>
    public IReadOnlyList<int> OutOfFoldRows { get; internal set; } = [];

    /// <summary>How numbers and missing cells were written.</summary>
    internal TableOptions Format { get; }

    /// <summary>The words of missing cells.</summary>
    internal HashSet<string> MissingWords => _missingWords ??= TableShape.Missing(Format);

    /// <summary>The columns that had no missing cell in training.</summary>
    HashSet<string> Complete => field ??= [.. Schema.Columns.Where(column => column.Missing == 0).Select(column => column.Name)];

    /// <summary>Those of them that were said, among which numbers may be.</summary>
    internal HashSet<string> OtherMissingWords => _otherMissingWords ??= [.. MissingWords.Except(TableOptions.AlwaysMissing)];

    /// <summary>Trains a network to predict a column from the others.</summary>
    /// <param name="cancellation">ends training early; the model is the best so far</param>
    /// <exception cref="InvalidFileException">The table cannot be learned from; the message says why, and where.</exception>
    /// <exception cref="TrainingDivergedException">The loss stopped being a finite number.</exception>
    public static TabularModel Train(
        Table table, string target, TabularOptions? options = null, IProgress<TabularProgress>? progress = null,
        CancellationToken cancellation = default) => new TabularTraining(table, target, options).Run(progress, cancellation);

    /// <summary>The same with rows that need not fit into memory.</summary>
    public static TabularModel Train(
        TableStream rows, string target, TabularOptions? options = null, IProgress<TabularProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(target);
        return new TabularTraining(rows.Draw(target, options?.Seed ?? 1, options?.DropMissingTarget ?? false), options)
            .Run(progress, cancellation);
    }

    /// <summary>One prediction for each row. Columns are found by name; those that the model does not know are not looked at.</summary>
    /// <exception cref="InvalidFileException">A column is not there, or a cell is not what was trained on.</exception>
    public IReadOnlyList<Prediction> Predict(Table table) => Predict(table, null);

    /// <summary>The same with options; null is the defaults.</summary>
    /// <exception cref="InvalidFileException">A column is not there, or a cell is not what was trained on.</exception>
    public IReadOnlyList<Prediction> Predict(Table table, PredictionOptions? options) =>
        Calibration.Apply(Mean(table, Calibration.OfMembers ? Calibration.Temperature : 1, options), Target);

    /// <summary>The same before <see cref="Calibration"/>: the likeliest class, and probabilities as the networks make them.</summary>
    public IReadOnlyList<Prediction> PredictRaw(Table table) => Mean(table, 1);

    Prediction[] Mean(Table table, double temperature, PredictionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        using LastUser.Stay stay = Use();
        MeanAnswer mean = AnswerOf(options);
        int width = Network.Outputs, answers = mean.Width;
        float[] inputs = Encoder.Apply(table), outputs = new float[checked(table.Rows * width)];
        double[] sums = new double[table.Rows * answers], free = mean.Bounds is null ? [] : new double[table.Rows];
        List<UnknownCell>?[]? unknown = UnknownCells.Of(table, Encoder, Complete);
        if (options is { Strict: true } && unknown is not null) throw UnknownCounts.Refused(table, Encoder, unknown);
        int bad = new MemberRun(inputs, outputs, sums, free).Add(this, mean, temperature);
        if (bad >= 0)
            throw table.Invalid($"{table.Place(bad)}: the prediction is not a finite number. " +
                "Is a cell far beyond those that were trained on?");
        var predictions = new Prediction[table.Rows];
        double weights = TotalWeight;
        for (int row = 0; row < predictions.Length; row++)
        {
            Prediction prediction = mean.Of(sums.AsSpan(row * answers, answers), weights);
            bool isClamped = mean.IsClamped(free, row, weights);
            predictions[row] = unknown?[row] is { } cells ? prediction with { UnknownCells = cells, IsClamped = isClamped }
                : isClamped ? prediction with { IsClamped = true } : prediction;
        }
        return predictions;
    }

    /// <summary>While it lasts, all members answer.</summary>
    internal LastUser.Stay Use() => _users.Enter();

    internal MeanAnswer AnswerOf(PredictionOptions? options) => new(Target, Model.Link, options is { Clamp: false } ? null : Bounds);

    /// <summary>What all networks count together.</summary>
    internal double TotalWeight
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Weights.Count; i++) sum += Weights[i];
            return sum;
        }
    }

    /// <summary>Its columns, for rows whose cells come one by one.</summary>
    internal CellLayout[] Cells => LazyInitializer.EnsureInitialized(ref _cells, () => CellLayout.Of(this));

    /// <summary>The prediction for one row: a number, a text, a truth value or a date for each column, null for a missing cell.</summary>
    /// <exception cref="InvalidFileException">A column is not there, or a value is not what was trained on.</exception>
    public Prediction Predict(IReadOnlyDictionary<string, object?> row) => Predict(row, null);

    /// <summary>The same with options; null is the defaults.</summary>
    /// <exception cref="InvalidFileException">A column is not there, or a value is not what was trained on.</exception>
    public Prediction Predict(IReadOnlyDictionary<string, object?> row, PredictionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Predict(SingleRow.Of(row, this), options)[0];
    }

    /// <summary>Rows as the network is trained on them: inputs from the encoders, targets as the loss takes them.</summary>
    /// <param name="loss">null is <see cref="DefaultLoss"/></param>
    /// <exception cref="InvalidFileException">A column is not there, or a cell is not what was trained on.</exception>
    public Samples<float> Encode(Table table, ILoss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        loss ??= DefaultLoss;
        return new(Encoder.Apply(table), Encoder.Width, TargetForm.Encode(Target, table, loss), TargetForm.Of(loss, Target).Columns);
    }

    /// <summary>Every metric of the predictions for rows whose target is known.</summary>
    /// <exception cref="InvalidFileException">A target is missing, or is a class that the model does not know.</exception>
    /// <param name="weight">a column that says what each row counts; null for all alike</param>
    public Evaluation Evaluate(Table table, string? weight = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        IReadOnlyList<Prediction> predictions = Predict(table);
        return Evaluate(OutOfFold.Of(Target, table, predictions) with { Weights = weight is null ? null : table.Weights(weight) },
            predictions);
    }

    /// <summary>The same of predictions that were made before.</summary>
    /// <param name="predictions">one for each row</param>
    /// <param name="rows">those predictions, and what is true</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Evaluate(OutOfFold rows, IReadOnlyList<Prediction> predictions, CancellationToken cancellation = default) =>
        Evaluation.Of(Target, rows, predictions, EvaluationOptions.Of(this), cancellation);

    /// <summary>What networks of it say together.</summary>
    internal MeanAnswer Answer => new(Target, Model.Link, Bounds);

    /// <summary>The column that said what each training row counted; null for all alike.</summary>
    public string? WeightColumn =>
        Dropped.Where(column => column.Reason == RowWeights.Reason).Select(column => column.Name).FirstOrDefault();

    /// <summary>How many of the rows it was trained on. The table has the target's column, too.</summary>
    /// <exception cref="InvalidFileException">A column is not there.</exception>
    public SeenRows Seen(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Fingerprints is null
            ? new() { Rows = table.Rows, Compared = 0, Equal = 0, Repetition = 1, TrainingRows = 0 }
            : Fingerprints.Count(RowHashes.Of(table, [.. Inputs, Target.Column]));
    }

    /// <summary>
    /// Fits <see cref="Calibration"/> to raw predictions of rows that were not learned from, in place of what is there; scores of
    /// validation rows, which were those of the model with the old one, are forgotten.
    /// </summary>
    /// <param name="threshold">what the decision threshold of two classes is chosen for; null for none</param>
    public void Calibrate(OutOfFold rows, Myelin.ThresholdMetric? threshold = null)
    {
        Calibration = ModelCalibration.Fit(rows, threshold, Calibration.Balanced);
        // they were those of the model with what was there before
        _scores.RemoveAll(score => score.IsOf(Score.Validation));
    }

    /// <summary>Keeps the scores of an evaluation with the model.</summary>
    /// <param name="of">the rows: validation, test</param>
    public void Record(string of, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(evaluation);
        Score[] scores = [.. evaluation.Scores().Select(score => score.Of(of))];
        _scores.RemoveAll(old => scores.Any(score => score.Name == old.Name));
        _scores.AddRange(scores);
    }

    /// <summary>Keeps mean and deviation of a cross-validation with the model, as "cross-validation accuracy" and "± accuracy".</summary>
    public void Record(CrossValidation found)
    {
        ArgumentNullException.ThrowIfNull(found);
        const string Means = "cross-validation", Deviations = "±";
        _scores.RemoveAll(old => old.IsOf(Means) || old.IsOf(Deviations));
        _scores.AddRange(found.Scores.Select(score => new Score(score.Name, score.Mean).Of(Means)));
        _scores.AddRange(found.Scores.Where(score => double.IsFinite(score.Deviation))
            .Select(score => new Score(score.Name, score.Deviation).Of(Deviations)));
    }

    /// <summary>Networks count so much from now on, and those that count nothing are left out.</summary>
    internal void Weigh(IReadOnlyList<double> weights, IReadOnlyList<int> kinds)
    {
        int[] kept = [.. Enumerable.Range(0, Members.Count).Where(i => weights[i] > 0)];
        foreach (int i in Enumerable.Range(0, Members.Count).Except(kept)) Members[i].Dispose();
        if (Plan is { Kinds: > 1 } && kept.Select(i => kinds[i]).Distinct().Count() == 1)
        {
            Recipe = kinds[kept[0]] == 0 ? Recipe! with { SecondEmbedding = NumberEmbedding.None } : Recipe!.Second;
            Plan = Plan with { Kinds = 1 };
        }
        Members = [.. kept.Select(i => Members[i])];
        Weights = [.. kept.Select(i => weights[i])];
        Histories = [.. kept.Select(i => Histories[i])];
        Learning = [.. kept.Select(i => Learning[i])];
    }

    internal void Restore(ModelCalibration calibration) => Calibration = calibration;

    internal void Record(IEnumerable<Score> scores) => _scores.AddRange(scores);

    /// <summary>How a file for this model is read: its columns, as what they were trained, and the target too if it is wanted.</summary>
    /// <param name="options">delimiter, encoding and whatever else is different</param>
    public TableOptions Reading(TableOptions? options = null, bool withTarget = false)
    {
        Dictionary<string, ColumnType> types = Encoder.Columns.ToDictionary(column => column.Column, column => column.Type);
        if (withTarget) types[Target.Column] = Target.Type;
        options ??= new();
        char? groups = options.Thousands ?? Format.Thousands;
        char sign = options.GivenDecimalSign ?? Format.DecimalSign;
        // who says what groups the thousands says that it is not the decimal sign
        if (options.GivenDecimalSign is null && options.Thousands == sign) sign = sign == ',' ? '.' : ',';
        return options with
        {
            Columns = types,
            AreTrained = true,
            Only = [.. types.Keys],
            Ignore = [],
            Missing = [.. Format.Missing.Union(options.Missing)],
            KeepWords = [.. Format.KeepWords.Union(options.KeepWords)],
            Thousands = groups == sign ? null : groups,
            Notation = new(),
            Notations = types.ToDictionary(column => column.Key, column => NotationOf(column.Key, column.Value, options)),
            DecimalSign = sign,
        };
    }

    // what is said of a later file, or else what the training table's column was: nothing is inferred from a few rows
    Notation NotationOf(string column, ColumnType type, TableOptions said)
    {
        Notation kept = Format.Notations.GetValueOrDefault(column) ?? new(),
            other = said.Notations.GetValueOrDefault(column) ?? said.Notation;
        if (type == ColumnType.Date) return kept with { DateFormat = other.DateFormat ?? kept.DateFormat };
        return type != ColumnType.Number ? new() : kept with
        {
            Unit = other.Unit ?? kept.Unit,
            UnitOptional = other.Unit is null ? kept.UnitOptional : other.UnitOptional,
            Suffixes = other.Suffixes || kept.Suffixes,
        };
    }

    /// <summary>Writes everything to one safetensors file, atomically; <see cref="Load(string)"/> reads it.</summary>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using LastUser.Stay stay = _users.Enter();
        TabularFile.Save(path, this);
    }

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file is damaged, or is no tabular model; the message says why.</exception>
    public static TabularModel Load(string path) => TabularFile.Load(path);

    /// <summary>The same of a stream that can seek, such as an embedded resource or a <see cref="MemoryStream"/>; it is closed.</summary>
    /// <param name="name">of the stream, in messages</param>
    /// <exception cref="InvalidFileException">The stream is damaged, or is no tabular model; the message says why.</exception>
    public static TabularModel Load(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return TabularFile.Load(stream, name);
    }

    /// <summary>Refuses further use. Predictions under way end with right numbers, and the last of them frees the memory.</summary>
    public void Dispose() => _users.Close();

    void DisposeMembers()
    {
        foreach (Model<float> member in Members) member.Dispose();
    }
}
