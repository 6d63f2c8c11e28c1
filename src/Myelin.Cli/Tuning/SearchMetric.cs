namespace Myelin.Cli.Tuning;

/// <summary>What a search makes better.</summary>
enum SearchMetric
{
    LogLoss,
    Accuracy,
    Auc,
    Rmse,
    Mae,
}
