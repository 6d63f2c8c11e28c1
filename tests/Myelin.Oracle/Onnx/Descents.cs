using Myelin.Numerics;

namespace Myelin.Oracle.Onnx;

/// <summary>
/// ONNX's optimizer nodes: one step from given moments, with α for β₁, β for β₂ and the penalty's gradient, norm_coefficient · x,
/// added to g. Their rules are Myelin's rules with coefficients of their own, so each step is the rule's direction.
/// </summary>
static class Descents
{
    /// <summary>Adam with ε beside √v, and without corrections at t = 0.</summary>
    public static Tensor[] Adam(Node node)
    {
        (double alpha, double beta, double t) = (node.Number("alpha", 0.9), node.Number("beta", 0.999), node.Input(1)!.Data[0]);
        double correction = t > 0 ? Math.Sqrt(1 - Math.Pow(beta, t)) / (1 - Math.Pow(alpha, t)) : 1;
        if (node.Number("norm_coefficient_post", 0) != 0) throw new NotExpressible("Adam with a penalty after the step");
        return Step(node, new Adam.Rule(alpha, 1 - alpha, beta, 1 - beta, correction, 1, node.Number("epsilon", 1e-6)), 2);
    }

    /// <summary>m := α m + β g; the first step takes g whole.</summary>
    public static Tensor[] Momentum(Node node)
    {
        double share = node.Input(1)!.Data[0] > 0 ? node.Number("beta", 1) : 1;
        return Step(node, new Sgd.MomentumRule(node.Number("alpha", 0.9), share, node.Text("mode") == "nesterov"), 1);
    }

    /// <summary>h := h + g², the rate divided by 1 + t·decay</summary>
    public static Tensor[] Adagrad(Node node)
    {
        double factor = 1 / (1 + node.Input(1)!.Data[0] * node.Number("decay_factor", 0));
        return Step(node, new Adagrad.Rule(0, node.Number("epsilon", 1e-6), factor), 1);
    }

    // inputs: rate, t, then every x, every g, and the moments of each kind; outputs in the same order without g
    static Tensor[] Step<TRule>(Node node, TRule rule, int moments) where TRule : struct, IUpdateRule
    {
        int count = (node.Inputs.Length - 2) / (2 + moments);
        float rate = (float)node.X.Data[0], penalty = (float)node.Number("norm_coefficient", 0);
        var made = new Tensor[count * (1 + moments)];
        for (int tensor = 0; tensor < count; tensor++)
        {
            Tensor[] given = [.. Enumerable.Range(0, 2 + moments).Select(kind => node.Input(2 + kind * count + tensor)!)];
            double[][] after = [.. Enumerable.Range(0, 1 + moments).Select(_ => new double[given[0].Data.Length])];
            for (int i = 0; i < given[0].Data.Length; i++)
            {
                Scalar<float> x = new((float)given[0].Data[i]), g = new((float)given[1].Data[i] + penalty * x.Value);
                Scalar<float> m = new((float)given[2].Data[i]), v = moments > 1 ? new((float)given[3].Data[i]) : default, u = default;
                after[0][i] = x.Value - rate * rule.Direction(g, x, ref m, ref v, ref u).Value;
                after[1][i] = m.Value;
                if (moments > 1) after[2][i] = v.Value;
            }
            for (int kind = 0; kind <= moments; kind++) made[kind * count + tensor] = given[0].With(after[kind]);
        }
        return made;
    }
}
