namespace Myelin.Tabular;

/// <summary>What an evaluation takes into account beside predictions and targets.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Intervals of a regression, whose coverage is measured; null for none.</summary>
    public PredictionIntervals? Intervals { get; init; }

    /// <summary>What scores are compared with; null where the training rows are not known.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Whether the model was made to find rare classes, so that balanced accuracy says how good it is, and not accuracy.</summary>
    public bool Balanced { get; init; }

    internal static EvaluationOptions Of(IPredictor model) => new()
    {
        Intervals = model.Calibration.Intervals,
        Baseline = model.Baseline,
        Balanced = model.Calibration.IsForRareClasses,
    };
}
