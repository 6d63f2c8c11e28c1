namespace Myelin.Tabular;

/// <summary>Where the training of a tabular model stands after an epoch.</summary>
/// <param name="Training">epoch, losses, time of the network that has just ended one</param>
/// <param name="Validation">how good it is on its held-out rows; null without such rows</param>
public sealed record TabularProgress(TrainingProgress Training, Score? Validation)
{
    /// <summary>The network's number, from 1; several may be trained at once.</summary>
    public int Member { get; init; } = 1;

    /// <summary>Networks that are trained.</summary>
    public int Members { get; init; } = 1;

    /// <summary>The share of all epochs of all networks that is done.</summary>
    public double Done { get; init; }

    /// <summary>The share that was done before: of a training that goes on.</summary>
    public double Before { get; init; }

    /// <summary>Since the first network began, or the training went on.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How long the rest will take, by the epochs so far.</summary>
    public TimeSpan Left => Done > Before ? Elapsed / (Done - Before) * (1 - Done) : TimeSpan.Zero;
}
