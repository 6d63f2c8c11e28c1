namespace Myelin;

/// <summary>What a decision threshold makes as large as it can be.</summary>
public enum ThresholdMetric
{
    /// <summary>2TP/(2TP + FP + FN), the harmonic mean of precision and recall of class 1.</summary>
    F1,

    /// <summary>½ (TP/P + TN/N), the mean recall of both classes; the same threshold as that of Youden's J.</summary>
    Balanced,

    /// <summary>J = TP/P + TN/N − 1, sensitivity and specificity less 1 (Youden 1950).</summary>
    Youden,

    /// <summary>Matthews' correlation of classes and decisions.</summary>
    Matthews,

    /// <summary>(TP + TN)/(P + N)</summary>
    Accuracy,
}
