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

    public static MemberTraining Of(Network network, ILoss loss, Recipe recipe, TabularOptions options, TrainingPlan plan, TabularTask task) => new(
        network, loss, new Adam(recipe.LearningRate, Beta2: recipe.Beta2) { WeightDecay = recipe.WeightDecay }, recipe, new()
        {
            BatchSize = plan.BatchSize,
            DropLast = true,
            Patience = recipe.Patience,
            Schedule = recipe.Schedule,
            DecaySchedule = recipe.DecaySchedule,
            DropoutSchedule = recipe.DropoutSchedule,
            LastOfTies = true,
            BestBy = recipe.Metric ?? (options.Loss is not null ? EpochMeasure.Loss
                : task == TabularTask.Classification ? EpochMeasure.Error : EpochMeasure.RootMeanSquaredError),
        }, plan.Epochs);

    /// <summary>A network as its owner describes it, with Adam and a cosine unless something else is asked for.</summary>
    public static MemberTraining Own(Network network, ILoss loss, TabularOptions options, TrainingPlan plan)
    {
        Optimizer optimizer = options.Optimizer ?? new Adam(0.005);
        if (options.LearningRate is { } rate) optimizer = optimizer with { LearningRate = rate };
        return new(network, loss, optimizer, null, new()
        {
            BatchSize = plan.BatchSize,
            Patience = options.Patience ?? Math.Max(20, plan.Epochs / 4),
            // L-BFGS searches for each step's length itself
            Schedule = options.Schedule ?? (optimizer is Lbfgs ? null : new CosineDecay(0.05)),
        }, plan.Epochs);
    }

    /// <summary>The first numbers of a member.</summary>
    public Model<float> Create(Samples<float> training, ulong seed)
    {
        var model = new Model<float>(Network, new Parameters<float>(Network));
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
    /// <param name="blocks">all rows to learn from, where those in memory are only some; null where they are all</param>
    public TrainingHistory Fit(
        Model<float> model, Samples<float> training, EncodedBlocks? blocks, Samples<float>? validation, ulong seed, int threads, Func<TrainingProgress, bool>? progress, CancellationToken cancellation)
    {
        TrainingOptions options = Options with { BatchSize = Math.Min(Options.BatchSize, training.Rows), Seed = seed, Threads = threads };
        using var trainer = new Trainer(model, Loss, Optimizer, blocks is null ? options : options with { MixedRows = blocks.MixedRows }) { Checkpoints = Checkpoints, StopToken = StopToken };
        if (progress is not null) trainer.Callbacks.Add(progress);
        return blocks is null ? trainer.Fit(training, validation, Epochs, null, cancellation) : trainer.Fit(blocks, validation, Epochs, null, cancellation);
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
