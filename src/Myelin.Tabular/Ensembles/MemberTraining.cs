namespace Myelin.Tabular;

/// <summary>One network's training: all that does not differ from member to member.</summary>
/// <param name="Recipe">null where the network was described otherwise</param>
/// <param name="Options">of the trainer; the seed is each member's own</param>
sealed record MemberTraining(Network Network, ILoss Loss, Optimizer Optimizer, Recipe? Recipe, TrainingOptions Options, int Epochs)
{
    /// <summary>Where its state is kept; null keeps none.</summary>
    public Checkpoints? Checkpoints { get; init; }

    /// <summary>Ends it, and keeps what it has learned: a time limit.</summary>
    public CancellationToken StopToken { get; init; }

    /// <summary>Is given the trainer before it begins.</summary>
    public Action<Trainer>? Begins { get; init; }

    /// <summary>That of the first network of a design; others differ in the network only.</summary>
    public static MemberTraining Of(TrainingDesign design, TrainingPlan plan)
    {
        (TabularOptions options, Recipe? recipe) = (design.Options, design.Recipe);
        Optimizer optimizer = options.Optimizer is null && recipe is not null ? recipe.Optimizer : OwnNetwork.Optimizer(options);
        TrainingOptions training = recipe is null ? OwnNetwork.Training(options, plan.Epochs) : recipe.Training with
        {
            BestBy = recipe.Metric ?? EpochMetric.Default(design.Target.Task, options.Loss),
        };
        return new(design.Networks[0], design.Loss, optimizer, recipe, training with { BatchSize = plan.BatchSize }, plan.Epochs)
        {
            Checkpoints = options.Checkpoints,
        };
    }

    /// <summary>The first numbers of a member.</summary>
    public Model<float> Create(Samples<float> training, ulong seed)
    {
        var model = new Model<float>(Network, Network.Parameters<float>());
        if (Recipe is not null)
        {
            DataDependent.Initialize(model, training, seed, Recipe.DataDependent);
            return model;
        }
        model.Parameters.Initialize(seed);
        SilenceUnseen(model, training);
        return model;
    }

    /// <summary>Trains it, with so many threads; the same bits with any number.</summary>
    public TrainingHistory Fit(
        Model<float> model, MemberRows rows, ulong seed, int threads, Func<TrainingProgress, bool>? progress,
        CancellationToken cancellation)
    {
        TrainingOptions options = Options with
        {
            BatchSize = Math.Min(Options.BatchSize, rows.Training.Rows),
            Seed = seed,
            Threads = threads,
            MixedRows = rows.Blocks?.MixedRows ?? Options.MixedRows,
        };
        using var trainer = new Trainer(model, Loss, Optimizer, options) { Checkpoints = Checkpoints, StopToken = StopToken };
        if (progress is not null) trainer.Callbacks.Add(progress);
        Begins?.Invoke(trainer);
        return rows.Blocks is { } blocks
            ? trainer.Fit(blocks, rows.Validation, Epochs, null, cancellation)
            : trainer.Fit(rows.Training, rows.Validation, Epochs, null, cancellation);
    }

    /// <summary>
    /// An input that is 0 in every training row (the slot of unseen words) has no gradient: its first weights would stay at random.
    /// At 0, an unseen word changes nothing.
    /// </summary>
    static void SilenceUnseen(Model<float> model, Samples<float> training)
    {
        if (model.Network.Layers[0] is not Dense first) return;
        ReadOnlySpan<float> inputs = training.Inputs.Span;
        int width = training.InputColumns;
        var values = new float[width * first.Units];
        model.Parameters.Read(0, values);
        for (int i = 0; i < width; i++)
        {
            bool used = false;
            for (int n = i; n < inputs.Length && !used; n += width) used = inputs[n] != 0;
            if (!used) values.AsSpan(i * first.Units, first.Units).Clear();
        }
        model.Parameters.Write(0, values);
    }
}
