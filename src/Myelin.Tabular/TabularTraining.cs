using Myelin.Activations;
using Myelin.Layers;
using Myelin.Losses;

namespace Myelin.Tabular;

/// <summary>A tabular model in the making: what the table's rows become before training starts, for those who want to see it.</summary>
public sealed class TabularTraining : IDisposable
{
    readonly TabularOptions _options;
    readonly Samples<float> _training;
    readonly Samples<float>? _validation;

    public TabularTraining(Table table, string target, TabularOptions options)
    {
        _options = options;
        Target = Target.Of(table, target, options.Task);
        int[] labels = Target.Task == TabularTask.Classification ? Target.Labels(table) : [];
        double[] numbers = Target.Task == TabularTask.Regression ? Target.Numbers(table) : [];
        (int[] train, int[] held) = HoldOut(table.Rows, labels);

        // statistics come from training rows alone
        Table trainingTable = table.Select(train);
        Encoder = TableEncoder.Fit(trainingTable, target, options.Scaling);
        (Mean, Deviation) = numbers.Length == 0 ? (0, 1) : NumberEncoder.Scale([.. train.Select(row => numbers[row])], NumberScaling.Standard);
        if (numbers.Length > 0 && numbers.Distinct().Count() == 1)
            throw new TableException($"{table.Name}, column {target}: every row is {numbers[0]}, so there is nothing to learn.");

        int inputs = Encoder.Outputs.Count, outputs = Target.Task == TabularTask.Regression ? 1 : Target.Classes.Count;
        Network = new Network(inputs, [.. options.Hidden ?? [new Dense(64, new Relu()), new Dense(64, new Relu())], new Dense(outputs)]);
        Loss = options.Loss ?? (Target.Task == TabularTask.Regression ? new MeanSquaredError() : new SoftmaxCrossEntropy());
        (TrainingRows, ValidationRows) = (train.Length, held.Length);
        _training = Samples(trainingTable, train);
        _validation = held.Length == 0 ? null : Samples(table.Select(held), held);
        Model = Myelin.Model.Create(Network, options.Seed);

        Samples<float> Samples(Table rows, int[] chosen) => new(Encoder.Apply(rows), inputs,
            (float[])[.. chosen.Select(row => labels.Length > 0 ? labels[row] : (float)((numbers[row] - Mean) / Deviation))], 1);
    }

    public Target Target { get; }

    public TableEncoder Encoder { get; }

    public Network Network { get; }

    public ILoss Loss { get; }

    public int TrainingRows { get; }

    public int ValidationRows { get; }

    /// <summary>Rows of one step: about fifty steps an epoch, from 16 to 256 rows.</summary>
    public int BatchSize => _options.BatchSize > 0 ? _options.BatchSize : Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(TrainingRows / 50 + 1)), 16, 256);

    internal Model<float> Model { get; }

    internal double Mean { get; }

    internal double Deviation { get; }

    public TabularModel Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var trainer = new Trainer(Model, Loss, _options.Optimizer, new TrainingOptions
        {
            BatchSize = BatchSize,
            Seed = _options.Seed,
            Threads = _options.Threads,
            Patience = _options.Patience,
            Schedule = _options.Schedule,
        });
        return TabularModel.Trained(this, trainer.Fit(_training, _validation, _options.Epochs, progress, cancellation));
    }

    public void Dispose() { }

    // a share of each class, of all rows where there are none
    (int[] Train, int[] Held) HoldOut(int rows, int[] labels)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        new RandomStream(_options.Seed, RandomPurpose.Split).Shuffle(order.AsSpan());
        var (train, held) = (new List<int>(), new List<int>());
        foreach (IGrouping<int, int> group in order.GroupBy(row => labels.Length > 0 ? labels[row] : 0))
        {
            int[] members = [.. group];
            int count = (int)Math.Round(members.Length * _options.Validation);
            held.AddRange(members[..count]);
            train.AddRange(members[count..]);
        }
        train.Sort();
        held.Sort();
        return ([.. train], [.. held]);
    }
}
