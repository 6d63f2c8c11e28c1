using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Activations;
using Myelin.Layers;

namespace Myelin.Oracle;

/// <summary>Models from the cases' weights, and the cases' form of weights and gradients. W of PyTorch is [outputs × inputs], Myelin's its transpose.</summary>
static class Nets
{
    public static Model<T> Of<T>(JsonElement net, JsonElement parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement[] layers = [.. net.EnumerateArray()], blocks = [.. parameters.EnumerateArray()];
        var network = new Network(layers[0].GetProperty("inputs").GetInt32(), [.. layers.Select((layer, l) => new Dense(
            layer.GetProperty("outputs").GetInt32(), Formulas.Activation(layer.Text("activation"), layer.Find("activation_params")), blocks[l].Has("b")))]);
        var model = new Model<T>(network, new Parameters<T>(network));
        for (int l = 0; l < layers.Length; l++) SetDense(model, l, blocks[l]);
        return model;
    }

    public static void SetDense<T>(Model<T> model, int layer, JsonElement block) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        model.Parameters.Write($"layers.{layer}.weight", Transposed(block.GetProperty("W").Rows()).Flat<T>());
        if (block.Has("b")) model.Parameters.Write($"layers.{layer}.bias", Array.ConvertAll(block.GetProperty("b").Vector(), T.CreateTruncating));
    }

    public static JsonObject Dense<T>(Model<T> model, int layer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var block = new JsonObject { ["W"] = Json.Node(model.Parameters.Get($"layers.{layer}.weight"), transposed: true) };
        if (model.Parameters.Blocks.Any(b => b.Name == $"layers.{layer}.bias")) block["b"] = Json.Row(model.Parameters.Get($"layers.{layer}.bias"));
        return block;
    }

    public static JsonArray AllDense<T>(Model<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new([.. Enumerable.Range(0, model.Network.Layers.Count).Where(l => model.Network.Layers[l] is Dense).Select(l => (JsonNode)Dense(model, l))]);

    public static JsonArray Gradients<T>(Trace<T> trace) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new([.. trace.Layers.Where(layer => layer.Layer is Dense).Select(layer =>
        {
            var block = new JsonObject { ["W"] = Json.Node(layer.Parameters[0].Gradient, transposed: true) };
            if (layer.Parameters.Count > 1) block["b"] = Json.Row(layer.Parameters[1].Gradient);
            return (JsonNode)block;
        })]);

    public static Samples<T> Samples<T>(double[][] x, double[][] y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(x.Flat<T>(), x[0].Length, y.Flat<T>(), y[0].Length);

    public static double[][] Transposed(double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(row => row[c]).ToArray())];
}
