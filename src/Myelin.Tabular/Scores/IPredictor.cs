namespace Myelin.Tabular;

/// <summary>Whatever predicts the rows of a table: one network, or an ensemble of several.</summary>
public interface IPredictor : IDisposable
{
    Target Target { get; }

    /// <summary>The columns that it looks at.</summary>
    IReadOnlyList<string> Inputs { get; }

    /// <summary>What is done to raw predictions before they are given out.</summary>
    ModelCalibration Calibration { get; }

    /// <summary>What its scores are compared with; null where its training rows are not known.</summary>
    Baseline? Baseline => null;

    /// <summary>Predictions as the networks make them, before calibration: the likeliest class, and its probabilities.</summary>
    IReadOnlyList<Prediction> PredictRaw(Table table);

    /// <summary>One prediction for each row.</summary>
    IReadOnlyList<Prediction> Predict(Table table) => Calibration.Apply(PredictRaw(table), Target);
}
