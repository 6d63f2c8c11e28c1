namespace Myelin.Tabular;

/// <summary>Where the training of a tabular model stands after an epoch.</summary>
/// <param name="Training">epoch, losses, time</param>
/// <param name="Validation">accuracy, or root mean squared error in the target's unit, of the held-out rows; null without such rows</param>
public sealed record TabularProgress(TrainingProgress Training, Score? Validation);
