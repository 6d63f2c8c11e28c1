using Myelin.Numerics;

namespace Myelin.Tests.Checkpointing;

/// <summary>A small training that can be run whole, and stopped after any batch.</summary>
sealed record Case(Optimizer Optimizer, TrainingOptions Options)
{
    public const int Epochs = 3;

    public Network Network { get; init; } = new(4, new Dense(6, new Tanh()), new Dropout(0.3), new Dense(3));

    public ILoss Loss { get; init; } = new SoftmaxCrossEntropy();

    public Samples<float>? Validation { get; init; }

    /// <summary>All kinds of state that a training may have, by name.</summary>
    public static IReadOnlyDictionary<string, Case> All { get; } = Make();

    static Samples<float> Training { get; } = Samples(47, 1);

    public static Samples<float> Samples(int rows, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other);
        float[] inputs = new float[rows * 4], targets = new float[rows];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = (float)random.Uniform(-1, 1);
        for (int n = 0; n < rows; n++) targets[n] = inputs[4 * n] * inputs[4 * n + 1] > 0 ? 2 : inputs[4 * n + 2] > 0 ? 1 : 0;
        return new(inputs, 4, targets, 1);
    }

    /// <param name="batches">after which it is stopped; 0 for never</param>
    /// <param name="before">called before every batch</param>
    public (string Digest, TrainingHistory History) Run(Checkpoints? checkpoints, int batches = 0, Action? before = null)
    {
        using Model<float> model = Model.Create(Network, 3);
        using var stop = new CancellationTokenSource();
        int left = batches;
        var counted = new Counted(() =>
        {
            before?.Invoke();
            if (--left == 0) stop.Cancel();
        });
        using var trainer =
            new Trainer(model, Loss, Optimizer, Options with { DropoutSchedule = counted, Seed = 5 }) { Checkpoints = checkpoints };
        TrainingHistory history;
        try
        {
            history = trainer.Fit(Training, Validation, Epochs, null, stop.Token);
        }
        catch (OperationCanceledException) when (batches > 0)
        {
            // no epoch is done; what is kept in the folder is
            history = new([], 0, TrainingEnd.Stopped);
        }
        return (WeightDigest.Of(model.Parameters), history);
    }

    static Dictionary<string, Case> Make()
    {
        var batches = new TrainingOptions { BatchSize = 10 };
        var cases = new Dictionary<string, Case>
        {
            ["momentum"] = new(new Sgd(0.1, Momentum: 0.9, Nesterov: true), batches),
            ["adam"] = new(new Adam(0.01), batches with { Schedule = new CosineDecay() }),
            ["ams-grad"] = new(new Adam(0.01, AmsGrad: true), batches with { Schedule = new WarmUp(4, new OneCycle()) }),
            ["adamw"] = new(new AdamW(0.01),
                batches with { Schedule = new StepDecay(1, 0.5) { Unit = ScheduleUnit.Epoch }, DecaySchedule = new LinearRate() }),
            ["nadam"] = new(new NAdam(0.01), batches with { Schedule = new ExponentialDecay(0.9) }),
            ["radam"] = new(new RAdam(0.01), batches),
            ["rmsprop"] = new(new RmsProp(0.01, Momentum: 0.9, Centered: true), batches),
            ["rprop"] = new(new Rprop(0.01), new() { BatchSize = 47 }),
            ["adagrad"] = new(new Adagrad(0.05, RateDecay: 0.1), batches),
            ["adadelta"] = new(new Adadelta(), batches),
            ["adamax"] = new(new Adamax(), batches),
            ["lion"] = new(new Lion(), batches),
            ["batch-norm"] = new(new Adam(0.01), batches)
            {
                Network = new(4, new Dense(6), new BatchNorm(), new Activation(new Relu()), new Dense(3)),
                Validation = Samples(30, 2),
            },
            ["accumulated"] = new(new Adam(0.01), new() { BatchSize = 7, AccumulateBatches = 3, ClipNorm = 0.5 }),
            ["sharded"] = new(new Adam(0.01), new() { BatchSize = 7, AccumulateBatches = 3, Shards = 4 }),
            ["accumulated-whole"] = new(new Sgd(0.1), new() { BatchSize = 12, AccumulateBatches = 2, DropLast = true }),
            ["plateau"] = new(new Sgd(0.5),
                batches with { Plateau = new(Gamma: 0.5, Patience: 0, Threshold: 0.5, Cooldown: 1), ValidationFraction = 0.3 }),
            ["early-stop"] = new(new Sgd(2), batches with { Patience = 1, LastOfTies = true, BestBy = EpochMeasure.Error })
            {
                Validation = Samples(30, 2),
            },
            ["single rows"] = new(new Adam(0.01), new() { BatchSize = 1, Shuffle = false, ClipValue = 0.1 }),
        };
        return cases;
    }

    /// <summary>Called before every batch; says nothing of itself, so that it is the same schedule in every run.</summary>
    sealed record Counted(Action Called) : Schedule
    {
        Action Called { get; } = Called;

        public override double Factor(ScheduleTime time)
        {
            Called();
            return 0.9;
        }
    }
}
