using Myelin.Numerics;

namespace Myelin.Cli.Tracing;

/// <summary>The formulas of losses of whole rows for one row: ℓ, and ∂ℓ/∂ŷ of its first output.</summary>
static class RowLossTerms
{
    /// <summary>Null for losses whose formula is not known, and rows that count nothing.</summary>
    /// <param name="output">ŷ of the row</param>
    /// <param name="target">y of the row</param>
    public static (Expression Value, Expression Gradient)? Of(ILoss loss, double[] output, double[] target)
    {
        switch (loss)
        {
            case HeteroscedasticNegativeLogLikelihood l: return OfLearnedVariance(l, output, target);
            case MultiMargin l: return OfMargins(l, output, (int)target[0]);
            case NegativeLogLikelihood l: return OfLogProbability(l, output, (int)target[0]);
            case SoftmaxCrossEntropy l: return OfSoftmax(l, output, target);
            default: return loss.Formula(Expression.Measured(output[0], "ŷ"), Expression.Measured(target[0], "y"));
        }
    }

    /// <summary>softmax, largest first, as the passes have it</summary>
    public static double[] Softmax(double[] z)
    {
        double max = z.Max(), sum = z.Sum(x => Math.Exp(x - max));
        return [.. z.Select(x => Math.Exp(x - max) / sum)];
    }

    static (Expression, Expression) OfLearnedVariance(HeteroscedasticNegativeLogLikelihood loss, double[] output, double[] target)
    {
        Expression sum = Expression.Sum(target.Length, k => S(k) + Expression.Square(E(k)) * Expression.Exp(-S(k)));
        if (loss.Full) sum += target.Length * Expression.Log(2 * Expression.Pi);
        return (0.5 * sum, E(0) * Expression.Exp(-S(0)));

        Expression E(int k) => Expression.Measured(output[k]) - Expression.Measured(target[k]);
        Expression S(int k) => Expression.Measured(Math.Max(output[target.Length + k], Math.Log(1e-6)));
    }

    static (Expression, Expression)? OfMargins(MultiMargin loss, double[] output, int right)
    {
        Expression weight = loss.ClassWeights is { } weights ? weights[right] : 1, factor = weight / output.Length;
        int[] others = [.. Enumerable.Range(0, output.Length).Where(k => k != right)];
        if (others.Length == 0) return null;
        Expression gradient = right == 0 ? -Expression.Sum(others.Length, i => Slope(others[i])) : Slope(0);
        return (factor * Expression.Sum(others.Length, i => loss.Power == 1 ? Excess(others[i]) : Expression.Square(Excess(others[i]))), gradient);

        Expression Excess(int k) => Expression.Max(0, loss.Margin - Expression.Measured(output[right]) + Expression.Measured(output[k]));
        Expression Slope(int k) => Excess(k).Value <= 0 ? 0 : loss.Power == 1 ? factor : factor * 2 * Excess(k);
    }

    static (Expression, Expression)? OfLogProbability(NegativeLogLikelihood loss, double[] output, int right)
    {
        if (right == loss.IgnoredClass) return null;
        Expression log = Expression.Measured(output[right]), zero = 0;
        return loss.ClassWeights is { } weights
            ? (-(weights[right] * log), right == 0 ? -weights[right] : zero)
            : (-log, right == 0 ? -1 : zero);
    }

    static (Expression, Expression)? OfSoftmax(SoftmaxCrossEntropy loss, double[] output, double[] target)
    {
        if (target.Length == 1 && target[0] == loss.IgnoredClass) return null;
        double[] p = Softmax(output);
        int[] counted = [.. Enumerable.Range(0, p.Length).Where(k => Q(k).Value != 0)];
        if (counted.Length == 0) return null;
        Expression value = -Expression.Sum(counted.Length, i => IsOne(counted[i]) ? Expression.Log(P(counted[i])) : Q(counted[i]) * Expression.Log(P(counted[i])));
        Expression total = Expression.Sum(counted.Length, i => Q(counted[i]));
        double sum = total.Value;
        return (value, sum == 1 ? P(0) - Q(0) : P(0) * total - Q(0));

        Expression P(int k) => Expression.Measured(p[k]);
        bool IsOne(int k) => Q(k).Node is { Operation: Operation.Constant, Number: 1 };
        Expression Q(int k)
        {
            Expression y = target.Length > 1 ? Expression.Measured(target[k]) : target[0] == k ? 1 : 0;
            if (loss.LabelSmoothing > 0) y = (1 - (Expression)loss.LabelSmoothing) * y + (Expression)loss.LabelSmoothing / p.Length;
            return loss.ClassWeights is { } weights ? weights[k] * y : y;
        }
    }
}
