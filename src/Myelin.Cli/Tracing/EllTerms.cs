using Myelin.Losses;

namespace Myelin.Cli.Tracing;

/// <summary>The formulas of <see cref="Ell"/> for one row: ℓ of its first output, or of the row, and ∂ℓ/∂ŷ of the first output.</summary>
static class EllTerms
{
    /// <summary>Null for losses whose formula is not known, and rows that count nothing.</summary>
    /// <param name="output">ŷ of the row</param>
    /// <param name="target">y of the row</param>
    public static (Term Value, Term Gradient)? Of(ILoss loss, double[] output, double[] target)
    {
        (Term.Leaf p, Term.Leaf y) = (Term.Of(output[0], "ŷ"), Term.Of(target[0], "y"));
        double error = output[0] - target[0], margin = 1 - target[0] * output[0];
        Term e = p - y, zero = 0;
        switch (loss)
        {
            case BinaryCrossEntropy: return OfBinary(p, y);
            case GaussianNegativeLogLikelihood { Variance: var v, Full: var full }:
                return (0.5 * (Term.Ln(full ? 2 * Term.Pi * v : v) + Term.Square(e) / v), e / v);
            case HalfSquaredError: return (0.5 * Term.Square(e), e);
            case HeteroscedasticNegativeLogLikelihood l: return OfLearnedVariance(l, output, target);
            case Hinge: return (Term.Max(0, 1 - y * p), margin > 0 ? -y : zero);
            case Huber { Delta: var d }:
                return Math.Abs(error) <= d ? (0.5 * Term.Square(e), e) : (d * (Term.Abs(e) - 0.5 * (Term)d), error > 0 ? d : -d);
            case KullbackLeiblerDivergence l: return OfDivergence(l, p, y);
            case LogCosh: return (Term.Ln((Term.Exp(e) + Term.Exp(-e)) / 2), Term.Tanh(e));
            case MeanAbsoluteError: return (Term.Abs(e), Term.Sign(e));
            case MeanSquaredError: return (Term.Square(e), 2 * e);
            case MeanSquaredLogarithmicError:
                Term difference = Term.Ln(1 + p) - Term.Ln(1 + y);
                return (Term.Square(difference), 2 * difference / (1 + p));
            case MultiMargin l: return OfMargins(l, output, (int)target[0]);
            case NegativeLogLikelihood l: return OfLogProbability(l, output, (int)target[0]);
            case PoissonNegativeLogLikelihood l: return OfCounts(l, p, y);
            case Quantile { Level: var tau }:
                return error < 0 ? (tau * (y - p), -tau) : ((1 - (Term)tau) * (p - y), error > 0 ? 1 - (Term)tau : zero);
            case SigmoidCrossEntropy l: return OfSigmoid(l.PositiveWeight, p, y);
            case SmoothL1 { Beta: var beta }:
                return Math.Abs(error) < beta ? (0.5 * Term.Square(e) / beta, e / beta) : (Term.Abs(e) - 0.5 * (Term)beta, Term.Sign(e));
            case SoftMargin: return (Term.Ln(1 + Term.Exp(-(y * p))), -(y / (1 + Term.Exp(y * p))));
            case SoftmaxCrossEntropy l: return OfSoftmax(l, output, target);
            case SquaredHinge: return (Term.Square(Term.Max(0, 1 - y * p)), -(2 * y * Term.Max(0, 1 - y * p)));
            default: return null;
        }
    }

    /// <summary>softmax, largest first, as the passes have it</summary>
    public static double[] Softmax(double[] z)
    {
        double max = z.Max(), sum = z.Sum(x => Math.Exp(x - max));
        return [.. z.Select(x => Math.Exp(x - max) / sum)];
    }

    // logarithms are at least −100, p(1 − p) at least 10⁻¹²
    static (Term, Term) OfBinary(Term.Leaf p, Term.Leaf y)
    {
        Term rest = 1 - p;
        Term log = Math.Log(p.Number) < -100 ? Term.Max(-100, Term.Ln(p)) : Term.Ln(p);
        Term other = Math.Log(1 - p.Number) < -100 ? Term.Max(-100, Term.Ln(rest)) : Term.Ln(rest);
        double product = p.Number * (1 - p.Number);
        return (-(y * log) - (1 - y) * other, (p - y) / (product < 1e-12f ? Term.Exactly(1e-12f) : p * rest));
    }

    static (Term, Term) OfLearnedVariance(HeteroscedasticNegativeLogLikelihood loss, double[] output, double[] target)
    {
        Term sum = Term.Sum(target.Length, k => S(k) + Term.Square(E(k)) * Term.Exp(-S(k)));
        if (loss.Full) sum += target.Length * Term.Ln(2 * Term.Pi);
        return (0.5 * sum, E(0) * Term.Exp(-S(0)));

        Term E(int k) => Term.Of(output[k]) - Term.Of(target[k]);
        Term S(int k) => Term.Of(Math.Max(output[target.Length + k], Math.Log(1e-6)));
    }

    static (Term, Term) OfDivergence(KullbackLeiblerDivergence loss, Term.Leaf p, Term.Leaf y)
    {
        if (loss.LogTargets) return (Term.Exp(y) * (y - p), -Term.Exp(y));
        return y.Number == 0 ? (0, 0) : (y * (Term.Ln(y) - p), -y);
    }

    static (Term, Term)? OfMargins(MultiMargin loss, double[] output, int right)
    {
        Term weight = loss.ClassWeights is { } weights ? weights[right] : 1, factor = weight / output.Length;
        int[] others = [.. Enumerable.Range(0, output.Length).Where(k => k != right)];
        if (others.Length == 0) return null;
        Term gradient = right == 0 ? -Term.Sum(others.Length, i => Slope(others[i])) : Slope(0);
        return (factor * Term.Sum(others.Length, i => loss.Power == 1 ? Excess(others[i]) : Term.Square(Excess(others[i]))), gradient);

        Term Excess(int k) => Term.Max(0, loss.Margin - Term.Of(output[right]) + Term.Of(output[k]));
        Term Slope(int k) => Excess(k).Value() <= 0 ? 0 : loss.Power == 1 ? factor : factor * 2 * Excess(k);
    }

    static (Term, Term)? OfLogProbability(NegativeLogLikelihood loss, double[] output, int right)
    {
        if (right == loss.IgnoredClass) return null;
        Term log = Term.Of(output[right]), zero = 0;
        return loss.ClassWeights is { } weights
            ? (-(weights[right] * log), right == 0 ? -weights[right] : zero)
            : (-log, right == 0 ? -1 : zero);
    }

    static (Term, Term) OfCounts(PoissonNegativeLogLikelihood loss, Term.Leaf p, Term.Leaf y)
    {
        Term value = loss.LogInput ? Term.Exp(p) - y * p : p - y * Term.Ln(p + loss.Epsilon);
        if (loss.Full && y.Number > 1) value += y * Term.Ln(y) - y + 0.5 * Term.Ln(2 * Term.Pi * y);
        return (value, loss.LogInput ? Term.Exp(p) - y : 1 - y / (p + loss.Epsilon));
    }

    static (Term, Term) OfSigmoid(double weight, Term.Leaf z, Term.Leaf y)
    {
        Term p = 1 / (1 + Term.Exp(-z)), rest = 1 / (1 + Term.Exp(z));
        return weight == 1
            ? (-(y * Term.Ln(p)) - (1 - y) * Term.Ln(rest), p - y)
            : (-(weight * y * Term.Ln(p)) - (1 - y) * Term.Ln(rest), (1 - y) * p - weight * y * rest);
    }

    static (Term, Term)? OfSoftmax(SoftmaxCrossEntropy loss, double[] output, double[] target)
    {
        if (target.Length == 1 && target[0] == loss.IgnoredClass) return null;
        double[] p = Softmax(output);
        int[] counted = [.. Enumerable.Range(0, p.Length).Where(k => Q(k).Value() != 0)];
        if (counted.Length == 0) return null;
        Term value = -Term.Sum(counted.Length, i => IsOne(counted[i]) ? Term.Ln(P(counted[i])) : Q(counted[i]) * Term.Ln(P(counted[i])));
        Term total = Term.Sum(counted.Length, i => Q(counted[i]));
        double sum = total.Value();
        return (value, sum == 1 ? P(0) - Q(0) : P(0) * total - Q(0));

        Term P(int k) => Term.Of(p[k]);
        bool IsOne(int k) => Q(k) is Term.Leaf { Number: 1 };
        Term Q(int k)
        {
            Term y = target.Length > 1 ? Term.Of(target[k]) : target[0] == k ? 1 : 0;
            if (loss.LabelSmoothing > 0) y = (1 - (Term)loss.LabelSmoothing) * y + (Term)loss.LabelSmoothing / p.Length;
            return loss.ClassWeights is { } weights ? weights[k] * y : y;
        }
    }
}
