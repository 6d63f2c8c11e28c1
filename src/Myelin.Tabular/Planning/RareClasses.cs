using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>What is asked for where one class is rare: weights in the loss, a threshold for decisions.</summary>
static class RareClasses
{
    /// <summary>The loss with a weight for each class, by which each counts the same in all.</summary>
    public static ILoss Balanced(ILoss loss, Target target, Table training, IReadOnlyList<double>? rows)
    {
        if (target.Classes is not { } classes)
            throw Refusal.Argument($"Classes are balanced, but {target.Column} is a number. Leave it out.",
                nameof(TabularOptions.Balanced));
        if (loss is not SoftmaxCrossEntropy { ClassWeights: null } cross)
            throw Refusal.Argument($"Classes are balanced in the loss softmax-cross-entropy without class weights of its own, " +
                $"but the loss is {loss}.",
                nameof(TabularOptions.Loss));
        EquatableArray<double> weights = ClassBalance.Weights(classes.Apply(training, target.Column), classes.Count, rows);
        return new SoftmaxCrossEntropy(weights, cross.LabelSmoothing, cross.IgnoredClass, cross.Reduction);
    }

    /// <exception cref="ArgumentException">There are not two classes.</exception>
    public static void CheckThreshold(Target target, ThresholdMetric metric)
    {
        if (target.Classes?.Count != 2)
            throw Refusal.Argument($"A decision threshold (for {ThresholdMetricName.Of(metric)}) is for two classes, but {target.Column} " +
                $"{(target.Classes is null ? "is a number" : $"has {target.Classes.Count}")}. Leave it out.",
                    nameof(TabularOptions.Threshold));
    }
}
