using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Tuning;

/// <summary>A search's metric as a number that is the better, the smaller it is.</summary>
static class SearchLoss
{
    public static SearchMetric Default(Target target) => target.Classes is null ? SearchMetric.Rmse : SearchMetric.LogLoss;

    public static void Check(SearchMetric metric, Target target)
    {
        bool ofNumbers = metric is SearchMetric.Rmse or SearchMetric.Mae;
        if (target.Objection(Reports.Lower(metric), ofNumbers, ofNumbers ? "logloss, accuracy or auc" : "rmse or mae") is { } objection)
            throw CommandException.WrongUse($"--metric {objection}.");
    }

    /// <summary>In words, as something that is made small.</summary>
    public static string Name(SearchMetric metric) => metric switch
    {
        SearchMetric.LogLoss => "log loss",
        SearchMetric.Accuracy => "1 − accuracy",
        SearchMetric.Auc => "1 − ROC AUC",
        SearchMetric.Rmse => "RMSE",
        _ => "MAE",
    };

    /// <summary>NaN where the rows have no such score: the area where a class is absent.</summary>
    public static double Of(SearchMetric metric, IReadOnlyList<Score> scores)
    {
        string name = Name(metric).Replace("1 − ", "", StringComparison.Ordinal);
        foreach (Score score in scores)
            if (score.Name == name) return metric is SearchMetric.Accuracy or SearchMetric.Auc ? 1 - score.Value : score.Value;
        return double.NaN;
    }
}
