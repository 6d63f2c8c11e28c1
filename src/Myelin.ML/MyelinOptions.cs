using Microsoft.ML.Runtime;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>How a Myelin trainer reads its columns and trains.</summary>
public sealed record MyelinOptions
{
    /// <summary>The column to predict.</summary>
    public string LabelColumn { get; init; } = "Label";

    /// <summary>
    /// The columns to train on. Null is the column Features where there is one, as for ML.NET's own trainers, and otherwise every column
    /// but the label and the weight.
    /// </summary>
    public IReadOnlyList<string>? FeatureColumns { get; init; }

    /// <summary>A column of row weights: numbers, 0 or more. Null weights all rows equally.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>
    /// Quality, recipe, seed, threads and the other settings of a <see cref="TabularModel"/>. They name columns as
    /// <see cref="DataViews.ToTable"/> does: slot Age of a vector column Features is Features.Age.
    /// </summary>
    public TabularOptions Training { get; init; } = new();

    /// <summary>Receives a report after each epoch, on the thread that trains.</summary>
    public IProgress<TabularProgress>? Progress { get; init; }

    /// <summary>
    /// Receives each trained model, to be saved, explained or evaluated by Myelin; a cross-validation trains one for each fold. The model
    /// is yours to dispose. Null disposes it.
    /// </summary>
    public Action<TabularModel>? Trained { get; init; }

    /// <summary>Receives messages: an <c>MLContext</c> raises its <c>Log</c> event for each. Null is silent.</summary>
    public IChannelProvider? Log { get; init; }

    /// <summary>
    /// Ends training early. The model is the best so far; before the end of the first epoch, <c>Fit</c> throws
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    public CancellationToken Cancellation { get; init; }
}
