using System.Numerics;

namespace Myelin;

/// <summary>What is learned: a network's parameters, so that a loss falls.</summary>
/// <param name="Optimizer">
/// null where gradients alone are asked for: then every step is the same, dropout's masks too, so that L is one function of the parameters
/// </param>
internal readonly record struct LearningTask<T>(Network Network, Parameters<T> Parameters, ILoss Loss, Optimizer? Optimizer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What an engine needs to know of samples.</summary>
/// <param name="Rows">a batch never has more</param>
internal readonly record struct SampleShape(int TargetColumns, bool Weighted, int Rows)
{
    public static SampleShape Of<T>(Samples<T> samples, int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(samples.TargetColumns, !samples.Weights.IsEmpty, rows);
}

/// <summary>What the schedules make of a training's settings, for each of the optimizer's steps, counted from 0.</summary>
/// <param name="Rate">multiplies the learning rate</param>
/// <param name="Decay">multiplies the weight decay; null leaves it</param>
/// <param name="Dropout">multiplies the probabilities of dropout; null leaves them</param>
internal sealed record StepFactors(Func<long, double> Rate, Func<long, double>? Decay, Func<long, double>? Dropout)
{
    /// <summary>All as they are set.</summary>
    public static StepFactors None { get; } = new(static _ => 1, null, null);
}

/// <param name="Total">Σ of the epoch's losses, each weighed by its batch's rows</param>
/// <param name="TotalWeight">the epoch's rows so far</param>
/// <param name="Pending">batches whose gradients are in the sum that waits</param>
/// <param name="Runs">batches in all: decides dropout's masks</param>
/// <param name="RateFactor">of the last step</param>
/// <param name="Steps">of the optimizer</param>
internal readonly record struct EngineState(double Total, double TotalWeight, int Pending, long Runs, double RateFactor, long Steps);
