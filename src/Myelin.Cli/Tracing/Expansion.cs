using Myelin.Activations;
using Myelin.Layers;

namespace Myelin.Cli.Tracing;

/// <summary>The first element of a layer's matrices worked out, as its passes compute it.</summary>
static class Expansion
{
    /// <summary>₁ of a single row, ₁₁ of a matrix</summary>
    public static string First(double[,] matrix) => matrix.GetLength(0) == 1 ? "₁" : "₁₁";

    /// <summary>A line where its numbers are finite.</summary>
    public static IReadOnlyList<WorkedLine> Line(string symbol, Term? term, double result) =>
        term is not null && new WorkedLine(symbol, term, result) is { IsWorth: true } line ? [line] : [];

    /// <summary>z₁ = Σᵢ xᵢ wᵢ₁ + b₁</summary>
    public static IReadOnlyList<WorkedLine> OfProduct(string z, LayerTrace<double> layer) =>
        Line(z + First(layer.Input), Product(layer, 0), layer.PreActivation![0, 0]);

    static Term Product(LayerTrace<double> layer, int column)
    {
        double[,] x = layer.Input, w = layer.Parameters[0].Value;
        Term sum = Term.Sum(w.GetLength(0), i => Term.Of(x[0, i]) * Term.Of(w[i, column]));
        return layer.Parameters.Count > 1 ? sum + Term.Of(layer.Parameters[1].Value[0, column]) : sum;
    }

    /// <summary>a₁ = σ(z₁), of softmax and its kin with all z of the row</summary>
    public static IReadOnlyList<WorkedLine> OfActivation(string a, LayerTrace<double> layer, IActivation function)
    {
        double[,] z = layer.PreActivation!;
        Term? term = function switch
        {
            Identity => null,
            Softmax => Term.Exp(Term.Of(z[0, 0])) / ExpSum(z),
            LogSoftmax => Term.Of(z[0, 0]) - Term.Ln(ExpSum(z)),
            _ => Sigma.Value(function, z[0, 0]),
        };
        return Line(a + First(z), term, layer.Output[0, 0]);
    }

    static Term ExpSum(double[,] z) => Term.Sum(z.GetLength(1), k => Term.Exp(Term.Of(z[0, k])));

    /// <summary>σ′(z₁)</summary>
    public static IReadOnlyList<WorkedLine> OfSlope(string symbol, LayerTrace<double> layer, IActivation function, double slope) =>
        Line(symbol + First(layer.Input), Sigma.Slope(function, layer.PreActivation![0, 0], layer.Output[0, 0]), slope);

    /// <summary>δ₁ = ∂L/∂a₁ · σ′(z₁)</summary>
    public static IReadOnlyList<WorkedLine> OfDelta(string delta, LayerTrace<double> layer, double slope) =>
        Line(delta + First(layer.Input), Term.Of(layer.OutputGradient[0, 0]) * Term.Of(slope), layer.Delta![0, 0]);

    /// <summary>δ₁ = Σᵢ ∂L/∂aᵢ Jᵢ₁</summary>
    public static IReadOnlyList<WorkedLine> OfJacobian(string delta, LayerTrace<double> layer, double[,] jacobian) => Line(delta + First(layer.Input),
        Term.Sum(jacobian.GetLength(0), i => Term.Of(layer.OutputGradient[0, i]) * Term.Of(jacobian[i, 0])), layer.Delta![0, 0]);

    /// <summary>The gradient of the block's first element; empty where its formula is not of the layer's own numbers.</summary>
    public static IReadOnlyList<WorkedLine> OfGradient(string gradient, LayerTrace<double> layer, int block, bool training)
    {
        double[,] x = layer.Input, da = layer.OutputGradient, result = layer.Parameters[block].Gradient;
        int rows = x.GetLength(0);
        bool isFirst = block == 0;
        Term? term = layer.Layer switch
        {
            Dense => Sum(n => isFirst ? Term.Of(x[n, 0]) * Term.Of(layer.Delta![n, 0]) : Term.Of(layer.Delta![n, 0])),
            Scale => Sum(n => Term.Of(da[n, 0]) * Term.Of(x[n, 0])),
            PRelu { PerUnit: true } => Sum(n => Term.Of(da[n, 0]) * Term.Min(0, Term.Of(x[n, 0]))),
            BatchNorm or LayerNorm => Sum(n => isFirst ? Term.Of(da[n, 0]) * Term.Of(Normalization.Of(layer, training).At(n)) : Term.Of(da[n, 0])),
            ParametricActivation { Function: var function } when Sigma.Value(function, 0) is not null =>
                Sum(n => Term.Of(da[n, 0]) * (Sigma.Value(function, x[n, 0])! - Term.Of(x[n, 0]))),
            MemberScale => Sum(n => Term.Of(da[n, 0]) * Term.Of(x[n, 0])),
            _ => null,
        };
        return Line(gradient + First(result), term, result[0, 0]);

        Term Sum(Func<int, Term> of) => Term.Sum(rows, of);
    }

    /// <summary>∂L/∂x₁ of a layer</summary>
    public static IReadOnlyList<WorkedLine> OfInputGradient(string gradient, LayerTrace<double> layer, bool training)
    {
        double[,] x = layer.Input, da = layer.OutputGradient;
        Term first = Term.Of(da[0, 0]);
        Term? term = layer.Layer switch
        {
            Dense => Term.Sum(layer.Delta!.GetLength(1), o => Term.Of(layer.Delta[0, o]) * Term.Of(layer.Parameters[0].Value[0, o])),
            Dropout => Mask(layer, training) is { } mask ? first * Term.Of(mask) : null,
            Scale => first * Term.Of(layer.Parameters[0].Value[0, 0]),
            PRelu => x[0, 0] >= 0 ? first : first * Term.Of(layer.Parameters[0].Value[0, 0]),
            BatchNorm or LayerNorm => Normalization.Of(layer, training).InputGradient(),
            ParametricActivation { Function: var function } when Sigma.Value(function, x[0, 0]) is { } value =>
                first * (1 + Term.Of(layer.Parameters[0].Value[0, 0]) * (Sigma.Slope(function, x[0, 0], value.Value())! - 1)),
            MemberScale { Members: var members } =>
                Term.Sum(members, i => Term.Of(da[0, i * x.GetLength(1)]) * Term.Of(layer.Parameters[0].Value[i, 0])),
            _ => null,
        };
        return Line(gradient + First(x), term, layer.InputGradient[0, 0]);
    }

    /// <summary>a₁ of a layer that is no Dense and no activation</summary>
    public static IReadOnlyList<WorkedLine> OfOutput(string a, LayerTrace<double> layer, bool training)
    {
        Term x = Term.Of(layer.Input[0, 0]);
        Term? term = layer.Layer switch
        {
            Dropout => Mask(layer, training) is { } mask ? x * Term.Of(mask) : null,
            Scale => x * Number(layer, 0),
            PRelu => layer.Input[0, 0] >= 0 ? x : Number(layer, 0) * x,
            BatchNorm or LayerNorm => Normalization.Of(layer, training).Output(),
            ParametricActivation { Function: var function } when Sigma.Value(function, layer.Input[0, 0]) is { } value => x + Number(layer, 0) * (value - x),
            PeriodicEmbedding embedding => OfPeriodic(embedding, layer),
            PiecewiseLinearEmbedding embedding => OfBins(embedding, layer),
            MemberScale => x * Number(layer, 0),
            MemberDense dense => OfMember(dense, layer),
            MemberHeads { Members: var members } => 1 / (Term)members * Term.Sum(members, i => Term.Of(layer.MemberOutputs[i][0, 0])),
            _ => null,
        };
        return Line(a + First(layer.Input), term, layer.Output[0, 0]);
    }

    static Term.Leaf Number(LayerTrace<double> layer, int block) => Term.Of(layer.Parameters[block].Value[0, 0]);

    /// <summary>The mask that dropout took for the first element; null where 0 hides it.</summary>
    static double? Mask(LayerTrace<double> layer, bool training)
    {
        if (!training) return 1;
        if (layer.Input[0, 0] != 0) return layer.Output[0, 0] / layer.Input[0, 0];
        return layer.OutputGradient[0, 0] != 0 ? layer.InputGradient[0, 0] / layer.OutputGradient[0, 0] : null;
    }

    // cos(2π x w + c)·V + d, without phases [cos(2π x w), sin(2π x w)]·V + d
    static Term OfPeriodic(PeriodicEmbedding embedding, LayerTrace<double> layer)
    {
        int waves = embedding.Frequencies, learned = embedding.Phases ? embedding.Size - 1 : embedding.Size, next = embedding.Phases ? 1 : 0;
        double[,] w = layer.Parameters[0].Value, v = layer.Parameters[next + 1].Value;
        Term x = Term.Of(layer.Input[0, 0]);
        return Term.Sum(embedding.Phases ? waves : 2 * waves, k => Wave(k) * Term.Of(v[k * learned, 0])) + Number(layer, next + 2);

        Term Wave(int k)
        {
            Term angle = 2 * Term.Pi * x * Term.Of(w[k % waves, 0]);
            if (embedding.Phases) return Term.Cos(angle + Term.Of(layer.Parameters[1].Value[k, 0]));
            return k < waves ? Term.Cos(angle) : Term.Sin(angle);
        }
    }

    // φ·V + d, φ of the bins that x is in or beyond
    public static Term OfBins(PiecewiseLinearEmbedding embedding, LayerTrace<double> layer)
    {
        double x = layer.Input[0, 0];
        double[] share = [.. Enumerable.Range(0, embedding.Bins).Select(t =>
            Math.Min(Math.Max((x - Of(0, t)) * Of(1, t), Of(2, t)), Of(3, t)))];
        int[] bins = [.. Enumerable.Range(0, embedding.Bins).Where(t => share[t] != 0)];
        if (bins.Length == 0) return Number(layer, 5);
        return Term.Sum(bins.Length, i => Term.Of(share[bins[i]]) * Term.Of(layer.Parameters[4].Value[bins[i] * embedding.Size, 0])) + Number(layer, 5);

        double Of(int block, int bin) => layer.Parameters[block].Value[bin, 0];
    }

    // ((x ⊙ r)·W) s + b of the first member
    static Term OfMember(MemberDense dense, LayerTrace<double> layer)
    {
        double[,] w = layer.Parameters[0].Value;
        if (!dense.Adapters) return Term.Sum(w.GetLength(0), i => Term.Of(layer.Input[0, i]) * Term.Of(w[i, 0])) + Number(layer, 1);
        double[,] r = layer.Parameters[1].Value;
        return Term.Sum(w.GetLength(0), i => Term.Of(layer.Input[0, i]) * Term.Of(r[0, i]) * Term.Of(w[i, 0])) * Number(layer, 2) + Number(layer, 3);
    }
}
