using Myelin.Calibration;
using Myelin.Layers;
using Myelin.Losses;
using Myelin.Optimizers;
using Myelin.Schedules;

namespace Myelin.Tabular;

/// <summary>How a tabular model is trained; what is null or 0 is chosen by looking at the table.</summary>
public sealed record TabularOptions
{
    /// <summary>Classification or regression; null decides by the target's cells.</summary>
    public TabularTask? Task { get; init; }

    /// <summary>Columns of the table that are not learned from.</summary>
    public IReadOnlyCollection<string> Ignore { get; init; } = [];

    /// <summary>Hidden layers; null is two Dense of 64 units with tanh. The output layer is added.</summary>
    public IReadOnlyList<Layer>? Hidden { get; init; }

    /// <summary>Null is softmax cross-entropy for classes, and mean squared error of the scaled target for numbers.</summary>
    public ILoss? Loss { get; init; }

    /// <summary>Null is Adam with a learning rate of 0.005.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>Null is the optimizer's own.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Null is a cosine that ends at a twentieth of the learning rate.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How numbers are scaled.</summary>
    public ScalingKind Scaling { get; init; } = ScalingKind.Standard;

    /// <summary>The order in which classes are numbered.</summary>
    public ClassOrder ClassOrder { get; init; } = ClassOrder.Sorted;

    /// <summary>Words of a category that have a number of their own; the rarer ones share one.</summary>
    public int MostWords { get; init; } = OneHotEncoder.MostWords;

    /// <summary>Epochs at most; 0 for as many as give a few thousand steps.</summary>
    public int Epochs { get; init; }

    /// <summary>Rows of a step; 0 for 32 to 512, by the number of rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>Decides which rows are held out, the first weights and the order of rows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that train, 0 for as many as pay; the result is the same bits with any number.</summary>
    public int Threads { get; init; }

    /// <summary>Share of the rows held out to decide which epoch was best, 0 for none; null is 0.15 where there are 40 rows or more.</summary>
    public double? Validation { get; init; }

    /// <summary>Whether rare classes count as much as frequent ones. Probabilities are then of a world where all are equally frequent.</summary>
    public bool Balanced { get; init; }

    /// <summary>What the decision threshold of two classes is chosen for, on held-out rows; null says the likelier class.</summary>
    public ThresholdMetric? Threshold { get; init; }

    /// <summary>Epochs without a better loss of the held-out rows after which training stops; null for a share of all epochs, 0 for never.</summary>
    public int? Patience { get; init; }
}
