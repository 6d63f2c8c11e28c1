using Myelin.Activations;

namespace Myelin.Cli.Tracing;

/// <summary>The formulas of <see cref="Sigma"/> for one number: of cases the one that holds there.</summary>
static class SigmaTerms
{
    public static (Term Value, Term Slope)? Of(IActivation activation, Term.Leaf z, Term.Leaf? output = null)
    {
        (double at, Term a) = (z.Number, output ?? z);
        Term zero = 0, one = 1;
        switch (activation)
        {
            case Celu { Alpha: var alpha }: return at > 0 ? (z, one) : (alpha * (Term.Exp(z / alpha) - 1), Term.Exp(z / alpha));
            case Elu { Alpha: var alpha }: return at > 0 ? (z, one) : (alpha * (Term.Exp(z) - 1), alpha * Term.Exp(z));
            case Exponential: return (Term.Exp(z), a);
            case Gaussian: return (Term.Exp(-Term.Square(z)), -(2 * (z * a)));
            case Gelu: return (z * Phi(z), Phi(z) + z * (Term.Exp(-(Term.Square(z) / 2)) / Term.Root(2 * Term.Pi)));
            case GeluTanh: return OfGeluTanh(z);
            case HardShrink { Lambda: 0 } or SoftShrink { Lambda: 0 }: return (z, one);
            case HardShrink { Lambda: var lambda }: return Math.Abs(at) > lambda ? (z, one) : (zero, zero);
            case HardSigmoid: return (Term.Min(1, Term.Max(0, (z + 3) / 6)), at is > -3 and < 3 ? one / 6 : zero);
            case HardSwish: return (z * (Term.Min(6, Term.Max(0, z + 3)) / 6), at < -3 ? zero : at >= 3 ? one : z / 3 + 0.5);
            case HardTanh { Low: var low, High: var high }: return (Term.Min(high, Term.Max(low, z)), at > low && at < high ? one : zero);
            case Identity: return (z, one);
            case LeakyRelu { NegativeSlope: var s }: return at >= 0 ? (z, one) : (s * z, s);
            case LogSigmoid: return (-Term.Ln(1 + Term.Exp(-z)), 1 / (1 + Term.Exp(z)));
            case Mish:
                Term t = Term.Tanh(Term.Ln(1 + Term.Exp(z)));
                return (z * t, t + z * (1 - Term.Square(t)) / (1 + Term.Exp(-z)));
            case Relu: return (Term.Max(0, z), at >= 0 ? one : zero);
            case Relu6: return (Term.Min(6, Term.Max(0, z)), at is > 0 and < 6 ? one : zero);
            case Selu: return OfSelu(z);
            case Sigmoid: return (1 / (1 + Term.Exp(-z)), a * (1 - a));
            case Silu:
                Term sigmoid = 1 / (1 + Term.Exp(-z));
                return (z / (1 + Term.Exp(-z)), sigmoid + z * sigmoid * (1 - sigmoid));
            case Sine: return (Term.Sin(z), Term.Cos(z));
            case Softplus { Beta: var beta }: return (Term.Ln(1 + Term.Exp(beta * z)) / beta, 1 / (1 + Term.Exp(-(beta * z))));
            case SoftShrink { Lambda: var lambda }: return at > lambda ? (z - lambda, one) : at < -lambda ? (z + lambda, one) : (zero, zero);
            case Softsign: return (z / (1 + Term.Abs(z)), 1 / Term.Square(1 + Term.Abs(z)));
            case Tanh: return (Term.Tanh(z), 1 - Term.Square(a));
            case TanhShrink: return (z - Term.Tanh(z), Term.Square(Term.Tanh(z)));
            default: return null;
        }
    }

    // the normal distribution ½(1 + erf(z/√2)), below 0 as ½ erfc(−z/√2), which keeps its digits
    static Term Phi(Term.Leaf z) => z.Number < 0 ? Term.Erfc(-z / Term.Root(2)) / 2 : (1 + Term.Erf(z / Term.Root(2))) / 2;

    // ½(1 + tanh u) = s = 1/(1 + e^(−2u)), which keeps its digits
    static (Term, Term) OfGeluTanh(Term z)
    {
        Term u = Term.Root(2 / Term.Pi) * (z + 0.044715 * Term.Power(z, 3)), s = 1 / (1 + Term.Exp(-(2 * u))), rest = 1 / (1 + Term.Exp(2 * u));
        Term slope = Term.Root(2 / Term.Pi) * (1 + 3 * (0.044715 * Term.Square(z)));
        return (z / (1 + Term.Exp(-(2 * u))), s + z * s * rest * (2 * slope));
    }

    static (Term, Term) OfSelu(Term.Leaf z)
    {
        const double lambda = 1.0507009873554805, alpha = 1.6732632423543772;
        return z.Number > 0 ? (lambda * z, lambda) : ((Term)lambda * alpha * (Term.Exp(z) - 1), (Term)lambda * alpha * Term.Exp(z));
    }
}
