using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Explain;

namespace Myelin.Oracle;

/// <summary>Tables of values and slopes, each computed by a network that is nothing but the formula.</summary>
static class Tables
{
    public static JsonObject Activations(JsonElement q)
    {
        double[] x = q.GetProperty("x").Vector();
        var table = new JsonObject();
        foreach (string name in q.Find("table") is { } known ? known.EnumerateObject().Select(row => row.Name) : [])
        {
            (JsonArray y, JsonArray dy) = ([], []);
            foreach (double z in x)
            {
                (double value, double slope) = At(Named(name), z);
                y.Add(Json.Node(value));
                dy.Add(Json.Node(slope));
            }
            table[name] = new JsonObject { ["y"] = y, ["dy"] = dy };
        }
        return table;
    }

    /// <summary>Value and slope: the sum as a loss makes ∂L/∂x the slope itself.</summary>
    public static (double Value, double Slope) At(IActivation activation, double z)
    {
        var network = new Network(1, new Activation(activation));
        using var model = new Model<double>(network, network.Parameters<double>());
        Trace<double> trace = Trace<double>.Of(model, new Sum(), new Samples<double>(new double[] { z }, 1, new double[] { 0 }, 1));
        return (trace.Layers[0].Output[0, 0], trace.Layers[0].InputGradient[0, 0]);
    }

    public static IActivation Named(string name)
    {
        // leaky_relu(alpha=0.01)
        int open = name.IndexOf('(');
        if (open < 0) return Formulas.Activation(name, null);
        var settings = new JsonObject();
        foreach (string[] pair in name[(open + 1)..^1].Split(',').Select(text => text.Split('=')))
            settings[pair[0]] = double.Parse(pair[1], CultureInfo.InvariantCulture);
        return Formulas.Activation(name[..open], JsonSerializer.SerializeToElement(settings));
    }

    public static JsonObject Losses(JsonElement q)
    {
        var table = new JsonObject();
        foreach (JsonProperty row in q.Find("table") is { } known ? [.. known.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            string kind = row.Name.Split(' ')[0];
            double target = double.Parse(row.Name[(row.Name.IndexOf('=') + 1)..], CultureInfo.InvariantCulture);
            ILoss loss = kind switch
            {
                "bce_with_logits" => new SigmoidCrossEntropy(1, Reduction.Sum),
                "bce(prob)" => new BinaryCrossEntropy(Reduction.Sum),
                "cross_entropy" => new SoftmaxCrossEntropy(Reduction: Reduction.Sum),
                _ => throw new NotSupportedException($"loss {kind}"),
            };
            double[][] x = row.Value.GetProperty("x").Rows();
            (JsonArray losses, JsonArray gradients) = ([], []);
            foreach (double[] outputs in x)
            {
                (double value, double[] gradient) = LossValues.Reduced<double>(loss, outputs, [target], 1);
                losses.Add(Json.Node(value));
                gradients.Add(outputs.Length == 1 ? Json.Node(gradient[0]) : Json.Node(gradient));
            }
            table[row.Name] = new JsonObject { ["loss"] = losses, ["grad"] = gradients };
        }
        return table;
    }

    public static JsonObject SoftmaxRows(JsonElement q)
    {
        (JsonArray softmax, JsonArray logSoftmax, JsonArray logSumExp) = ([], [], []);
        foreach (double[] row in q.GetProperty("x").Rows())
        {
            (double[] p, double[] l) = (new double[row.Length], new double[row.Length]);
            new Softmax().Value<double>(row, p);
            new LogSoftmax().Value<double>(row, l);
            softmax.Add(Json.Node(p));
            logSoftmax.Add(Json.Node(l));
            logSumExp.Add(Json.Node(row[0] - l[0]));
        }
        return new() { ["softmax"] = softmax, ["log_softmax"] = logSoftmax, ["logsumexp"] = logSumExp };
    }

    /// <summary>ℓ = ŷ, so that ∂L/∂ŷ = 1.</summary>
    readonly record struct Sum : IElementLoss<Sum>
    {
        Reduction ILoss.Reduction => Reduction.Sum;

        public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, Numerics.ILane<TLane>
        {
            gradient = TLane.Of(1);
            return prediction;
        }
    }
}
