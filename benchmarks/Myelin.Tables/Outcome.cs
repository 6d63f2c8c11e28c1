namespace Myelin.Tables;

/// <summary>How one learner did on one set's test rows.</summary>
/// <param name="Score">accuracy, or the root mean squared error of a regression</param>
/// <param name="Auc">area under the ROC curve of two classes</param>
/// <param name="LogLoss">null of a regression, and where it is not known</param>
/// <param name="Seconds">of the training, by the clock</param>
public sealed record Outcome(double Score, double? Auc, double? LogLoss, double Seconds);
