using System.Numerics;

namespace Myelin;

/// <summary>What a loss makes of given predictions and targets, outside training. Matrices are row-major.</summary>
public static class LossValues
{
    /// <summary>The values ℓ, unreduced: [N × K] for losses of single elements, [N] for losses of rows.</summary>
    /// <param name="predictions">ŷ [N × K], before the loss's link: logits for a loss that takes logits</param>
    /// <param name="targets">y [N × the columns that the loss takes]</param>
    /// <param name="rows">N</param>
    /// <exception cref="ArgumentException">sizes or targets do not fit the loss</exception>
    public static T[] Each<T>(ILoss loss, ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int outputs, int columns) = Columns(loss, predictions, targets, rows);
        int width = loss.ValuesPerRow(outputs);
        var values = new T[rows * width];
        var gradient = new T[outputs];
        for (int n = 0; n < rows; n++)
        {
            ReadOnlySpan<T> prediction = predictions.Slice(n * outputs, outputs), target = targets.Slice(n * columns, columns);
            loss.Values(prediction, target, values.AsSpan(n * width, width), gradient);
        }
        return values;
    }

    /// <summary>The loss L, reduced as the loss says, and its gradient ∂L/∂ŷ [N × K].</summary>
    /// <param name="predictions">ŷ [N × K], before the loss's link: logits for a loss that takes logits</param>
    /// <param name="targets">y [N × the columns that the loss takes]</param>
    /// <param name="rows">N</param>
    /// <param name="weights">s, one for each row, none negative; empty for all ones. A mean is then Σ sₙ ℓₙ / Σ sₙ wₙ.</param>
    /// <exception cref="ArgumentException">sizes or targets do not fit the loss</exception>
    public static (T Loss, T[] Gradient) Reduced<T>(
        ILoss loss, ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int rows, ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int outputs, int columns) = Columns(loss, predictions, targets, rows);
        if (!weights.IsEmpty && weights.Length != rows)
            Throw.Argument($"There are {weights.Length} sample weights for {rows} rows. Give each row one.", nameof(weights));
        foreach (T weight in weights)
            if (!(weight >= T.Zero)) Throw.Argument($"A sample weight must be at least 0, but one is {weight}.", nameof(weights));
        var values = new T[loss.ValuesPerRow(outputs)];
        var gradient = new T[rows * outputs];
        double sum = 0, count = 0;
        for (int n = 0; n < rows; n++)
        {
            ReadOnlySpan<T> target = targets.Slice(n * columns, columns);
            Span<T> slope = gradient.AsSpan(n * outputs, outputs);
            T weight = weights.IsEmpty ? T.One : weights[n];
            loss.Values(predictions.Slice(n * outputs, outputs), target, values, slope);
            foreach (T value in values) sum += double.CreateTruncating(weight * value);
            foreach (ref T g in slope) g *= weight;
            count += double.CreateTruncating(weight * loss.RowCount(target, outputs));
        }
        double divisor = loss.Reduction.Divisor(count);
        foreach (ref T g in gradient.AsSpan()) g /= T.CreateTruncating(divisor);
        return (T.CreateTruncating(sum / divisor), gradient);
    }

    static (int Outputs, int Columns) Columns<T>(ILoss loss, ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (rows < 1 || predictions.Length % rows != 0 || targets.Length % rows != 0)
            Throw.Argument($"{predictions.Length} predictions and {targets.Length} targets do not make {rows} rows.", nameof(rows));
        (int outputs, int columns) = (predictions.Length / rows, targets.Length / rows);
        loss.Check(outputs, columns);
        loss.CheckTargets(targets, columns, outputs);
        return (outputs, columns);
    }
}
