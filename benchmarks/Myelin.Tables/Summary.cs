namespace Myelin.Tables;

/// <summary>The outcomes of one learner on one set, one a seed.</summary>
public sealed record Summary(IReadOnlyList<Outcome> Outcomes)
{
    public double Score => Outcomes.Average(outcome => outcome.Score);

    /// <summary>The standard deviation of the score over seeds; 0 of one seed.</summary>
    public double Deviation =>
        Outcomes.Count < 2 ? 0 : Math.Sqrt(Outcomes.Sum(outcome => Math.Pow(outcome.Score - Score, 2)) / (Outcomes.Count - 1));

    public double? Auc => Outcomes.Average(outcome => outcome.Auc);

    public double? LogLoss => Outcomes.Average(outcome => outcome.LogLoss);

    public double Seconds => Outcomes.Average(outcome => outcome.Seconds);

    /// <summary>1 − accuracy, or RMSE: the less, the better.</summary>
    public double Error(TableSet set) => set.IsRegression ? Score : 1 - Score;
}
