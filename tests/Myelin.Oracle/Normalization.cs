using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Explain;

namespace Myelin.Oracle;

/// <summary>
/// A network with one normalization, described in words:
/// "Linear -> batch_norm -> tanh -> Linear, mse mean, SGD lr .05 momentum .9, 10 steps".
/// </summary>
static class Normalization
{
    // Myelin's blocks, and the cases' keys
    static readonly (string Name, string Key)[] s_blocks =
        [("weight", "gamma"), ("bias", "beta"), ("running_mean", "running_mean"), ("running_var", "running_var")];

    public static JsonObject Of<T>(JsonElement q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string[] words = q.Text("net").Split(',', StringSplitOptions.TrimEntries);
        string[] kinds = words[0].Split("->", StringSplitOptions.TrimEntries);
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        JsonElement[] blocks = [.. q.GetProperty("params").EnumerateArray()];
        using Model<T> model = Model<T>(q, kinds, blocks, x[0].Length);
        int norm = Array.FindIndex(kinds, kind => kind.EndsWith("_norm", StringComparison.Ordinal));
        (ILoss loss, Optimizer optimizer, int steps) = (Loss(words[1]), Optimizer(words[2]), Whole(words[3].Split(' ')[0]));

        // PyTorch's module.eval(): running statistics are used and stay as they are
        bool evaluates = q.Find("mode")?.GetString() == "eval" || q.Text("name").Contains("eval", StringComparison.Ordinal);
        Samples<T> samples = Nets.Samples<T>(x, y);
        Trace<T> first = Trace<T>.Of(model, loss, samples, training: !evaluates);
        using var trainer = new Trainer<T>(model, loss, optimizer, new() { BatchSize = x.Length, EvaluationMode = evaluates });
        var made = new JsonArray();
        for (int step = 0; step < steps; step++)
        {
            var after = new JsonObject { ["loss"] = Json.Node(trainer.Step(samples)), ["params"] = Nets.AllDense(model) };
            foreach ((string name, string key) in s_blocks)
                if (model.Parameters.Blocks.Any(block => block.Name == $"layers.{norm}.{name}"))
                    after[key] = Json.Row(model.Parameters.Get($"layers.{norm}.{name}"));
            made.Add(after);
        }
        var outputs = new T[x.Length * model.Network.Outputs];
        model.Predict(x.Flat<T>(), outputs);
        return new()
        {
            ["first"] = new JsonObject
            {
                ["z"] = Json.Node(first.Layers[norm - 1].Output),
                ["normed"] = Json.Node(first.Layers[norm].Output),
                ["out"] = Json.Node(first.Layers[^1].Output),
                ["loss"] = Json.Node(first.Loss),
                ["grad"] = Nets.Gradients(first),
                ["grad_gamma"] = Json.Row(first.Layers[norm].Parameters[0].Gradient),
                ["grad_beta"] = Json.Row(first.Layers[norm].Parameters[1].Gradient),
            },
            ["steps"] = made,
            ["final_eval_output"] = Json.Matrix(Array.ConvertAll(outputs, double.CreateTruncating), model.Network.Outputs),
        };
    }

    static Model<T> Model<T>(JsonElement q, string[] kinds, JsonElement[] blocks, int inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int next, double epsilon) = (0, q.Number("eps", 1e-5));
        var network = new Network(inputs, [.. kinds.Select(kind => (Layer)(kind switch
        {
            "Linear" => Nets.Layer(blocks[next++], new Identity()),
            "batch_norm" => new BatchNorm(epsilon, q.Number("momentum", 0.1)),
            "layer_norm" => new LayerNorm(epsilon),
            _ => new Activation(Formulas.Activation(kind, null)),
        }))]);
        var model = new Model<T>(network, network.Parameters<T>());
        next = 0;
        for (int l = 0; l < kinds.Length; l++)
        {
            if (kinds[l] == "Linear") Nets.SetDense(model, l, blocks[next++]);
            if (!kinds[l].EndsWith("_norm", StringComparison.Ordinal)) continue;
            foreach ((string name, string key) in s_blocks)
                if ((q.Find(key) ?? q.Find($"{key}0")) is { } values)
                    model.Parameters.Write($"layers.{l}.{name}", Array.ConvertAll(values.Vector(), T.CreateTruncating));
        }
        return model;
    }

    /// <summary>"mse mean"</summary>
    public static ILoss Loss(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var settings = new JsonObject { ["type"] = words[0] };
        if (words.Length > 1) settings["reduction"] = words[1];
        return Formulas.Loss(JsonSerializer.SerializeToElement(settings));
    }

    // "SGD lr .05 momentum .9"
    static Optimizer Optimizer(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var settings = new JsonObject { ["type"] = words[0].ToLowerInvariant() };
        for (int i = 1; i < words.Length; i++)
        {
            // a name and its number, or a flag
            bool number = double.TryParse(words.ElementAtOrDefault(i + 1), CultureInfo.InvariantCulture, out double value);
            settings[words[i]] = number ? value : true;
            if (number) i++;
        }
        return Formulas.Optimizer(JsonSerializer.SerializeToElement(settings));
    }

    static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
