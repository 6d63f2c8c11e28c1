namespace Myelin;

/// <summary>What decides which epoch is best, measured on the validation rows after each; smaller is better.</summary>
public enum EpochMeasure
{
    /// <summary>The loss that is trained.</summary>
    Loss,

    /// <summary>The share of rows whose likeliest class is not theirs.</summary>
    Error,

    /// <summary>√(mean (ŷ − y)²)</summary>
    RootMeanSquaredError,

    /// <summary>−mean ln p of the true class, whatever the loss smooths or weighs.</summary>
    CrossEntropy,

    /// <summary>
    /// The same after temperature scaling on these rows: for models whose probabilities are calibrated in the end, and
    /// that may be too sure until then.
    /// </summary>
    CalibratedCrossEntropy,

    /// <summary>1 − the area under the ROC curve; of several classes the mean, each against the rest.</summary>
    AreaUnderCurve,
}
