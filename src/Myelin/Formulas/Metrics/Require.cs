using System.Runtime.CompilerServices;

namespace Myelin;

/// <summary>What every metric asks of its arguments. Refusals name the argument by the expression that was given.</summary>
static class Require
{
    public static void Rows(int rows, [CallerArgumentExpression(nameof(rows))] string of = "")
    {
        if (rows == 0) Throw.Argument("There are no rows to measure.", Name(of));
    }

    public static void SameRows(
        int truth, int predictions, [CallerArgumentExpression(nameof(truth))] string of = "",
            [CallerArgumentExpression(nameof(predictions))] string with = "")
    {
        Rows(truth, of);
        if (truth != predictions)
            Throw.Argument($"{truth} rows of truth are compared with {predictions} predictions; give one for each row.", Name(with));
    }

    public static void Classes(ReadOnlySpan<int> labels, int classes, [CallerArgumentExpression(nameof(labels))] string of = "")
    {
        for (int n = 0; n < labels.Length; n++)
            if ((uint)labels[n] >= (uint)classes)
                Throw.Argument($"Row {n} has class {labels[n]}, but there are {classes} classes, 0 to {classes - 1}.", of);
    }

    /// <summary>Finite numbers, one for each row and class.</summary>
    public static void Scores(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes,
        [CallerArgumentExpression(nameof(scores))] string of = "")
    {
        Rows(labels.Length);
        Classes(labels, classes);
        if (scores.Length != (long)labels.Length * classes)
            Throw.Argument(
                $"{labels.Length} rows of {classes} classes need {labels.Length} × {classes} probabilities, not {scores.Length}.", of);
        Finite(scores, classes, of: of);
    }

    /// <summary>One number of 0 or more for each row, not all 0; or none, for all ones. Gives their sum.</summary>
    public static double Weights(ReadOnlySpan<double> weights, int rows)
    {
        if (weights.IsEmpty) return rows;
        if (weights.Length != rows) Throw.Argument($"{rows} rows need as many weights, but there are {weights.Length}.", nameof(weights));
        var sum = new CompensatedSum();
        foreach (double weight in weights)
        {
            if (!(double.IsFinite(weight) && weight >= 0))
                Throw.Argument(FormattableString.Invariant($"A row's weight must be finite and not negative, but one is {weight}."),
                    nameof(weights));
            sum.Add(weight);
        }
        if (sum.Value == 0) Throw.Argument("Every row's weight is 0, so there is nothing to measure.", nameof(weights));
        return sum.Value;
    }

    public static void Finite(
        ReadOnlySpan<double> numbers, int columns = 1, string what = "prediction",
            [CallerArgumentExpression(nameof(numbers))] string of = "")
    {
        if (Kernels.Rows.AreFinite(numbers)) return;
        for (int i = 0; i < numbers.Length; i++)
            if (!double.IsFinite(numbers[i]))
                Throw.Argument(FormattableString.Invariant(
                    $"Row {i / columns} has the {what} {numbers[i]}, which is not a finite number."), of);
    }

    // labels.Length is of labels
    static string Name(string expression) => expression.Split('.')[0];
}
