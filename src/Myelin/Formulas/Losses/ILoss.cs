using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>A loss ℓ(ŷ, y): value and gradient leave the same method, so that they cannot drift apart.</summary>
/// <remarks>
/// Write one by implementing <see cref="IElementLoss{TSelf}"/> (one number at a time: squared error) on a
/// <c>readonly record struct</c>, or <see cref="IRowLoss"/> (a whole row at a time: cross-entropy) on a record.
/// </remarks>
public interface ILoss
{
    Reduction Reduction => Reduction.Mean;

    /// <summary>What turns the network's outputs into predictions: softmax for a loss that takes logits.</summary>
    IActivation Link => new Identity();

    /// <summary>Throws where so many target columns cannot be compared with so many outputs.</summary>
    /// <param name="outputs">columns of ŷ</param>
    /// <param name="targets">columns of y as given</param>
    void Check(int outputs, int targets) => LossGuard.IfTargetsDiffer(this, outputs, targets);

    /// <summary>What a target has to be, if this one is not: null where it fits. Asked of every target once, before training.</summary>
    /// <param name="target">one number of y</param>
    /// <param name="outputs">columns of ŷ</param>
    /// <param name="targets">columns of y</param>
    string? Objection(double target, int outputs, int targets) => double.IsFinite(target) ? null : "a finite number";

    /// <summary>
    /// ℓ and ∂ℓ/∂ŷ as they are written in C#, as expressions: of one output, or of a whole row, where the letter of the prediction stands
    /// for a row of any numbers, and that of the target for one number, such as a class index. <see cref="Expression.Row(string, int)"/> is
    /// a target for each output. Where each output has a value of its own, ℓ is a row too.
    /// </summary>
    (Expression Value, Expression Gradient)? Formula(Expression prediction, Expression target) => null;

    /// <summary>How many values a row of so many outputs has before any reduction: one for each output, or one.</summary>
    internal int ValuesPerRow(int outputs);

    /// <summary>The values of one row before any reduction, and their sum's gradient.</summary>
    internal void Values<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> values, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What one row counts for in the mean.</summary>
    internal T Count<T>(ReadOnlySpan<T> target, int outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Hands out the loss with its own type, so that whatever is made of it is compiled for it.</summary>
    internal TResult Choose<TResult>(ILossChoice<TResult> choice);
}

/// <summary>A loss of one output and its target.</summary>
public interface IElementLoss<TSelf> : ILoss where TSelf : struct, IElementLoss<TSelf>
{
    /// <summary>ℓ(ŷ, y) and ∂ℓ/∂ŷ</summary>
    TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>;

    (Expression Value, Expression Gradient)? ILoss.Formula(Expression prediction, Expression target) =>
        (Evaluate(prediction, target, out Expression gradient), gradient);

    int ILoss.ValuesPerRow(int outputs) => outputs;

    void ILoss.Values<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> values, Span<T> gradient)
    {
        for (int k = 0; k < prediction.Length; k++)
        {
            values[k] = ((TSelf)this).Evaluate(new Scalar<T>(prediction[k]), new Scalar<T>(target[k]), out Scalar<T> slope).Value;
            gradient[k] = slope.Value;
        }
    }

    T ILoss.Count<T>(ReadOnlySpan<T> target, int outputs) => T.CreateTruncating(outputs);

    TResult ILoss.Choose<TResult>(ILossChoice<TResult> choice) => choice.OfElement((TSelf)this);
}

/// <summary>A loss of a row of outputs and its row of targets.</summary>
/// <remarks>
/// As many targets as outputs are expected. A loss of class indices overrides <see cref="ILoss.Check"/> (one target column) and
/// <see cref="ILoss.Objection"/> (which indices there are), as <see cref="SoftmaxCrossEntropy"/> does.
/// </remarks>
public interface IRowLoss : ILoss
{
    /// <summary>ℓ(ŷ, y) of one row, and ∂ℓ/∂ŷ.</summary>
    /// <param name="target">of one column, such as a class index, one number that is the same in every place</param>
    TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, IRowLane<TLane>;

    /// <summary>
    /// The same over numbers one after the other; not to be called for every row of a batch: finding a generic method takes
    /// longer than a row of ten classes.
    /// </summary>
    internal T EvaluateRow<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new RowEvaluation<T>(this).Of(prediction, target, gradient);

    /// <summary>What this row counts for in the mean: 1, its class's weight, 0 where it is ignored, or its number of elements.</summary>
    T Weight<T>(ReadOnlySpan<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;

    /// <summary>Whether <see cref="Weight"/> is 1 for every row, so that it need not be asked.</summary>
    bool WeighsRowsAlike => false;

    (Expression Value, Expression Gradient)? ILoss.Formula(Expression prediction, Expression target) =>
        (Evaluate(Expression.Rowed(prediction), target, out Expression gradient), gradient);

    int ILoss.ValuesPerRow(int outputs) => 1;

    void ILoss.Values<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> values, Span<T> gradient) =>
        values[0] = EvaluateRow(prediction, target, gradient);

    T ILoss.Count<T>(ReadOnlySpan<T> target, int outputs) => Weight(target);

    TResult ILoss.Choose<TResult>(ILossChoice<TResult> choice) => choice.OfRow(this);
}
