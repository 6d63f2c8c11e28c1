namespace Myelin.Tables;

/// <summary>Myelin's outcomes beside one other learner's, on the sets that both have.</summary>
/// <param name="Name">of the other</param>
/// <param name="Results">each set, Myelin's outcomes, the other's</param>
public sealed record Comparison(string Name, IReadOnlyList<(TableSet Set, Summary Own, Summary Other)> Results)
{
    /// <summary>An error larger than the other's by this share is a loss.</summary>
    const double Margin = 1.03;

    /// <summary>
    /// exp(Σ ln(own error / other's error) / sets): below 1 is better. Sets on which the other is never wrong have no ratio.
    /// </summary>
    public double? Ratio => Ratios is [] ? null : Math.Exp(Ratios.Average(Math.Log));

    /// <summary>How many sets the ratio is of.</summary>
    public int Count => Ratios.Count;

    /// <summary>The sets on which Myelin's error is larger by more than 3 %.</summary>
    public IReadOnlyList<string> Worse =>
        [.. Results.Where(result => result.Own.Error(result.Set) > Margin * result.Other.Error(result.Set))
            .Select(result => result.Set.Name)];

    /// <summary>Myelin's area under the ROC curve less the other's, on each set of two classes.</summary>
    public IReadOnlyList<(string Set, double Difference)> AucDifferences =>
    [
        .. from result in Results
           where result.Own.Auc is not null && result.Other.Auc is not null
           select (result.Set.Name, result.Own.Auc!.Value - result.Other.Auc!.Value),
    ];

    List<double> Ratios =>
        [.. Results.Select(result => (Own: result.Own.Error(result.Set), Other: result.Other.Error(result.Set)))
            .Where(errors => errors.Other > 0).Select(errors => Math.Max(errors.Own, 1e-9) / errors.Other)];
}
