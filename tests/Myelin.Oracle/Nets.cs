using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Explain;

namespace Myelin.Oracle;

/// <summary>
/// Models from the cases' weights, and the cases' form of weights and gradients. W of PyTorch is [outputs × inputs], Myelin's its
/// transpose.
/// </summary>
static class Nets
{
    public static Model<T> Of<T>(JsonElement net, JsonElement parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement[] layers = [.. net.EnumerateArray()], blocks = [.. parameters.EnumerateArray()];
        var network = new Network(layers[0].GetProperty("inputs").GetInt32(), [.. layers.Select((layer, l) =>
            Layer(blocks[l], Formulas.Activation(layer.Text("activation"), layer.Find("activation_params"))))]);
        var model = new Model<T>(network, network.Parameters<T>());
        for (int l = 0; l < layers.Length; l++) SetDense(model, l, blocks[l]);
        return model;
    }

    /// <summary>The layer that a block of weights is for.</summary>
    public static Dense Layer(JsonElement block, IActivation activation) =>
        new(block.GetProperty("W").GetArrayLength(), activation, Bias: block.Has("b"));

    public static void SetDense<T>(Model<T> model, int layer, JsonElement block) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        model.Parameters.Write($"layers.{layer}.weight", Transposed(block.GetProperty("W").Rows()).Flat<T>());
        if (!block.Has("b")) return;
        model.Parameters.Write($"layers.{layer}.bias", Array.ConvertAll(block.GetProperty("b").Vector(), T.CreateTruncating));
    }

    public static JsonArray AllDense<T>(Model<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new([.. model.Network.Layers.Select((layer, l) => (layer, l)).Where(place => place.layer is Dense).Select(place =>
        {
            string name = $"layers.{place.l}";
            var block = new JsonObject { ["W"] = Json.Node(model.Parameters.Get($"{name}.weight"), transposed: true) };
            if (((Dense)place.layer).Bias) block["b"] = Json.Row(model.Parameters.Get($"{name}.bias"));
            return (JsonNode)block;
        })]);

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
