using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>What losses refuse: outputs and targets that do not fit.</summary>
static class LossGuard
{
    /// <summary>Every weight finite and at least 0; null is no weights.</summary>
    public static EquatableArray<double>? IfNegative(EquatableArray<double>? numbers, string what,
        [CallerArgumentExpression(nameof(numbers))] string parameter = "")
    {
        foreach (double number in numbers ?? []) Throw.IfNegative(number, what, parameter);
        return numbers;
    }

    /// <summary>One loss at least, and all reduced alike.</summary>
    public static EquatableArray<TLoss> IfNotAlike<TLoss>(EquatableArray<TLoss> losses,
        [CallerArgumentExpression(nameof(losses))] string parameter = "")
        where TLoss : ILoss, IEquatable<TLoss>
    {
        ArgumentNullException.ThrowIfNull(losses, parameter);
        if (losses.Count == 0) Throw.Argument("A loss for each output needs one loss at least.", parameter);
        foreach (TLoss loss in losses)
            if (loss.Reduction != losses[0].Reduction || !loss.Link.Equals(losses[0].Link))
                Throw.Argument(
                    $"The losses of the outputs differ in reduction or link: {losses[0]} and {loss}. Give all the same.", parameter);
        return losses;
    }

    public static void IfTargetsDiffer(ILoss loss, int outputs, int targets)
    {
        if (outputs != targets)
            Throw.Argument($"{NameOf(loss)} compares {outputs} outputs with {targets} target columns. " +
                $"Give the last layer {targets} outputs, or the targets {outputs} columns.", nameof(targets));
    }

    public static void IfClassTargetsDiffer(ILoss loss, int classes, int targets)
    {
        if (targets != 1 && targets != classes)
            Throw.Argument(
                $"{NameOf(loss)} with {classes} classes takes class indices in 1 target column, or probabilities in {classes}; " +
                    $"the targets have {targets}.", nameof(targets));
    }

    public static void IfNotClassIndices(ILoss loss, int targets)
    {
        if (targets != 1)
            Throw.Argument($"{NameOf(loss)} takes one target column of class indices, but the targets have {targets} columns.",
                nameof(targets));
    }

    public static void IfCountsDiffer(ILoss loss, string what, int count, int outputs)
    {
        if (count != outputs)
            Throw.Argument($"{NameOf(loss)} has {count} {what}, but the network has {outputs} outputs. Give each output one.",
                nameof(outputs));
    }

    public static void IfNotTwicePerTarget(ILoss loss, int outputs, int targets)
    {
        if (outputs != 2 * targets)
            Throw.Argument($"{NameOf(loss)} takes a mean and a logarithm of the variance for each target: {targets} target columns need " +
                $"{2 * targets} outputs, but the network has {outputs}.", nameof(outputs));
    }

    /// <summary>The type's name as it is written in code, without the mark of a generic type.</summary>
    public static string NameOf(ILoss loss) => loss.GetType().Name.Split('`')[0];
}
