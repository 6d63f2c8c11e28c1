namespace Myelin.Cli.Training;

/// <summary>What a search makes better.</summary>
enum SearchMetric
{
    LogLoss,
    Accuracy,
    Auc,
    Rmse,
    Mae,
}
