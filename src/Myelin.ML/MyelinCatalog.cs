using Microsoft.ML;

namespace Myelin.ML;

/// <summary>Myelin among ML.NET's trainers.</summary>
/// <remarks>
/// The columns may be numbers of any type, Boolean, text, dates and times, keys, and vectors of these; nothing has to be encoded, scaled
/// or filled in before. A missing value is NaN, an empty text, a key without a value, or the date 0001-01-01. The transformer that
/// <c>Fit</c> returns is made of ML.NET's own: <c>mlContext.Model.Save</c> writes a file that loads in a program which references
/// Microsoft.ML, Microsoft.ML.OnnxTransformer and Microsoft.ML.OnnxRuntime alone.
/// </remarks>
public static class MyelinCatalog
{
    /// <summary>
    /// Predicts true or false. Adds PredictedLabel, Probability (of true) and Score, the logarithm of the odds relative to the decision
    /// threshold.
    /// </summary>
    /// <param name="labelColumnName">Boolean, a number that is 0 or 1, or a key of two values, the second of which is true</param>
    /// <param name="exampleWeightColumnName">row weights; null weights all rows equally</param>
    public static IEstimator<ITransformer> Myelin(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label", string? exampleWeightColumnName = null) =>
        Myelin(catalog, new MyelinOptions { LabelColumn = labelColumnName, WeightColumn = exampleWeightColumnName });

    /// <inheritdoc cref="Myelin(BinaryClassificationCatalog.BinaryClassificationTrainers, string, string)"/>
    public static IEstimator<ITransformer> Myelin(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        MyelinOptions options) => Of(catalog, options, new BinaryTask());

    /// <summary>
    /// Predicts one of several classes. Adds PredictedLabel, a key with the label's values, and Score, the probability of each in the order
    /// of the key.
    /// </summary>
    /// <param name="labelColumnName">a key, text, a number or Boolean; ML.NET's Evaluate needs a key</param>
    /// <param name="exampleWeightColumnName">row weights; null weights all rows equally</param>
    public static IEstimator<ITransformer> Myelin(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label", string? exampleWeightColumnName = null) =>
        Myelin(catalog, new MyelinOptions { LabelColumn = labelColumnName, WeightColumn = exampleWeightColumnName });

    /// <inheritdoc cref="Myelin(MulticlassClassificationCatalog.MulticlassClassificationTrainers, string, string)"/>
    public static IEstimator<ITransformer> Myelin(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        MyelinOptions options) => Of(catalog, options, new MulticlassTask());

    /// <summary>Predicts a number. Adds Score, in the label's unit.</summary>
    /// <param name="labelColumnName">a number of any type</param>
    /// <param name="exampleWeightColumnName">row weights; null weights all rows equally</param>
    public static IEstimator<ITransformer> Myelin(this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label", string? exampleWeightColumnName = null) =>
        Myelin(catalog, new MyelinOptions { LabelColumn = labelColumnName, WeightColumn = exampleWeightColumnName });

    /// <inheritdoc cref="Myelin(RegressionCatalog.RegressionTrainers, string, string)"/>
    public static IEstimator<ITransformer> Myelin(this RegressionCatalog.RegressionTrainers catalog, MyelinOptions options) =>
        Of(catalog, options, new RegressionTask());

    static MyelinEstimator Of(object catalog, MyelinOptions options, LabelTask task)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new(options, task);
    }
}
