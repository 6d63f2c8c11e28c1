namespace Myelin.Tabular;

/// <summary>One network's training: all that does not differ from member to member.</summary>
/// <param name="Recipe">null where the network was described otherwise</param>
/// <param name="Options">of the trainer; the seed is each member's own</param>
sealed record MemberTraining(Network Network, ILoss Loss, Optimizer Optimizer, Recipe? Recipe, TrainingOptions Options, int Epochs)
{
    /// <summary>The learning rate of networks of one's own.</summary>
    const double OwnRate = 0.005;

    /// <summary>Where its state is kept; null keeps none.</summary>
    public Checkpoints? Checkpoints { get; init; }

    /// <summary>Ends it, and keeps what it has learned: a time limit.</summary>
    public CancellationToken StopToken { get; init; }

    /// <summary>That of the first network of a design; others differ in the network only.</summary>
    public static MemberTraining Of(TrainingDesign design, TrainingPlan plan)
    {
        (TabularOptions options, Recipe? recipe) = (design.Options, design.Recipe);
        Optimizer optimizer = options.Optimizer ?? (recipe is null ? new Adam(OwnRate)
            : new Adam(recipe.LearningRate, Beta2: recipe.Beta2) { WeightDecay = recipe.WeightDecay });
        if ((recipe is null || options.Optimizer is not null) && options.LearningRate is { } rate)
            optimizer = optimizer with { LearningRate = rate };
        TrainingOptions training = recipe is null ? Own(options, optimizer, plan) : OfRecipe(design, recipe, plan);
        return new(design.Networks[0], design.Loss, optimizer, recipe, training, plan.Epochs) { Checkpoints = options.Checkpoints };
    }

    static TrainingOptions OfRecipe(TrainingDesign design, Recipe recipe, TrainingPlan plan) => new()
    {
        BatchSize = plan.BatchSize,
        DropLast = true,
        Patience = recipe.Patience,
        Schedule = recipe.Schedule,
        DecaySchedule = recipe.DecaySchedule,
        DropoutSchedule = recipe.DropoutSchedule,
        LastOfTies = true,
        BestBy = recipe.Metric ?? (design.Options.Loss is not null ? EpochMeasure.Loss
            : design.Target.Task == TabularTask.Classification ? EpochMeasure.Error : EpochMeasure.RootMeanSquaredError),
    };

    /// <summary>A network as its owner describes it, with a cosine unless something else is asked for.</summary>
    static TrainingOptions Own(TabularOptions options, Optimizer optimizer, TrainingPlan plan) => new()
    {
        BatchSize = plan.BatchSize,
        Patience = options.Patience ?? Math.Max(20, plan.Epochs / 4),
        // L-BFGS searches for each step's length itself
        Schedule = options.Schedule ?? (optimizer is Lbfgs ? null : new CosineDecay(0.05)),
    };

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
        Model<float> model, MemberRows rows, ulong seed, int threads, Func<TrainingProgress, bool>? progress, CancellationToken cancellation)
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
