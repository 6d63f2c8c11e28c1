namespace Myelin;

/// <summary>A training whose loss stopped being finite; the model has the parameters of the last epoch in which it was.</summary>
public sealed class TrainingDivergedException(string message, TrainingHistory history) : Exception(message)
{
    public TrainingHistory History { get; } = history;
}
