using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Myelin.Oracle;

/// <summary>A network in words, "3-4(tanh)-2, mse mean; …", and λ₁ Σ|W| + ½ λ₂ Σ W² over its weights.</summary>
static partial class Penalties
{
    public static JsonObject Of(JsonElement q)
    {
        string[] words = q.Text("net").Split(',', ';');
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        JsonElement[] blocks = [.. q.GetProperty("params").EnumerateArray()];
        Match[] sizes = [.. Size().Matches(words[0]).Cast<Match>()];
        var network = new Network(int.Parse(sizes[0].Groups[1].Value, CultureInfo.InvariantCulture), [.. sizes.Skip(1).Select((size, l) =>
            (Layer)Nets.Layer(blocks[l], Formulas.Activation(size.Groups[2].Success ? size.Groups[2].Value : "identity", null)))]);
        using var model = new Model<double>(network, network.Parameters<double>());
        for (int l = 0; l < blocks.Length; l++) Nets.SetDense(model, l, blocks[l]);
        using Parameters<double> before = model.Parameters.Alike();
        model.Parameters.CopyTo(before);

        // a step of rate 1 without memory moves by the penalized gradient
        (double l1, double l2) = (q.Number("l1", 0), q.Number("l2", 0));
        using var trainer = new Trainer<double>(
            model, Normalization.Loss(words[1]), new Sgd(1) { L1 = l1, L2 = l2 }, new() { BatchSize = x.Length });
        (double data, double penalty) = (trainer.Step(Nets.Samples<double>(x, y)), 0);
        for (int b = 0; b < before.Blocks.Count; b++)
        {
            double[] old = [.. before.Get(b).Cast<double>()], now = [.. model.Parameters.Get(b).Cast<double>()];
            if (before.Blocks[b].Role == ParameterRole.Weight) penalty += old.Sum(w => l1 * Math.Abs(w) + 0.5 * l2 * w * w);
            model.Parameters.Write(b, [.. old.Zip(now, (o, n) => o - n)]);
        }
        return new() { ["data_loss"] = Json.Node(data), ["total_loss"] = Json.Node(data + penalty), ["grad"] = Nets.AllDense(model) };
    }

    [GeneratedRegex(@"(\d+)(?:\((\w+)\))?")]
    private static partial Regex Size();
}
