using Myelin.Layers;
using Myelin.Losses;
using Myelin.Optimizers;
using Myelin.Schedules;

namespace Myelin.Tabular;

/// <summary>How a tabular model is trained; null and 0 leave the choice to the table.</summary>
public sealed record TabularOptions
{
    /// <summary>Classification or regression; null decides by the target's cells.</summary>
    public TabularTask? Task { get; init; }

    /// <summary>Hidden layers; null is two Dense of 64 units with ReLU.</summary>
    public IReadOnlyList<Layer>? Hidden { get; init; }

    /// <summary>Null is softmax cross-entropy for classes and mean squared error for numbers.</summary>
    public ILoss? Loss { get; init; }

    public Optimizer Optimizer { get; init; } = new Adam(0.003);

    public Schedule? Schedule { get; init; }

    public NumberScaling Scaling { get; init; } = NumberScaling.Standard;

    public int Epochs { get; init; } = 200;

    public int BatchSize { get; init; }

    public ulong Seed { get; init; } = 1;

    public int Threads { get; init; }

    /// <summary>Share of the rows that decide which epoch was best.</summary>
    public double Validation { get; init; } = 0.2;

    /// <summary>Epochs without a better validation loss after which training stops.</summary>
    public int Patience { get; init; } = 40;
}

/// <summary>What is predicted.</summary>
public enum TabularTask
{
    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>A number.</summary>
    Regression,
}
